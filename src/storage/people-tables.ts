/** What the personnel office knows of somebody. `external_id` is their number there, `start_date` a day, 2026-01-31. */
export interface Employment { external_id: string | null; department: string; site: string; job_title: string; start_date: string | null; line_manager_id: number | null }

/** People who belong together. `rule` is JSON (engine/people/group-rule.ts), null for a list that is kept by hand. */
export interface Group { id: number; public_id: string; name: string; rule: string | null; created_at: string }
/** Who is in a group. Those of a rule are active; in a list by hand somebody who was deactivated may stand too. */
export interface GroupMember { group_id: number; person_id: number }

/** `reading` it is compared with who is here; `running` it is being applied. Both begin again where a process ended under them. A `broken` file could not be read. */
export type PeopleImportState = "reading" | "waiting" | "running" | "done" | "broken" | "cancelled" | "expired";

/**
 * A file of people that somebody brought. `content` is the file until it is done with. `columns` is a JSON list of the header of each column and the field that it was taken for;
 * `counts` is a PlanCounts as JSON, `problem` a message. `run` names the run that may go on with it, `beat_at` is its last sign of life. `as_of`: the newest change of people that it was compared with.
 */
export interface PeopleImport {
  id: number; public_id: string; author_id: number | null; file_name: string; digest: string; content: Uint8Array | null; state: PeopleImportState; creates_teams: 0 | 1; with_leavers: 0 | 1; invites: 0 | 1;
  columns: string | null; counts: string | null; problem: string | null; done: number; total: number; as_of: number; run: string | null; beat_at: string | null; finished_at: string | null; created_at: string;
}

export type Outcome = "added" | "changed" | "unchanged" | "reactivated" | "left" | "refused";

/**
 * What becomes of one row of a file, or of somebody who is not in it (`left`, line 0). The fields hold what the person will have; those of columns that the file has not are null.
 * `team_path`: a team that is not there yet. `manager_line`: a line manager whom the same file adds. `changes` is a JSON list, `problem` a message.
 */
export interface PeopleImportLine {
  id: number; import_id: number; line: number; outcome: Outcome; person_id: number | null; public_id: string | null; external_id: string | null; email: string | null; name: string | null;
  department: string | null; site: string | null; job_title: string | null; start_date: string | null; team_path: string | null; team_id: number | null; manager_id: number | null; manager_line: number | null;
  sought: string | null; changes: string | null; problem: string | null;
}

declare module "knex/types/tables.js" {
  interface Tables { groups: Group; group_members: GroupMember; people_imports: PeopleImport; people_import_lines: PeopleImportLine }
}
