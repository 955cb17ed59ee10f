import { say, type Message } from "../lib/messages.ts";
import { insertAuditEvents } from "../storage/audit-events.ts";
import { listTeamKeptIds } from "../storage/directory-people.ts";
import { findGroup, listMemberIds } from "../storage/groups.ts";
import { listAdminsLocked, listRoleHolders } from "../storage/people.ts";
import { lockPeople } from "../storage/people-batches.ts";
import { listChosenPeople, type PeopleFilter } from "../storage/people-filter.ts";
import type { Db, Person, Role } from "../storage/tables.ts";
import { findTeamByPublicId } from "../storage/teams.ts";
import { listIdsWithoutWayIn } from "../storage/ways-in.ts";
import { Refused } from "./errors.ts";
import { BATCH_DEEDS } from "./people-batch-deeds.ts";

type Actor = Pick<Person, "id">;
/** Public ids of people, or all that match. */
export type ChosenPeople = readonly string[] | PeopleFilter;

export const PEOPLE_BATCHES = ["team", "add-role", "remove-role", "invite", "deactivate", "reactivate", "group"] as const;
export type PeopleBatch = (typeof PEOPLE_BATCHES)[number];
/** `value`: the public id of a team (empty: none) or a group, or a role. */
export interface BatchWish { deed: PeopleBatch; value: string }

/** Whom it concerns, and how many are left out and why. */
export interface BatchPlan { fit: Person[]; leftOut: { why: Message; count: number }[] }

export const MOST_PEOPLE_AT_ONCE = 200_000;

/** What it would do, without doing it. */
export async function previewPeopleBatch(db: Db, actor: Actor, chosen: ChosenPeople, wish: BatchWish, at: Date): Promise<BatchPlan> {
  const people = await listChosenPeople(db, chosen, MOST_PEOPLE_AT_ONCE);
  if (people.length > MOST_PEOPLE_AT_ONCE) throw new Refused("people-batch.too-many", "form", { maximum: MOST_PEOPLE_AT_ONCE });
  const reasonFor = await reasons(db, actor, wish, at);
  const [fit, counts] = [[] as Person[], new Map<string, number>()];
  for (const person of people) {
    const reason = reasonFor(person);
    if (reason === undefined) fit.push(person);
    else counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return { fit, leftOut: [...counts].map(([reason, count]) => ({ why: say(`people-batch.left.${reason}`, { count }), count })) };
}

/**
 * Does it to all whom it concerns or to none, and notes it once with the number and once for each of them. `expected`: how many whoever asks was shown; where that is no longer so, they look again.
 * A second click finds nothing left to do.
 */
export function changePeopleBatch(db: Db, actor: Actor, chosen: ChosenPeople, wish: BatchWish, expected: number, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    await listAdminsLocked(tx);
    const { fit } = await previewPeopleBatch(tx, actor, chosen, wish, at);
    if (fit.length === 0) return 0;
    if (fit.length !== expected) throw new Refused("people-batch.changed", "form", { count: fit.length });
    const ids = fit.map(({ id }) => id);
    await lockPeople(tx, ids);
    await BATCH_DEEDS[wish.deed](tx, actor, ids, wish.value, at);
    const each = fit.map(({ public_id }) => ({ actorId: actor.id, deed: `person.${AUDITED[wish.deed]}`, subject: public_id, detail: { together: fit.length, ...(wish.value ? { value: wish.value } : {}) } }));
    await insertAuditEvents(tx, [{ actorId: actor.id, deed: "people.changed-together", subject: wish.value || wish.deed, detail: { deed: wish.deed, people: fit.length } }, ...each], at);
    return fit.length;
  });
}

const AUDITED: Record<PeopleBatch, string> = { team: "moved", "add-role": "role-given", "remove-role": "role-taken", invite: "invited", deactivate: "deactivated", reactivate: "reactivated", group: "put-into-group" };

type Reasons = (person: Person) => string | undefined;

/** Why somebody is left out, undefined where they are not. */
async function reasons(db: Db, actor: Actor, { deed, value }: BatchWish, at: Date): Promise<Reasons> {
  if (deed === "team") return forTeam(value === "" ? null : await teamId(db, value), await listTeamKeptIds(db));
  if (deed === "reactivate") return ({ deactivated_at }) => (deactivated_at === null ? "active" : undefined);
  if (deed === "group") return forGroup(db, value);
  if (deed === "invite") return forInvitation(await listIdsWithoutWayIn(db, at));
  if (deed === "add-role") return forRole(await listRoleHolders(db, value as Role));
  const admins = new Set(await listRoleHolders(db, "admin"));
  if (deed === "deactivate") return ({ id, deactivated_at }) => (deactivated_at !== null ? "inactive" : id === actor.id ? "yourself" : undefined);
  const holders = new Set(await listRoleHolders(db, value as Role));
  return ({ id }) => (!holders.has(id) ? "no-role" : value === "admin" && id === actor.id && admins.has(id) ? "yourself" : undefined);
}

function forTeam(team: number | null, kept: ReadonlySet<number>): Reasons {
  return ({ id, team_id }) => (team_id === team ? "same-team" : kept.has(id) ? "team-kept" : undefined);
}

async function teamId(db: Db, publicId: string): Promise<number> {
  const team = await findTeamByPublicId(db, publicId);
  if (!team) throw new Refused("people.team-gone", "team");
  return team.id;
}

function forInvitation(without: ReadonlySet<number>): Reasons {
  return ({ id, deactivated_at }) => (deactivated_at !== null ? "inactive" : without.has(id) ? undefined : "way-in");
}

function forRole(holders: readonly number[]): Reasons {
  const has = new Set(holders);
  return ({ id, deactivated_at }) => (deactivated_at !== null ? "inactive" : has.has(id) ? "has-role" : undefined);
}

async function forGroup(db: Db, publicId: string): Promise<Reasons> {
  const group = await findGroup(db, publicId);
  if (!group || group.rule !== null) throw new Refused("people-batch.no-list", "group");
  const there = await listMemberIds(db, group.id);
  return ({ id, deactivated_at }) => (deactivated_at !== null ? "inactive" : there.has(id) ? "in-group" : undefined);
}
