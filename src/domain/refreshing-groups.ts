import { listGroupsLocked, updateMembers } from "../storage/groups.ts";
import { findSetting, findSettingForUpdate, insertSettingOnce, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";

/** Puts people into the groups whose rules name them and takes them out of the others. Whatever changes people, teams or rules calls it in the same transaction: `people` are those whom it may concern. */
export async function refreshGroups(tx: Db, people: readonly number[] | "all", at: Date): Promise<void> {
  const groups = await listGroupsLocked(tx, "share");
  const concerned = people === "all" || people.length > MANY ? "all" : [...new Set(people)];
  for (const group of groups) if (group.rule !== null) await updateMembers(tx, group, concerned, at);
}

/** So many people are looked at one portion after the other; more are looked at with everybody else. */
const MANY = 2_000;

/** Rules that count days change by themselves: once a day all of them are gone through. */
export async function refreshDaily(db: Db, at: Date): Promise<void> {
  const today = at.toISOString().slice(0, 10);
  if ((await findSetting(db, REFRESHED)) === today) return;
  await db.transaction(async (tx) => {
    await insertSettingOnce(tx, REFRESHED, "");
    if ((await findSettingForUpdate(tx, REFRESHED)) === today) return;
    await refreshGroups(tx, "all", at);
    await updateSetting(tx, REFRESHED, today);
  });
}

const REFRESHED = "groups.refreshed";
