import { holdAudiences, listLiveAssignments, updateUnfilled } from "../storage/assignments.ts";
import { listGroupsLocked, updateMembers } from "../storage/groups.ts";
import { findSetting, findSettingForUpdate, insertSettingOnce, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";
import { isCrowd, listPortions } from "./filling.ts";
import { refreshDuties } from "./refreshing-duties.ts";

/** Puts people into the groups whose rules name them and takes them out of the others, and gives them the duties of where they are now. Whatever changes people, teams or rules calls it in the same transaction: `people` are those whom it may concern. */
export async function refreshGroups(tx: Db, people: readonly number[] | "all", at: Date): Promise<void> {
  const concerned = people === "all" || people.length > MANY ? "all" : [...new Set(people)];
  await regroup(tx, concerned, at);
  if (concerned !== "all" && concerned.length === 0) return;
  await refreshDuties(tx, concerned === "all" ? {} : { people: concerned }, at);
}

/** The same for everybody, by whoever changes too many people to wait for: the duties of a crowd are only noted, and given by `fillAssignments`, which must follow. */
export async function refreshCrowd(tx: Db, at: Date): Promise<void> {
  if (!(await isCrowd(tx))) return refreshGroups(tx, "all", at);
  await regroup(tx, "all", at);
  await holdAudiences(tx, "alone");
  await updateUnfilled(tx);
}

async function regroup(tx: Db, people: readonly number[] | "all", at: Date): Promise<void> {
  for (const group of await listGroupsLocked(tx, "share")) if (group.rule !== null) await updateMembers(tx, group, people, at);
}

/** So many people are looked at one portion after the other; more are looked at with everybody else. */
const MANY = 2_000;

/** Rules that count days change by themselves, and rounds of assignments begin: once a day all of them are gone through, one assignment and some thousand people after the other, so that others get their turn. */
export async function refreshDaily(db: Db, at: Date): Promise<void> {
  const today = at.toISOString().slice(0, 10);
  if ((await findSetting(db, REFRESHED)) === today) return;
  await db.transaction(async (tx) => {
    await insertSettingOnce(tx, REFRESHED, "");
    if ((await findSettingForUpdate(tx, REFRESHED)) === today) return;
    await regroup(tx, "all", at);
  });
  const portions = await listPortions(db);
  for (const { id } of await listLiveAssignments(db)) for (const between of portions) await db.transaction((tx) => refreshDuties(tx, { assignments: [id], between }, at));
  await updateSetting(db, REFRESHED, today);
}

const REFRESHED = "groups.refreshed";
