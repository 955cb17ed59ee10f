import { inPortions, insertInBatches } from "./batches.ts";
import type { Db, Person, Role } from "./tables.ts";

const AT_ONCE = 5_000;

/** Holds these people until the transaction ends, always in the same order. */
export async function lockPeople(tx: Db, ids: readonly number[]): Promise<void> {
  for (const portion of inPortions(ids, AT_ONCE)) await tx("people").whereIn("id", portion).orderBy("id").forUpdate().select("id");
}

export async function updatePeople(tx: Db, ids: readonly number[], changes: Partial<Pick<Person, "team_id" | "deactivated_at">>): Promise<void> {
  for (const portion of inPortions(ids, AT_ONCE)) await tx("people").whereIn("id", portion).update(changes);
}

export async function insertRoleFor(tx: Db, ids: readonly number[], role: Role): Promise<void> {
  await insertInBatches(tx, "person_roles", ids.map((person_id) => ({ person_id, role })));
}

export async function deleteRoleOf(tx: Db, ids: readonly number[], role: Role): Promise<void> {
  for (const portion of inPortions(ids, AT_ONCE)) await tx("person_roles").whereIn("person_id", portion).where({ role }).delete();
}

export async function deleteSessionsOfAll(tx: Db, ids: readonly number[]): Promise<void> {
  for (const portion of inPortions(ids, AT_ONCE)) await tx("sessions").whereIn("person_id", portion).delete();
}

/** No mail and no calendar any more. */
export async function stopRemindersOf(tx: Db, ids: readonly number[]): Promise<void> {
  for (const portion of inPortions(ids, AT_ONCE)) await tx("reminders").whereIn("person_id", portion).update({ digest: 0, calendar_hash: null, calendar_since: null });
}

/** Everybody who stands straight in a team goes to another, or to none. */
export async function updateTeamOf(tx: Db, fromId: number, toId: number): Promise<number> {
  return tx("people").where({ team_id: fromId }).update({ team_id: toId });
}
