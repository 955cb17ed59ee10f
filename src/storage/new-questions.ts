import { fingerprintOf } from "../engine/questions/fingerprint.ts";
import { listedStem } from "../engine/questions/listed-stem.ts";
import type { Question } from "../engine/questions/question.ts";
import { indexWords, placeQuestions } from "./bank-index.ts";
import { inPortions, insertInBatches } from "./batches.ts";
import { insertPictureUses } from "./pictures.ts";
import type { Db, QuestionRow, QuestionVersion } from "./tables.ts";

export interface NewQuestion { public_id: string; question: Question; origin_key?: string }

/** Adds questions as drafts with their first version, a hundred at a time. Incidents and facts that they name and nobody has are left out. */
export async function insertNewQuestions(tx: Db, questions: readonly NewQuestion[], made: Pick<QuestionRow, "author_id" | "created_at"> & Partial<Pick<QuestionRow, "import_id">>): Promise<void> {
  const incidents = await idsBy(tx, "incidents", "slug", questions.flatMap(({ question }) => question.incident ?? []));
  const facts = await idsBy(tx, "facts", "key", questions.flatMap(({ question }) => [...question.facts, ...(question.grounds ?? [])]));
  for (const portion of inPortions(questions)) {
    const rows = await tx("questions").insert(portion.map(({ public_id, origin_key = null, question: { topic, kind, level, incident } }) => (
      { public_id, origin_key, incident_id: incidents.get(incident ?? "") ?? null, topic, kind, level, state: "draft" as const, ...made }))).returning(["id", "public_id"]);
    const ids = new Map(rows.map(({ id, public_id }) => [public_id, id]));
    const { author_id, created_at } = made;
    const versions = await tx("question_versions").insert(portion.map(({ public_id, question }) => (
      { question_id: ids.get(public_id)!, number: 1, stem: listedStem(question), body: JSON.stringify(question), author_id, created_at, fingerprint: fingerprintOf(question) }))).returning(["id", "question_id", "body"]);
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
