import { insertAuditEvent } from "../storage/audit-events.ts";
import { findOpenHold, insertHold, updateHold } from "../storage/retention.ts";
import { findSettingForUpdate, insertSettingOnce } from "../storage/settings.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

type Actor = Pick<Person, "id">;

const TURN = "retention-turn";

/** Whoever removes something or stops that comes in turn: what is being removed when a hold begins is done first, and nothing after it. */
export async function awaitTurn(tx: Db): Promise<void> {
  await insertSettingOnce(tx, TURN, "");
  await findSettingForUpdate(tx, TURN);
}

/** @throws Refused while a legal hold stops everything that removes records. */
export async function mayRemove(tx: Db): Promise<void> {
  await awaitTurn(tx);
  if (await findOpenHold(tx)) throw new Refused("retention.held");
}

/** From now on nothing is removed, whatever its age: records may be wanted by a court or an authority. Beginning again changes nothing. */
export async function beginHold(db: Db, admin: Actor, reason: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await awaitTurn(tx);
    if (await findOpenHold(tx)) return;
    await insertHold(tx, { reason, since: at.toISOString(), begun_by: admin.id, ended_at: null, ended_by: null });
    await insertAuditEvent(tx, admin.id, "retention.hold-begun", "retention", { reason }, at);
  });
}

/** What became old meanwhile is removed in the next night. */
export async function endHold(db: Db, admin: Actor, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await awaitTurn(tx);
    const hold = await findOpenHold(tx);
    if (!hold) return;
    await updateHold(tx, hold.id, { ended_at: at.toISOString(), ended_by: admin.id });
    await insertAuditEvent(tx, admin.id, "retention.hold-ended", "retention", {}, at);
  });
}
