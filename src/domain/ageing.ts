import { z } from "zod";
import { sourceSchema } from "../engine/knowledge/incident.ts";
import { prose } from "../engine/knowledge/prose.ts";
import type { Standing } from "../engine/knowledge/standing.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { lockAttempts } from "../storage/recounts.ts";
import { updateSetting } from "../storage/settings.ts";
import { insertStanding, lockFact, updateStanding } from "../storage/standings.ts";
import type { Db, FactRow, FactStanding, New, Person } from "../storage/tables.ts";
import { waitForOthers } from "./content-turns.ts";
import { recountAttempts } from "./counting.ts";
import { finishOverdueAttempts } from "./deadlines.ts";
import { NotFound, Refused } from "./errors.ts";
import { queueEvent } from "./webhook-events.ts";

type Trainer = Pick<Person, "id">;
type FactRef = Pick<FactRow, "id">;

const reason = prose(10, 500);
const doubtSchema = sourceSchema.omit({ id: true }).extend({ reason });
const restorationSchema = z.object({ reason });
/** Why a fact is disputed or retracted, and the page that says so: its publisher, title, date (EDTF) and address. */
export type DoubtGrounds = z.output<typeof doubtSchema>;

/** Says that a fact is doubted. Questions that rest on it are out of circulation from now on, and results are counted without them. @throws Refused beside the field that does not fit */
export async function disputeFact(db: Db, trainer: Trainer, fact: FactRef, grounds: DoubtGrounds, at: Date): Promise<FactStanding> {
  return say(db, trainer, fact, "disputed", checked(doubtSchema, grounds), at);
}

/** Says that a fact was taken back, whether it was disputed before or not. @throws Refused beside the field that does not fit */
export async function retractFact(db: Db, trainer: Trainer, fact: FactRef, grounds: DoubtGrounds, at: Date): Promise<FactStanding> {
  return say(db, trainer, fact, "retracted", checked(doubtSchema, grounds), at);
}

/** Says that a fact stands after all: what went out of circulation because of it, and of nothing else, comes back. */
export async function restoreFact(db: Db, trainer: Trainer, fact: FactRef, grounds: { reason: string }, at: Date): Promise<FactStanding> {
  return say(db, trainer, fact, "current", checked(restorationSchema, grounds), at);
}

const NO_SOURCE = { publisher: null, title: null, published: null, url: null };

/** Attempts are held before the fact: who answers holds an attempt and then refers to facts. The content is prepared again at the next start, because other facts have to prove what this one did, or this one may again. */
function say(db: Db, trainer: Trainer, fact: FactRef, standing: Standing, grounds: { reason: string } & Partial<DoubtGrounds>, at: Date): Promise<FactStanding> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    await lockAttempts(tx);
    const held = await lockFact(tx, fact.id);
    if (!held) throw new NotFound();
    const objection = objectionTo(held.standing, standing);
    if (objection) throw new Refused(objection, "standing");
    const said = await changeStanding(tx, held, { standing, ...NO_SOURCE, ...grounds, author_id: trainer.id }, at);
    await updateSetting(tx, "content", "");
    return said;
  });
}

/** Puts a held fact in another standing, keeps what was said, and counts the results that rest on it anew. */
export async function changeStanding(tx: Db, fact: FactRow, said: Omit<New<FactStanding>, "fact_id" | "at">, at: Date): Promise<FactStanding> {
  await lockAttempts(tx);
  await finishOverdueAttempts(tx, at);
  await updateStanding(tx, fact.id, said.standing);
  const kept = await insertStanding(tx, { ...said, fact_id: fact.id, at: at.toISOString() });
  const recounted = await recountAttempts(tx, kept, at);
  const { standing, reason: why, url } = said;
  await insertAuditEvent(tx, said.author_id, DEEDS[standing], fact.key, { from: fact.standing, reason: why, ...(url ? { url } : {}), recounted }, at);
  if (standing === "retracted") await queueEvent(tx, "fact.retracted", { personId: null, data: { fact: fact.key } }, at);
  return kept;
}

const DEEDS: Record<Standing, string> = { disputed: "fact.disputed", retracted: "fact.retracted", current: "fact.restored" };

function objectionTo(from: Standing, to: Standing): string | undefined {
  if (from === to) return from === "current" ? "doubting.nothing-to-restore" : `doubting.${from}-already`;
  return from === "retracted" && to === "disputed" ? "doubting.more-than-dispute" : undefined;
}

const COMPLAINTS: Record<string, string> = {
  reason: "doubting.odd.reason", publisher: "doubting.odd.publisher", title: "doubting.odd.title",
  published: "doubting.odd.published", url: "doubting.odd.url",
};

function checked<T extends { reason: string }>(schema: z.ZodType<T>, grounds: unknown): T {
  const result = schema.safeParse(grounds);
  if (result.success) return result.data;
  const field = String(result.error.issues[0]!.path[0] ?? "form");
  throw new Refused(COMPLAINTS[field] ?? "doubting.grounds", field);
}
