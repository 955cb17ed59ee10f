import { z } from "zod";
import type { SystemWish } from "../../../domain/learning-systems.ts";
import { framesOf } from "../../../domain/learning-systems.ts";
import type { LearningSystem } from "../../../storage/learning-tables.ts";
import { emptyForm, type Form } from "../../http/forms.ts";

const line = (missing: string) => z.string(missing).trim().min(1, missing).max(500, "fields.too-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "installation.one-line");
const address = z.string("learning-systems.address-odd").trim().max(2_000, "fields.too-long").pipe(z.url({ protocol: /^https?$/, error: "learning-systems.address-odd" }));
const lines = z.string().max(5_000, "fields.too-long").default("").transform((text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))]);
const tick = z.literal("1").optional().transform((ticked) => ticked === "1");

/** What an administrator types about a learning system; lists have an entry a line. */
export const systemForm = z.object({
  name: line("learning-systems.name-missing").max(100, "fields.too-long"), issuer: line("learning-systems.issuer-missing"), clientId: line("learning-systems.client-missing").max(255, "fields.too-long"),
  deployments: lines.pipe(z.array(z.string().max(255, "fields.too-long")).min(1, "learning-systems.deployments-missing").max(100, "learning-systems.deployments-many")),
  loginUrl: address, tokenUrl: address, keysUrl: address, tokenAudience: z.string().trim().max(500, "fields.too-long").default(""),
  frames: lines.pipe(z.array(z.url({ protocol: /^https?$/, error: "learning-systems.frames-odd" }).transform((text) => new URL(text).origin)).max(50, "learning-systems.frames-odd")),
  grounds: z.string().trim().max(500, "fields.too-long").default(""),
  linksByEmail: tick, makesPeople: tick, makesTrainers: tick, isOn: tick,
}) satisfies z.ZodType<SystemWish>;

export function typedFrom(system: LearningSystem): Form {
  const own = framesOf({ ...system, frames: "[]" });
  return emptyForm({
    name: system.name, issuer: system.issuer, clientId: system.client_id, deployments: (JSON.parse(system.deployments) as string[]).join("\n"), loginUrl: system.login_url, tokenUrl: system.token_url, keysUrl: system.keys_url,
    tokenAudience: system.token_audience, frames: framesOf(system).filter((origin) => !own.includes(origin)).join("\n"),
    grounds: system.grounds, linksByEmail: system.links_by_email, makesPeople: system.makes_people, makesTrainers: system.makes_trainers, isOn: system.is_on,
  });
}
