import type { Message } from "../../lib/messages.ts";

/** Somebody who is here already, as far as a file can say it. `roles` as in roles.ts. */
export interface KnownPerson {
  id: number; external_id: string | null; email: string; name: string; team_id: number | null; department: string; site: string; job_title: string; start_date: string | null;
  line_manager_id: number | null; isActive: boolean; isAdmin: boolean; roles: string; kept?: KeptElsewhere | undefined;
}

/** A directory that keeps somebody, and the fields that it says: neither these nor whether they are active are for a file to change. */
export interface KeptElsewhere { directory: string; fields: readonly string[] }

/** Who stands above somebody: a person who is here, or one whom a line of the file adds. */
export type ManagerRef = { id: number } | { line: number };

/** What a person will have; fields that the file has no column for are undefined, `team` null is no team. */
export interface Wanted {
  external_id?: string | null; email?: string; name?: string; department?: string; site?: string; job_title?: string; start_date?: string | null; roles?: string;
  team?: { id: number } | { path: string } | null; line_manager?: ManagerRef | null;
}

/** One field that changes, each side as people read it. */
export interface FieldChange { field: string; from: string; to: string }

export type PlannedOutcome = "added" | "changed" | "unchanged" | "reactivated" | "left" | "refused";

/** What becomes of one row; somebody who leaves has line 0. */
export interface PlannedLine { line: number; outcome: PlannedOutcome; person: KnownPerson | undefined; wanted: Wanted; said: { name: string; email: string; external_id: string }; changes: FieldChange[]; problem: Message | undefined }

/** `blind`: refused rows of which nobody can say whom they mean. `kept`: the last admin, who stays although the file does not name them; `governed`: those who stay because a directory keeps them. `newTeams`: the first of the `teams` that are made. */
export interface PlanCounts { added: number; changed: number; unchanged: number; reactivated: number; left: number; refused: number; blind: number; kept: number; governed: number; active: number; teams: number; newTeams: string[] }
export interface Plan { lines: PlannedLine[]; counts: PlanCounts }

/** More leavers than this share of the active people need their number typed. */
export const MOST_LEAVERS = 0.2;

export function needsNumber({ left, active }: Pick<PlanCounts, "left" | "active">): boolean {
  return left > active * MOST_LEAVERS;
}
