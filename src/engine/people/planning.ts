import { say } from "../../lib/messages.ts";
import { claimsOf, refuse, rowMatcher, type MatchedRow } from "./matching.ts";
import { keptFrom, lineOf } from "./planned-lines.ts";
import type { KnownPerson, Plan, PlannedLine } from "./plan.ts";
import type { ReadPerson } from "./reading.ts";
import { findManagers, refuseCircles } from "./reporting.ts";
import { teamFinder } from "./team-paths.ts";

/** What a file is compared with. `actorId`: whoever brings it never leaves by it. */
export interface Standing { known: readonly KnownPerson[]; teams: readonly { id: number; name: string; parent_id: number | null }[]; createsTeams: boolean; withLeavers: boolean; actorId: number | null }

const STEP = 2_000;
const MOST_TOLD = 20;

/**
 * What becomes of each row of a file and, where leavers are wished for, of who is not in it. The same file a second time changes nothing. A refused row leaves its person as they are: nobody leaves by it.
 * Rows stand or fall alone, except where one needs another: an email that is freed by another row, a line manager whom another row adds.
 * A generator, so that others get their turn: it yields how many rows it has gone through.
 */
export function* planPeople(reads: readonly ReadPerson[], { known, teams, createsTeams, withLeavers, actorId }: Standing): Generator<number, Plan> {
  const byEmail = new Map(known.map((person) => [person.email, person]));
  const byNumber = new Map(known.flatMap((person) => (person.external_id === null ? [] : [[person.external_id, person] as const])));
  const match = rowMatcher({ byNumber, byEmail, claims: claimsOf(reads, byNumber), team: teamFinder(teams, createsTeams) });
  const rows: MatchedRow[] = [];
  for (const read of reads) if (rows.push(match(read)) % STEP === 0) yield rows.length;
  refuseTakenEmails(rows, byEmail);
  yield rows.length;
  findManagers(rows, known);
  yield rows.length;
  for (const row of rows) { const problem = keptFrom(row); if (problem) refuse({ row, problem }); }
  yield rows.length;
  refuseCircles(rows, known);
  yield rows.length;

  const names = namesFor(known, teams);
  const lines: PlannedLine[] = [];
  for (const row of rows) if (lines.push(lineOf(row, names)) % STEP === 0) yield lines.length;
  const { leavers, kept, governed } = withLeavers ? leaversOf(rows, known, actorId) : { leavers: [], kept: 0, governed: 0 };
  const all = [...lines, ...leavers.map((person): PlannedLine => ({ line: 0, outcome: "left", person, wanted: {}, said: { name: person.name, email: person.email, external_id: person.external_id ?? "" }, changes: [], problem: undefined }))];
  return { lines: all, counts: { ...countsOf(all, rows, known, kept), governed } };
}

/** An email belongs to one person when all is done: it may be one that another row frees. */
function refuseTakenEmails(rows: readonly MatchedRow[], byEmail: ReadonlyMap<string, KnownPerson>): void {
  const rowOf = new Map(rows.flatMap((row) => (row.person && !row.problem ? [[row.person.id, row] as const] : [])));
  for (const row of rows) {
    const holder = row.problem || row.wanted.email === undefined ? undefined : byEmail.get(row.wanted.email);
    if (!holder || holder === row.person) continue;
    const problem = say("people-lines.email-taken", { email: holder.email });
    const freeing = rowOf.get(holder.id);
    if (freeing && !freeing.problem && freeing.wanted.email !== undefined && freeing.wanted.email !== holder.email) freeing.dependents.push({ row, problem });
    else refuse({ row, problem });
  }
}

function namesFor(known: Standing["known"], teams: Standing["teams"]) {
  const [people, byId] = [new Map(known.map((person) => [person.id, person])), new Map(teams.map((team) => [team.id, team]))];
  return { person: (id: number) => people.get(id)?.email ?? "", team: (id: number) => byId.get(id)?.name ?? "" };
}

/** Active people whom the file does not name, whoever brings it and whoever a directory keeps left out; of the admins one stays. */
function leaversOf(rows: readonly MatchedRow[], known: readonly KnownPerson[], actorId: number | null): { leavers: KnownPerson[]; kept: number; governed: number } {
  const named = new Set(rows.flatMap(({ named: people }) => people.flatMap((person) => person?.id ?? [])));
  const isMeant = (person: KnownPerson) => named.has(person.id) || person.id === actorId;
  const stays = (person: KnownPerson) => isMeant(person) || person.kept !== undefined;
  const leavers = known.filter((person) => person.isActive && !stays(person));
  const hasAdmin = known.some((person) => person.isAdmin && person.isActive && stays(person));
  const last = hasAdmin ? undefined : leavers.find(({ isAdmin }) => isAdmin);
  return { leavers: leavers.filter((person) => person !== last), kept: last ? 1 : 0, governed: known.filter((person) => person.isActive && person.kept && !isMeant(person)).length };
}

function countsOf(lines: readonly PlannedLine[], rows: readonly MatchedRow[], known: readonly KnownPerson[], kept: number): Plan["counts"] {
  const counts: Plan["counts"] = { added: 0, changed: 0, unchanged: 0, reactivated: 0, left: 0, refused: 0, blind: 0, kept, governed: 0, active: known.filter(({ isActive }) => isActive).length, teams: 0, newTeams: [] };
  for (const { outcome } of lines) counts[outcome] += 1;
  counts.blind = rows.filter(({ problem, person, read }) => problem && !person && !read.email && !read.external_id).length;
  const paths = [...new Set(lines.flatMap(({ outcome, wanted }) => (outcome !== "refused" && wanted.team && "path" in wanted.team ? [wanted.team.path] : [])))].sort();
  [counts.teams, counts.newTeams] = [paths.length, paths.slice(0, MOST_TOLD)];
  return counts;
}
