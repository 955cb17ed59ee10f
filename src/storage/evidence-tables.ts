/** The rows of evidence packs. Times are UTC ISO strings. */

/** `removed`: its days are over and its content is gone. `broken`: it could not be made. */
export type EvidenceState = "queued" | "running" | "done" | "broken" | "removed";

/**
 * What was asked for about the days from `first_day` to `last_day` in `time_zone`. `mode` and `least` are those under which it was made. `done` and `total` count its kinds of record.
 * `run` names the process that makes it, `beat_at` is its last sign of life. `digest` is the SHA-256 of the archive, `manifest` that of the manifest in it.
 */
export interface EvidencePack {
  id: number; public_id: string; author_id: number | null; first_day: string; last_day: string; time_zone: string; mode: string; least: number; state: EvidenceState; done: number; total: number;
  run: string | null; beat_at: string | null; created_at: string; finished_at: string | null; expires_at: string | null; bytes: number; digest: string | null; manifest: string | null; people: number;
}
/** A piece of the archive: any process can give it to whoever asks. */
export interface EvidencePiece { pack_id: number; position: number; content: Uint8Array }

declare module "knex/types/tables.js" {
  interface Tables { evidence_packs: EvidencePack; evidence_pieces: EvidencePiece }
}
