import type { Plan, PlannedLine } from "../engine/people/plan.ts";
import { newPublicId } from "../lib/ids.ts";
import { soughtIn } from "../storage/people.ts";
import type { PeopleImportLine } from "../storage/people-tables.ts";
import type { New } from "../storage/tables.ts";

/** A plan as rows: each holds what its person will have, so that applying it is a few statements. */
export function linesToKeep({ lines }: Plan, importId: number): New<PeopleImportLine>[] {
  return lines.map((line) => rowOf(line, importId));
}

function rowOf({ line, outcome, person, wanted, said, changes, problem }: PlannedLine, import_id: number): New<PeopleImportLine> {
  const { team, line_manager } = wanted;
  const merged = { ...person, ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) };
  return {
    import_id, line, outcome, person_id: person?.id ?? null, public_id: outcome === "added" ? newPublicId() : null,
    external_id: said.external_id || null, email: said.email, name: said.name.slice(0, 250),
    department: wanted.department ?? null, site: wanted.site ?? null, job_title: wanted.job_title ?? null, start_date: wanted.start_date ?? null, roles: wanted.roles ?? null,
    team_id: team && "id" in team ? team.id : null, team_path: team && "path" in team ? team.path : null,
    manager_id: line_manager && "id" in line_manager ? line_manager.id : null, manager_line: line_manager && "line" in line_manager ? line_manager.line : null,
    sought: outcome === "added" || outcome === "changed" || outcome === "reactivated" ? soughtIn(merged) : null,
    changes: changes.length > 0 ? JSON.stringify(changes) : null, problem: problem ? JSON.stringify(problem) : null,
  };
}
