import { setImmediate as turn } from "node:timers/promises";
import { PeopleFileError, readPeopleFile, type PeopleFile } from "../engine/people/file.ts";
import type { KnownPerson, Plan, PlanCounts } from "../engine/people/plan.ts";
import { planPeople } from "../engine/people/planning.ts";
import { FILE_ROLES, inOrder } from "../engine/people/roles.ts";
import { later, MINUTE, type Clock } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { say, type Message } from "../lib/messages.ts";
import { findNewestChange, listKnownPeople } from "../storage/applying-people.ts";
import { listRoleHolders } from "../storage/people.ts";
import { claimPeopleImport, deletePeopleLines, findImportContent, findPeopleImport, insertPeopleLines, updatePeopleImport, type ImportHead } from "../storage/people-imports.ts";
import type { Db } from "../storage/tables.ts";
import { listTeams } from "../storage/teams.ts";
import { ArchiveError } from "../lib/archive-error.ts";
import { DecodingError } from "../lib/decoding.ts";
import { XmlError } from "../lib/xml.ts";
import { listKeepers } from "./kept-by-directories.ts";
import { linesToKeep } from "./people-lines.ts";
import { complain } from "../lib/log.ts";

const STORED_AT_ONCE = 1_000;

/** Reads the file and says of each row what would become of it. Others get their turn all the while; a process that ends under it leaves it to the next. */
export async function comparePeople(db: Db, brought: Pick<ImportHead, "id" | "public_id" | "author_id">, now: Clock): Promise<void> {
  const run = newPublicId();
  if (!(await claimPeopleImport(db, brought.id, "reading", run, later(now(), -MINUTE).toISOString(), now().toISOString()))) return;
  try {
    const counts = await storePlan(db, brought, "reading", run, now);
    await updatePeopleImport(db, brought.id, ["reading"], { state: "waiting", run: null, counts: JSON.stringify(counts) }, run);
  } catch (error) {
    await breakOff(db, brought, run, error, now);
  }
}

/** The plan of a file stands in its lines; says what it comes to. @throws Overtaken where the run was given up meanwhile */
export async function storePlan(db: Db, { id, public_id }: Pick<ImportHead, "id" | "public_id">, state: "reading" | "running", run: string, now: Clock): Promise<PlanCounts> {
  const { creates_teams, with_leavers, author_id } = (await findPeopleImport(db, public_id))!;
  const tell = async (done: number, total: number) => { if (!(await updatePeopleImport(db, id, [state], { done, total, beat_at: now().toISOString() }, run))) throw new Overtaken(); };
  await tell(0, 0);
  const file = await readPeopleFile((await findImportContent(db, id)) ?? new Uint8Array(), (rows) => tell(0, rows));
  await deletePeopleLines(db, id);
  const as_of = await findNewestChange(db);
  const plan = await makePlan(db, file, { createsTeams: creates_teams === 1, withLeavers: with_leavers === 1, actorId: author_id });
  await updatePeopleImport(db, id, [state], { as_of, columns: JSON.stringify(file.columns) }, run);
  const lines = linesToKeep(plan, id);
  for (let from = 0; from < lines.length; from += STORED_AT_ONCE) {
    await db.transaction((tx) => insertPeopleLines(tx, lines.slice(from, from + STORED_AT_ONCE)));
    await tell(Math.min(from + STORED_AT_ONCE, lines.length), lines.length);
  }
  return plan.counts;
}

/** The run was given up meanwhile, or somebody called the import off. */
export class Overtaken extends Error {}

/** What a file would do to who is here. */
export async function makePlan(db: Db, { people }: PeopleFile, wish: { createsTeams: boolean; withLeavers: boolean; actorId: number | null }): Promise<Plan> {
  const planning = planPeople(people, { known: await knownPeople(db), teams: await listTeams(db), ...wish });
  for (;;) {
    const { done, value } = planning.next();
    if (done) return value;
    await turn();
  }
}

const PORTION = 5_000;

async function knownPeople(db: Db): Promise<KnownPerson[]> {
  const roles = await rolesHeld(db);
  const known: KnownPerson[] = [];
  for (let after = 0; ;) {
    const rows = await listKnownPeople(db, after, PORTION);
    if (rows.length === 0) return known;
    const keepers = await listKeepers(db, rows.map(({ id }) => id));
    for (const { deactivated_at, ...person } of rows) known.push({ ...person, isActive: deactivated_at === null, ...roles(person.id), kept: keepers.get(person.id) });
    after = rows.at(-1)!.id;
  }
}

async function rolesHeld(db: Db): Promise<(id: number) => Pick<KnownPerson, "isAdmin" | "roles">> {
  const holders: [string, Set<number>][] = [];
  for (const role of FILE_ROLES) holders.push([role, new Set(await listRoleHolders(db, role))]);
  return (id) => {
    const held = holders.filter(([, ids]) => ids.has(id)).map(([role]) => role);
    return { roles: inOrder(held), isAdmin: held.includes("admin") };
  };
}

async function breakOff(db: Db, { id }: Pick<ImportHead, "id">, run: string, error: unknown, now: Clock): Promise<void> {
  if (error instanceof Overtaken) return;
  const problem = problemOf(error);
  if (!problem) complain("A file of people could not be read", error);
  await updatePeopleImport(db, id, ["reading"], { state: "broken", run: null, content: null, problem: JSON.stringify(problem ?? say("people-imports.broke-off")), finished_at: now().toISOString() }, run);
}

/** What is wrong with a file as a whole, where that is it. */
export function problemOf(error: unknown): Message | undefined {
  return error instanceof PeopleFileError || error instanceof ArchiveError || error instanceof DecodingError || error instanceof XmlError ? error.words : undefined;
}
