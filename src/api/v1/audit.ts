import { z } from "zod";
import { noteExport } from "../../domain/exporting-audit.ts";
import { readSettings } from "../../domain/installation.ts";
import { withheldDeeds } from "../../domain/withheld-deeds.ts";
import { listLogged } from "../../storage/audit-log.ts";
import { findExports } from "../../storage/replicas.ts";
import { list } from "../http/declaring.ts";
import { pageOf, timeField } from "./fields.ts";

const NEWEST = 2 ** 31 - 1;

const event = z.strictObject({
  number: z.int().describe("Its place in the chain."), at: timeField, deed: z.string(), actor: z.strictObject({ name: z.string(), email: z.string() }).nullable().describe("Null where the program did it by itself."), subject: z.string().describe("What it was done to, by its id."),
  detail: z.record(z.string(), z.unknown()), hash: z.string().describe("Of the entry and all before it."),
}).meta({ id: "AuditEvent", description: "Something that somebody did.", examples: [{ number: 42, at: "2026-01-05T09:00:00.000Z", deed: "person.added", actor: { name: "Ann Smith", email: "ann@example.org" }, subject: "k3TnX0aPq1Zr8w2Y", detail: { roles: [] }, hash: "0f1e" }] });
const day = z.iso.date().optional();
const filter = { who: z.string().max(200).optional().describe("A part of a name or email."), deed: z.string().max(100).optional().describe("One, such as person.added, or all of an area: person."), subject: z.string().max(200).optional(), from: day, to: day };

export const audit = [
  list("/audit-events", pageOf("AuditPage", event), {
    id: "audit-list", group: "audit", scope: "audit:read", filter, backwards: true,
    rows: async ({ db, deps, member, query: { who = "", deed = "", subject = "", from = "", to = "" }, at }, before, limit) => {
      if (before === NEWEST) await noteExport(db, member, { who, deed, subject, from, to }, at);
      const withholds = withheldDeeds((await readSettings(db, deps.config)).privacyMode);
      return (await listLogged(await findExports(db), { who, deed, subject, from, until: to === "" ? "" : `${to}T24`, withholds }, before, limit)).map((row) => ({ ...row, id: row.number }));
    },
    show: (rows) => rows.map(({ number, at, deed, actor_name, actor_email, subject, detail, hash }) => ({
      number, at, deed, actor: actor_name === null ? null : { name: actor_name, email: actor_email ?? "" }, subject, detail: JSON.parse(detail || "{}") as Record<string, unknown>, hash: hash ?? "",
    })),
  }),
];
