import { deletePlaced } from "./bank-index.ts";
import { inPortions } from "./batches.ts";
import type { QuestionImport } from "./import-tables.ts";
import { insertNewQuestions, type NewQuestion } from "./new-questions.ts";
import { deleteUnusedPictures } from "./pictures.ts";
import type { Db, Person, QuestionRow } from "./tables.ts";

/** Adds the questions of an import as drafts. */
export function insertImportedQuestions(tx: Db, { id: author_id }: Pick<Person, "id">, { id: import_id }: Pick<QuestionImport, "id">, questions: readonly Pick<NewQuestion, "public_id" | "question">[], at: Date): Promise<void> {
  return insertNewQuestions(tx, questions, { author_id, import_id, created_at: at.toISOString() });
}

/** Those of an import that stand in a quiz, or were changed or used since: they keep it from being taken back. */
export async function listTouchedOfImport(tx: Db, importId: number): Promise<QuestionRow[]> {
  const own = () => tx("questions").where({ import_id: importId }).select("id");
  const inQuizzes = tx("quiz_questions").whereIn("question_id", own()).select("question_id");
  const edited = tx("question_versions").whereIn("question_id", own()).where("number", ">", 1).select("question_id");
  const published = tx("quiz_version_questions").join("question_versions", "question_versions.id", "quiz_version_questions.question_version_id").whereIn("question_versions.question_id", own()).select("question_versions.question_id");
  return tx("questions").where({ import_id: importId }).where((touched) => { void touched.whereIn("id", inQuizzes).orWhereIn("id", edited).orWhereIn("id", published).orWhereNot("state", "draft").orWhere("in_review", 1); }).orderBy("id");
}

/** Removes the questions of an import, and the pictures that only they showed. Says how many there were. */
export async function deleteImported(tx: Db, importId: number): Promise<number> {
  const own = () => tx("questions").where({ import_id: importId }).select("id");
  const versions = () => tx("question_versions").whereIn("question_id", own()).select("id");
  const shown = (await tx("picture_uses").whereIn("question_version_id", versions()).distinct("digest")).map(({ digest }) => digest);
  for (const table of ["picture_uses", "question_facts", "question_grounds"] as const) await tx(table).whereIn("question_version_id", versions()).delete();
  await deletePlaced(tx, (await own()).map(({ id }) => id));
  await tx("question_versions").whereIn("question_id", own()).delete();
  const count = await tx("questions").where({ import_id: importId }).delete();
  for (const portion of inPortions(shown, 500)) await deleteUnusedPictures(tx, portion);
  return count;
}
