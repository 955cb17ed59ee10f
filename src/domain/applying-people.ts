import { fieldsSetBy, type Column } from "../engine/people/columns.ts";
import { needsNumber, type PlanCounts } from "../engine/people/plan.ts";
import { partsOf } from "../engine/people/team-paths.ts";
import { later, type Clock, MINUTE } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { say } from "../lib/messages.ts";
import { applyLeavers, listAddedBy, applyLines, emptyLines, findNewestChange, holdPeople, listWantedTeams, updateLinesOfTeam } from "../storage/applying-people.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { countActiveAdmins, listAdminsLocked } from "../storage/people.ts";
import { claimPeopleImport, findPeopleImport, updatePeopleImport, type ImportHead } from "../storage/people-imports.ts";
import { holdReportingLines } from "../storage/reporting-lines.ts";
import type { Db, Team } from "../storage/tables.ts";
import { insertTeam, listTeamsLocked, teamCalled } from "../storage/teams.ts";
import { Overtaken, storePlan } from "./comparing-people.ts";
import { Refused } from "./errors.ts";
import { fillAssignments } from "./filling.ts";
import { inviteTogether } from "./welcoming.ts";
import { refreshCrowd } from "./refreshing-groups.ts";
import { queueEvents } from "./webhook-events.ts";
import { complain } from "../lib/log.ts";

/**
 * Says yes to what an import would do; `applyImport` then does it. Where more than a fifth of the people would leave, `typed` must be how many. A second click changes nothing.
 * @throws Refused
 */
export async function confirmPeopleImport(db: Db, { id, state, counts }: ImportHead, typed: number | null): Promise<void> {
  if (state === "running" || state === "done") return;
  const plan = JSON.parse(counts ?? "null") as PlanCounts | null;
  if (!plan || state !== "waiting") throw new Refused("people-imports.not-waiting");
  if (plan.left > 0 && plan.blind > 0) throw new Refused("people-imports.blind", "form", { count: plan.blind });
  if (needsNumber(plan) && typed !== plan.left) throw new Refused("people-imports.type-number", "leavers", { count: plan.left });
  await updatePeopleImport(db, id, ["waiting"], { state: "running", run: null, problem: null });
}

/**
 * Does what was confirmed, all of it or nothing, in one transaction of few statements. Where people were changed since they were compared, they are compared again; if that comes to something else,
 * the import goes back to whoever confirmed it.
 */
export async function applyImport(db: Db, { id, public_id }: Pick<ImportHead, "id" | "public_id">, now: Clock): Promise<void> {
  const run = newPublicId();
  if (!(await claimPeopleImport(db, id, "running", run, later(now(), -MINUTE).toISOString(), now().toISOString()))) return;
  try {
    for (let tries = 0; tries < 5; tries++) {
      const outcome = await db.transaction((tx) => apply(tx, public_id, run, now()));
      if (outcome === "done") return await finish(db, id, now());
      const counts = await storePlan(db, { id, public_id }, "running", run, now);
      if (JSON.stringify(counts) !== outcome.shown) return await handBack(db, id, run, "changed", counts);
    }
    await handBack(db, id, run, "broke-off");
  } catch (error) {
    if (error instanceof Overtaken) return;
    complain("A file of people could not be applied", error);
    await handBack(db, id, run, "broke-off");
  }
}

async function finish(db: Db, id: number, at: Date): Promise<void> {
  await emptyLines(db, id);
  await fillAssignments(db, at);
}

async function handBack(db: Db, id: number, run: string, why: "changed" | "broke-off", counts?: PlanCounts): Promise<void> {
  await updatePeopleImport(db, id, ["running"], { state: "waiting", run: null, problem: JSON.stringify(say(`people-imports.${why}`)), ...(counts && { counts: JSON.stringify(counts) }) }, run);
}

/** `shown`: what was confirmed, where people have changed since. What others hold is asked for in the order in which they ask. */
async function apply(tx: Db, publicId: string, run: string, at: Date): Promise<"done" | { shown: string }> {
  await listAdminsLocked(tx);
  await holdReportingLines(tx);
  await holdPeople(tx);
  const teams = await listTeamsLocked(tx);
  const { id, as_of, counts, columns, author_id, file_name, digest, invites } = (await findPeopleImport(tx, publicId))!;
  if ((await findNewestChange(tx)) !== as_of) return { shown: counts! };
  const isOurs = await updatePeopleImport(tx, id, ["running"], { state: "done", run: null, content: null, finished_at: at.toISOString() }, run);
  if (!isOurs) throw new Overtaken();
  const admins = await countActiveAdmins(tx);
  for (const path of await listWantedTeams(tx, id)) await updateLinesOfTeam(tx, id, path, await teamAt(tx, teams, path));
  await applyLines(tx, id, fieldsSetBy(JSON.parse(columns!) as Column[]), at.toISOString());
  const left = await applyLeavers(tx, id, at.toISOString());
  await queueEvents(tx, "person.deactivated", left.map((personId) => ({ personId, data: {} })), at);
  if (admins > 0 && (await countActiveAdmins(tx)) === 0) throw new Refused("people.last-admin");
  await refreshCrowd(tx, at);
  if (invites === 1) await inviteTogether(tx, await listAddedBy(tx, id), publicId, at);
  await insertAuditEvent(tx, author_id, "people.imported", publicId, { file: file_name, digest, invited: invites === 1, ...(JSON.parse(counts!) as PlanCounts) }, at);
  return "done";
}

/** Finds or makes a team and what stands above it; case does not matter. */
export async function teamAt(tx: Db, teams: Team[], path: string): Promise<number> {
  let parentId: number | null = null;
  for (const name of partsOf(path)) {
    const above: number | null = parentId;
    let team: Team | undefined = teamCalled(teams, name, above);
    if (!team) teams.push(team = await insertTeam(tx, { public_id: newPublicId(), name, parent_id: above, manager_id: null }));
    parentId = team.id;
  }
  return parentId!;
}
