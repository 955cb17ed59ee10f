import { say, type Message } from "../../lib/messages.ts";
import type { KnownPerson, Wanted } from "./plan.ts";
import type { ReadPerson } from "./reading.ts";
import type { TeamFound } from "./team-paths.ts";

/** A row with whom it means. `dependents` are rows that can only stand if this one does, and what is said of them else. */
export interface MatchedRow { read: ReadPerson; person: KnownPerson | undefined; wanted: Wanted; problem: Message | undefined; dependents: { row: MatchedRow; problem: Message }[] }

export interface Lookup { byNumber: ReadonlyMap<string, KnownPerson>; byEmail: ReadonlyMap<string, KnownPerson>; team: (typed: string) => TeamFound }

/** Says whom rows mean, one after the other: by personnel number, else by email. The second row of one person is refused. */
export function rowMatcher({ byNumber, byEmail, team }: Lookup): (read: ReadPerson) => MatchedRow {
  const seen = new Map<string, number>();
  return (read) => {
    const row: MatchedRow = { read, person: undefined, wanted: {}, problem: read.problem, dependents: [] };
    const [numbered, addressed] = [read.external_id ? byNumber.get(read.external_id) : undefined, read.email ? byEmail.get(read.email) : undefined];
    row.person = numbered ?? addressed;
    const keys = [row.person && `person ${row.person.id}`, read.external_id && `number ${read.external_id}`, read.email && `email ${read.email}`].filter((key): key is string => Boolean(key));
    const earlier = keys.map((key) => seen.get(key)).find((line) => line !== undefined);
    for (const key of keys) if (!seen.has(key)) seen.set(key, read.line);
    if (earlier !== undefined) row.problem = say("people-lines.twice", { line: String(earlier) });
    else row.problem ??= complaintAbout(row, numbered, addressed);
    if (!row.problem) want(row, team);
    return row;
  };
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
  if (read.team === undefined) return;
  const found = read.team === "" ? null : team(read.team);
  if (found && "problem" in found) row.problem = found.problem;
  else wanted.team = found;
}

/** Refuses a row, and whatever cannot stand without it. */
export function refuse(row: MatchedRow, problem: Message): void {
  const waiting = [{ row, problem }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.row.problem) continue;
    next.row.problem = next.problem;
    waiting.push(...next.row.dependents);
  }
}
