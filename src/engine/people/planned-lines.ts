import { say, type Message } from "../../lib/messages.ts";
import type { MatchedRow } from "./matching.ts";
import type { FieldChange, KnownPerson, PlannedLine, Wanted } from "./plan.ts";

/** How teams and people are called in what changes. */
interface Names { person: (id: number) => string; team: (id: number) => string }

/** What a row comes to, field by field. */
export function lineOf({ read, person, wanted, problem }: MatchedRow, names: Names): PlannedLine {
  const said = { name: read.name ?? person?.name ?? "", email: read.email ?? person?.email ?? "", external_id: read.external_id ?? person?.external_id ?? "" };
  if (problem) return { line: read.line, outcome: "refused", person, wanted, said, changes: [], problem };
  const changes = person ? changesOf(person, wanted, read.line_manager ?? "", names) : [];
  const outcome = !person ? "added" : !person.isActive ? "reactivated" : changes.length > 0 ? "changed" : "unchanged";
  return { line: read.line, outcome, person, wanted, said, changes, problem: undefined };
}

/** What a file may not change, because a directory says it; undefined where it changes nothing of that. */
export function keptFrom({ person, wanted, read }: MatchedRow): Message | undefined {
  if (!person?.kept) return undefined;
  const { directory, fields } = person.kept;
  if (!person.isActive) return say("people-lines.kept-inactive", { directory });
  const changed = changesOf(person, wanted, read.line_manager ?? "", { person: String, team: String }).map(({ field }) => field).filter((field) => fields.includes(field));
  return changed.length === 0 ? undefined : say("people-lines.kept", { directory, fields: changed.map((field) => say(`person-fields.${field.replaceAll("_", "-")}`)) });
}

function changesOf(person: KnownPerson, wanted: Wanted, manager: string, names: Names): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of ["external_id", "email", "name", "department", "site", "job_title", "start_date", "roles"] as const) {
    const to = wanted[field];
    if (to !== undefined && to !== person[field]) changes.push({ field, from: person[field] ?? "", to: to ?? "" });
  }
  const { team, line_manager } = wanted;
  if (team !== undefined && (team === null ? null : "id" in team ? team.id : team.path) !== person.team_id) changes.push({ field: "team", from: person.team_id === null ? "" : names.team(person.team_id), to: team === null ? "" : "id" in team ? names.team(team.id) : team.path });
  const managerId = line_manager && "id" in line_manager ? line_manager.id : null;
  const isSame = line_manager === undefined || (managerId === person.line_manager_id && !(line_manager && "line" in line_manager));
  if (!isSame) changes.push({ field: "line_manager", from: person.line_manager_id === null ? "" : names.person(person.line_manager_id), to: managerId === null ? manager : names.person(managerId) });
  return changes;
}
