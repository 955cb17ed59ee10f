/** `running` questions are being added; a run that broke off is `failed` and can be started again. `expired` waited for a day. */
export type ImportState = "waiting" | "running" | "failed" | "done" | "cancelled" | "expired" | "taken-back";

/** A file of questions that somebody brought. `digest` is that of the file. `run` names the run that may finish it, `beat_at` is its last sign of life, `done` how many questions it has gone through. */
export interface QuestionImport {
  id: number; public_id: string; author_id: number; file_name: string; digest: string; format: string; state: ImportState; questions: number; errors: number; twins: number; likes?: number;
  done: number; added: number; run: string | null; beat_at: string | null; created_at: string; finished_at: string | null;
}

/**
 * What one question of a waiting import became: `body` is the engine's question as JSON, or `error` says, as a JSON message, why there is none. `without` and `notes` are JSON lists:
 * what the file did not say, and messages about what was left out. A twin is in the bank (`twin_id`) or further up in the file (`twin_line`). `taken` is 1 where it will be added.
 * One that is no twin may be like a question of the bank (`like_id`) or further up in the file (`like_line`): by so many per cent of its words, with the same key (`like_key`) or another one.
 */
export interface ImportLine {
  id: number; import_id: number; position: number; line: number; kind: string | null; title: string; body: string | null; without: string; notes: string; error: string | null;
  twin_id: number | null; twin_line: number | null; taken: 0 | 1; like_id?: number | null; like_line?: number | null; like_percent?: number | null; like_key?: 0 | 1 | null;
}

/** A picture of a waiting import. */
export interface ImportPicture { import_id: number; digest: string; type: string; width: number; height: number; content: Uint8Array }

/** A picture that questions show, kept once by the digest of its bytes. */
export interface PictureRow { digest: string; type: string; width: number; height: number; bytes: number; content: Uint8Array; created_at: string }
export interface PictureUse { question_version_id: number; digest: string }

declare module "knex/types/tables.js" {
  interface Tables { question_imports: QuestionImport; import_lines: ImportLine; import_pictures: ImportPicture; pictures: PictureRow; picture_uses: PictureUse }
}
