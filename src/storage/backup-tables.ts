/** The rows of scheduled backups. Times are UTC ISO strings. */

/**
 * `night` is the day (2026-01-05, of the installation) whose backup it is, or the moment at which somebody asked for one. The first night is `skipped`: nothing was missed before there was anything.
 * `run` is whoever makes it now and `beat_at` when that was last heard of. `problem` is a message as JSON (lib/messages.ts).
 */
export interface BackupRun {
  id: number; night: string; state: "waiting" | "running" | "done" | "failed" | "skipped"; run: string | null; tries: number; planned_at: string; beat_at: string | null; finished_at: string | null;
  file: string | null; bytes: number | null; milliseconds: number | null; sha256: string | null; problem: string | null;
}

declare module "knex/types/tables.js" {
  interface Tables { backup_runs: BackupRun }
}
