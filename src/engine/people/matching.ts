import { say, type Message } from "../../lib/messages.ts";
import type { KnownPerson, Wanted } from "./plan.ts";
import type { ReadPerson } from "./reading.ts";
import { rolesAfter } from "./roles.ts";
import type { TeamFound } from "./team-paths.ts";

/** A row with whom it means; `named` are all who its number and its email may mean. `dependents` are rows that can only stand if this one does, and what is said of them else. */
export interface MatchedRow { read: ReadPerson; person: KnownPerson | undefined; named: readonly (KnownPerson | undefined)[]; wanted: Wanted; problem: Message | undefined; dependents: { row: MatchedRow; problem: Message }[] }

/** `claims`: the emails that rows give to people whom they name by number. */
export interface Lookup { claims: ReadonlyMap<number, string>;  byNumber: ReadonlyMap<string, KnownPerson>; byEmail: ReadonlyMap<string, KnownPerson>; team: (typed: string) => TeamFound }

/** Says whom rows mean, one after the other: by personnel number, else by email, unless another row takes that from its holder. The second row of one person is refused. */
export function rowMatcher({ byNumber, byEmail, claims, team }: Lookup): (read: ReadPerson) => MatchedRow {
  const seen = new Map<string, number>();
  return (read) => {
    const [numbered, holder] = [read.external_id ? byNumber.get(read.external_id) : undefined, read.email ? byEmail.get(read.email) : undefined];
    const addressed = holder && holder !== numbered && (claims.get(holder.id) ?? read.email) !== read.email ? undefined : holder;
    const row: MatchedRow = { read, person: numbered ?? addressed, named: [numbered, holder], wanted: {}, problem: read.problem, dependents: [] };
    const keys = [row.person && `person ${row.person.id}`, read.external_id && `number ${read.external_id}`, read.email && `email ${read.email}`].filter((key): key is string => Boolean(key));
    const earlier = keys.map((key) => seen.get(key)).find((line) => line !== undefined);
    for (const key of keys) if (!seen.has(key)) seen.set(key, read.line);
    if (earlier !== undefined) row.problem = say("people-lines.twice", { line: String(earlier) });
    else row.problem ??= complaintAbout(row, numbered, addressed);
    if (!row.problem) want(row, team);
    return row;
  };
}

/** What emails the rows give to people whom they name by their number; the first row of each counts. */
export function claimsOf(reads: readonly ReadPerson[], byNumber: Lookup["byNumber"]): Map<number, string> {
  const claims = new Map<number, string>();
  for (const { external_id, email } of reads) {
    const person = external_id && email ? byNumber.get(external_id) : undefined;
    if (person && !claims.has(person.id)) claims.set(person.id, email!);
  }
  return claims;
}

function complaintAbout({ read, person }: MatchedRow, numbered: KnownPerson | undefined, addressed: KnownPerson | undefined): Message | undefined {
  if (!read.external_id && !read.email) return say("people-lines.nobody-named");
  if (!numbered && addressed && read.external_id && addressed.external_id !== null) return say("people-lines.other-number", { email: read.email!, number: addressed.external_id });
  if (person) return read.name === "" ? say("people-lines.name-missing") : read.email === "" ? say("people-lines.email-missing") : undefined;
  if (!read.email) return say("people-lines.email-missing");
  return read.name ? undefined : say("people-lines.name-missing");
}

/** An empty cell says that there is none, except for a personnel number: leaving that out changes nothing. */
function want(row: MatchedRow, team: Lookup["team"]): void {
  const { read, wanted } = row;
  for (const field of ["email", "name", "department", "site", "job_title"] as const) if (read[field] !== undefined) wanted[field] = read[field];
  if (read.external_id) wanted.external_id = read.external_id;
  if (read.start_date !== undefined) wanted.start_date = read.start_date || null;
  if (read.roles !== undefined) {
    const roles = rolesAfter(read.roles, row.person?.roles ?? "");
    if (roles === undefined) row.problem = say("people-lines.role-admin");
    else wanted.roles = roles;
  }
  if (read.team === undefined) return;
  const found = read.team === "" ? null : team(read.team);
  if (found && "problem" in found) row.problem = found.problem;
  else wanted.team = found;
}

/** Refuses rows, and then whatever cannot stand without them. */
export function refuse(...refused: readonly { row: MatchedRow; problem: Message }[]): void {
  const waiting = [...refused];
  for (const { row, problem } of waiting) {
    if (row.problem) continue;
    row.problem = problem;
    waiting.push(...row.dependents);
  }
}
