import { fingerprintOf } from "../engine/questions/fingerprint.ts";
import type { Question } from "../engine/questions/question.ts";
import { deletePlaced, indexWords, placeQuestions } from "./bank-index.ts";
import { inPortions, insertInBatches } from "./batches.ts";
import type { QuestionImport } from "./import-tables.ts";
import { deleteUnusedPictures, insertPictureUses } from "./pictures.ts";
import type { Db, Person, QuestionRow, QuestionVersion } from "./tables.ts";

export interface NewQuestion { public_id: string; question: Question }

/** Adds the questions of an import as drafts with their first version, a hundred at a time. */
export async function insertImportedQuestions(tx: Db, { id: author_id }: Pick<Person, "id">, { id: import_id }: Pick<QuestionImport, "id">, questions: readonly NewQuestion[], at: Date): Promise<void> {
  const created_at = at.toISOString();
  const incidents = await idsBy(tx, "incidents", "slug", questions.flatMap(({ question }) => question.incident ?? []));
  const facts = await idsBy(tx, "facts", "key", questions.flatMap(({ question }) => [...question.facts, ...(question.grounds ?? [])]));
  for (const portion of inPortions(questions)) {
    const rows = await tx("questions").insert(portion.map(({ public_id, question: { topic, kind, level, incident } }) => (
      { public_id, origin_key: null, incident_id: incidents.get(incident ?? "") ?? null, topic, kind, level, state: "draft" as const, author_id, created_at, import_id }))).returning(["id", "public_id"]);
    const ids = new Map(rows.map(({ id, public_id }) => [public_id, id]));
    const versions = await tx("question_versions").insert(portion.map(({ public_id, question }) => (
      { question_id: ids.get(public_id)!, number: 1, stem: question.stem, body: JSON.stringify(question), author_id, created_at, fingerprint: fingerprintOf(question) }))).returning(["id", "question_id", "body"]);
    await insertLinks(tx, versions, facts);
    await insertPictureUses(tx, versions);
    await placeQuestions(tx, versions, { isNew: true });
    await indexWords(tx, versions.map(({ question_id }) => question_id), { isNew: true });
  }
}

async function insertLinks(tx: Db, versions: readonly Pick<QuestionVersion, "id" | "body">[], facts: ReadonlyMap<string, number>): Promise<void> {
  const linksBy = (keysOf: (question: Question) => readonly string[]) => versions.flatMap(({ id, body }) => [...new Set(keysOf(JSON.parse(body) as Question))].flatMap((key) => (facts.has(key) ? [{ question_version_id: id, fact_id: facts.get(key)! }] : [])));
  if (facts.size === 0) return;
  await insertInBatches(tx, "question_facts", linksBy(({ facts: keys }) => keys));
  await insertInBatches(tx, "question_grounds", linksBy(({ grounds = [] }) => grounds));
}

async function idsBy(tx: Db, table: "incidents" | "facts", column: "slug" | "key", names: readonly string[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const portion of inPortions([...new Set(names)], 500)) {
    const rows = (await tx(table).whereIn(column as never, portion as never).select("id", column)) as unknown as Record<string, unknown>[];
    for (const row of rows) ids.set(row[column] as string, row["id"] as number);
  }
  return ids;
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
