/** The rows of removing what is old. Times are UTC ISO strings. */

/** One kind of record on one `day` (2026-01-05, of the installation): what was from before then was removed, so many records. Nothing is in it of whose they were. */
export interface RetentionRun { kind: string; day: string; before: string; removed: number; started_at: string; finished_at: string | null }
/** While one has no end, nothing is removed. One is open at a time. */
export interface LegalHold { id: number; reason: string; since: string; begun_by: number; ended_at: string | null; ended_by: number | null }

declare module "knex/types/tables.js" {
  interface Tables { retention_runs: RetentionRun; legal_holds: LegalHold }
}
