/** The rows of being forgotten. Times are UTC ISO strings. */

/** Somebody wants to be forgotten. Open until it is taken back, declined with a `reason` or done; one person has one open at a time. */
export interface ErasureRequest { id: number; person_id: number; asked_at: string; closed_at: string | null; outcome: "withdrawn" | "declined" | "done" | null; closed_by: number | null; reason: string }
/** Nobody any more: a row of `people` that was emptied, at that time, or one that only holds up attempts of which nobody knows whose they were. */
export interface Erasure { person_id: number; at: string | null }

declare module "knex/types/tables.js" {
  interface Tables { erasure_requests: ErasureRequest; erasures: Erasure }
}
