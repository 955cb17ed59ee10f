/**
 * A quiz, or a path of quizzes, for an audience. Days are days, 2026-01-31, in the time zone of whoever has the duty. `due_days`: so many days after its beginning, or after joining for those who join later.
 * `repeats`: every `every_months` months from its first days, or after each completion. `late` 0: what is finished after the due day does not count. `done_when`: what finishes a step and opens the next.
 * One that ended asks nothing more; its rows stay for the record. `filled_to`: people up to this id have their duties; null where all have.
 * `late_joiners` 0: whoever joins after the due day is not asked, unless they were before.
 */
export interface Assignment {
  id: number; public_id: string; title: string; opens_on: string | null; due_on: string | null; due_days: number | null; every_months: number | null; repeats: "date" | "completion" | null;
  late: 0 | 1; required: 0 | 1; done_when: "finished" | "passed"; author_id: number | null; created_at: string; ended_at: string | null; filled_to?: number | null; late_joiners?: 0 | 1;
}
export interface AssignmentQuiz { assignment_id: number; quiz_id: number; position: number }
/** A part of an audience, or of those who are left out of it. A team is meant with the teams below it. */
export interface AudienceRow { id: number; assignment_id: number; kind: "everyone" | "team" | "group" | "person"; team_id: number | null; group_id: number | null; person_id: number | null; is_exclusion: 0 | 1 }
/** Who is, or was, in the audience of an assignment: kept right whenever people, groups or assignments change. */
export interface AssignmentMember { assignment_id: number; person_id: number; joined_on: string; left_on: string | null }
/** An extension moves the due day of one round; an exemption frees of the assignment, its round is 0. */
export interface AssignmentException { id: number; assignment_id: number; person_id: number; kind: "extension" | "exemption"; round: number; due_on: string | null; reason: string; author_id: number | null; created_at: string }
/**
 * One quiz that one person has to take in one round of an assignment. Attempts count that were finished from `counts_from` on and before `counts_until`, both moments; '' and null leave it open.
 * Where that moment has passed an open duty was missed. `attempt_id`: the attempt that made it done. `due_told_on`: the due day of which webhooks were told.
 */
export interface DutyRow {
  id: number; assignment_id: number; person_id: number; round: number; quiz_id: number; position: number; state: "open" | "done" | "exempt"; opens_on: string | null; due_on: string | null;
  done_at: string | null; counts_from: string; counts_until: string | null; attempt_id: number | null; due_told_on?: string | null;
}

declare module "knex/types/tables.js" {
  interface Tables {
    assignments: Assignment; assignment_quizzes: AssignmentQuiz; assignment_audiences: AudienceRow; assignment_members: AssignmentMember; assignment_exceptions: AssignmentException; duties: DutyRow;
  }
}
