/**
 * A trainer trying out a draft as its learners would take it: one for each trainer and quiz. It is no attempt, so nothing that counts attempts can see it.
 * `terms`, `pool` and `lines` are JSON (storage/rehearsals.ts).
 */
export interface RehearsalRow {
  id: number; person_id: number; quiz_id: number; public_id: string; started_at: string; deadline_at: string | null; finished_at: string | null; terms: string; pool: string; lines: string;
}

declare module "knex/types/tables.js" {
  interface Tables { rehearsals: RehearsalRow }
}
