import { plainEmail } from "../../lib/emails.ts";
import { say } from "../../lib/messages.ts";
import { refuse, type MatchedRow } from "./matching.ts";
import type { KnownPerson, ManagerRef } from "./plan.ts";

/** Finds line managers by email or personnel number, among those whom the file adds too, and refuses rows whose manager nobody knows. */
export function findManagers(rows: readonly MatchedRow[], known: readonly KnownPerson[]): void {
  const holders = holdersAfter(rows, known);
  for (const row of rows) {
    const typed = row.read.line_manager;
    if (row.problem || typed === undefined) continue;
    const manager = typed === "" ? null : (holders.get(`email ${plainEmail(typed)}`) ?? holders.get(`number ${typed}`));
    if (manager === undefined) refuse({ row, problem: say("people-lines.manager-unknown", { manager: typed.slice(0, 120) }) });
    else if (manager === row || (manager && isRow(manager) && manager.person !== undefined && manager.person === row.person)) refuse({ row, problem: say("people-lines.manager-self") });
    else link(row, manager, typed);
  }
}

function link(row: MatchedRow, manager: MatchedRow | KnownPerson | null, typed: string): void {
  row.wanted.line_manager = manager === null ? null : isRow(manager) ? (manager.person ? { id: manager.person.id } : { line: manager.read.line }) : { id: manager.id };
  if (manager !== null && isRow(manager) && !manager.person) {
    const problem = say("people-lines.manager-refused", { manager: typed.slice(0, 120), line: String(manager.read.line) });
    if (manager.problem) refuse({ row, problem });
    else manager.dependents.push({ row, problem });
  }
}

function isRow(holder: MatchedRow | KnownPerson): holder is MatchedRow {
  return "read" in holder;
}

/** By what people are known, before the file and after it. What the file says wins; a refused row says nothing. */
function holdersAfter(rows: readonly MatchedRow[], known: readonly KnownPerson[]): Map<string, MatchedRow | KnownPerson> {
  const holders = new Map<string, MatchedRow | KnownPerson>();
  const moved = new Set(rows.flatMap(({ person, wanted, problem }) => (person && !problem && (wanted.email ?? person.email) !== person.email ? [person.id] : [])));
  for (const person of known) for (const key of keysOf(moved.has(person.id) ? undefined : person.email, person.external_id)) holders.set(key, person);
  for (const row of rows) if (!row.problem) for (const key of keysOf(row.read.email, row.read.external_id)) holders.set(key, row);
  return holders;
}

function keysOf(email: string | undefined, number: string | null | undefined): string[] {
  return [...(email ? [`email ${email}`] : []), ...(number ? [`number ${number}`] : [])];
}

/** Refuses rows that would make somebody stand above themselves, until there is no circle. */
export function refuseCircles(rows: readonly MatchedRow[], known: readonly KnownPerson[]): void {
  for (;;) {
    const circle = findCircle(linksAfter(rows, known));
    if (circle.size === 0) return;
    const guilty = rows.filter((row) => !row.problem && row.wanted.line_manager && circle.has(row.person ? row.person.id : -row.read.line));
    if (guilty.length === 0) return;
    refuse(...guilty.map((row) => ({ row, problem: say("people-lines.manager-circle", { manager: row.read.line_manager!.slice(0, 120) }) })));
  }
}

/** Who reports to whom; people by their id, those whom the file adds by their line below nought. */
function linksAfter(rows: readonly MatchedRow[], known: readonly KnownPerson[]): Map<number, number> {
  const links = new Map<number, number>();
  for (const { id, line_manager_id } of known) if (line_manager_id !== null) links.set(id, line_manager_id);
  for (const { person, read, wanted, problem } of rows) {
    const self = person ? person.id : -read.line;
    if (problem || wanted.line_manager === undefined) continue;
    if (wanted.line_manager === null) links.delete(self);
    else links.set(self, numberOf(wanted.line_manager));
  }
  return links;
}

function numberOf(manager: ManagerRef): number {
  return "id" in manager ? manager.id : -manager.line;
}

/** Everybody who stands in a circle; each link is walked once. */
function findCircle(links: ReadonlyMap<number, number>): Set<number> {
  const [done, circles] = [new Set<number>(), new Set<number>()];
  for (const start of links.keys()) {
    const way: number[] = [];
    const onWay = new Set<number>();
    let next: number | undefined = start;
    while (next !== undefined && !done.has(next) && !onWay.has(next)) {
      way.push(next);
      onWay.add(next);
      next = links.get(next);
    }
    if (next !== undefined && onWay.has(next)) for (const one of way.slice(way.indexOf(next))) circles.add(one);
    for (const one of way) done.add(one);
  }
  return circles;
}
