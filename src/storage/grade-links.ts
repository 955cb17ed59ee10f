import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { GradeLink, LearningSystem } from "./learning-tables.ts";
import type { Attempt, Db, New } from "./tables.ts";

/** A place that waits to be told, with the system that it belongs to. */
export interface WaitingGrade extends GradeLink { system: LearningSystem }

type Place = Pick<GradeLink, "system_id" | "person_id" | "quiz_id" | "deployment" | "resource_link" | "subject" | "endpoint" | "created_at">;

/** Keeps where this launch came from. A place that leads to another quiz, or whose column moved, begins anew. */
export async function upsertGradeLink(tx: Db, place: Place, lineItem: string | null): Promise<GradeLink> {
  const { system_id, deployment, resource_link, person_id, quiz_id, subject, endpoint } = place;
  const key = { system_id, deployment, resource_link, person_id };
  const fresh: New<GradeLink> = { ...place, line_item: lineItem, state: "idle", turn: 0, tries: 0, next_at: place.created_at, sent_at: null, told_at: null, failure: null };
  await tx("grade_links").insert(fresh).onConflict(["system_id", "deployment", "resource_link", "person_id"]).ignore();
  const held = (await tx("grade_links").where(key).forUpdate().first())!;
  const kept = lineItem ?? (held.quiz_id === quiz_id ? held.line_item : null);
  await tx("grade_links").where({ id: held.id }).update({ quiz_id, subject, endpoint, line_item: kept });
  return { ...held, quiz_id, subject, endpoint, line_item: kept };
}

/** Whoever is to be told of these attempts is told anew. */
export async function queueGrades(tx: Db, attempts: readonly Pick<Attempt, "person_id" | "quiz_id">[], at: string): Promise<void> {
  for (const portion of inPortions(attempts, 200)) {
    const pairs = portion.map(({ person_id, quiz_id }) => [person_id, quiz_id]);
    await queued(tx, tx("grade_links").whereIn(["person_id", "quiz_id"], pairs), at);
  }
}

/** What failed for good is tried again; says how much that is. */
export function requeueFailed(tx: Db, systemId: number, at: string): Promise<number> {
  return queued(tx, tx("grade_links").where({ system_id: systemId, state: "failed" }), at);
}

async function queued(tx: Db, links: Knex.QueryBuilder, at: string): Promise<number> {
  const count: number = await links.update({ state: "queued", turn: tx.raw("turn + 1"), tries: 0, next_at: at, failure: null });
  return count;
}

/** The one that has waited longest, if its time has come, of a system that is on and not among those that do not answer; where names are hidden (`needsGrounds`), only of one that may be told all the same. One whose sender died comes again once its lease is over. */
export async function findWaitingGrade(db: Db, at: string, silent: readonly number[], needsGrounds: boolean): Promise<WaitingGrade | undefined> {
  const systems = db("learning_systems").select("id").where({ is_on: 1 }).whereNotIn("id", [...silent]).where((told) => { if (needsGrounds) void told.whereNot({ grounds: "" }); });
  const link = await db("grade_links").whereIn("state", ["queued", "sending"]).where("next_at", "<=", at).whereIn("system_id", systems).orderBy(["next_at", "id"]).first();
  return link && { ...link, system: (await db("learning_systems").where({ id: link.system_id }).first())! };
}

/** Takes it for this process alone until the lease ends; false where another one was faster. */
export async function leaseGrade(db: Db, { id, state, next_at, turn }: GradeLink, until: string): Promise<boolean> {
  return (await db("grade_links").where({ id, state, next_at, turn }).update({ state: "sending", next_at: until })) > 0;
}

/** Notes what came of it, unless there is something newer to tell by now; the time that was told stands in any case. */
export async function updateGradeLink(db: Db, { id, turn }: Pick<GradeLink, "id" | "turn">, { told_at, line_item, ...changes }: Partial<New<GradeLink>>): Promise<void> {
  const lasting = { ...(told_at !== undefined && { told_at }), ...(line_item !== undefined && { line_item }) };
  if (Object.keys(lasting).length > 0) await db("grade_links").where({ id }).update(lasting);
  if (Object.keys(changes).length > 0) await db("grade_links").where({ id, turn }).update(changes);
}

/** How many places of each system are in which state. */
export async function countGrades(db: Db, systemId: number): Promise<Record<GradeLink["state"], number>> {
  const rows = await (db("grade_links") as Knex.QueryBuilder).where({ system_id: systemId }).groupBy("state").select("state").count<{ state: GradeLink["state"]; total: unknown }[]>({ total: "*" });
  return { idle: 0, queued: 0, sending: 0, sent: 0, failed: 0, ...Object.fromEntries(rows.map(({ state, total }) => [state, Number(total)])) };
}

/** Why some could not be told, the newest reasons first. */
export async function listGradeFailures(db: Db, systemId: number): Promise<string[]> {
  const rows = await db("grade_links").where({ system_id: systemId }).whereNotNull("failure").distinct("failure");
  return rows.map(({ failure }) => failure!);
}
