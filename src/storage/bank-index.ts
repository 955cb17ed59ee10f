import type { Knex } from "knex";
import { gistOf, sketchOf } from "../engine/questions/likeness.ts";
import type { Question } from "../engine/questions/question.ts";
import { endsOf, searchedText, type Sought } from "../engine/questions/searched.ts";
import { inPortions, insertInBatches } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
import { normalisedTag } from "../engine/questions/tagging.ts";
import type { Db } from "./tables.ts";

/** A version of a question that was just added. */
export interface Placed { question_id: number; body: string }

/** Notes what lists filter by, after versions were added; the tags of a body count when its question is new. Its words are found once `indexWords` was asked too. */
export async function placeQuestions(tx: Db, versions: readonly Placed[], { isNew }: { isNew: boolean }): Promise<void> {
  for (const portion of inPortions(versions, 500)) {
    const questions = portion.map(({ question_id, body }) => ({ question_id, question: JSON.parse(body) as Question }));
    await updateTraits(tx, questions);
    if (!isNew) await tx("question_sketches").whereIn("question_id", questions.map(({ question_id }) => question_id)).delete();
    const bands = questions.flatMap(({ question_id, question }) => [...new Set(sketchOf(gistOf(question)))].map((band) => ({ band, question_id })));
    for (const some of inPortions(bands, 400)) await tx("question_sketches").insert(some);
    if (isNew) await insertInBatches(tx, "question_tags", questions.flatMap(({ question_id, question }) => tagsOf(question).map((tag) => ({ tag, question_id }))));
  }
}

function tagsOf({ tags = [] }: Question): string[] {
  return [...new Set(tags.map(normalisedTag).filter(Boolean))];
}

type Loaded = { question_id: number; question: Question };

/** Few statements for many questions: those with the same traits are told in one. */
async function updateTraits(tx: Db, questions: readonly Loaded[]): Promise<void> {
  const groups = new Map<string, number[]>();
  for (const { question_id, question } of questions) {
    const key = JSON.stringify([question.difficulty, question.explanation.trim() === "" ? 1 : 0]);
    groups.set(key, [...(groups.get(key) ?? []), question_id]);
  }
  for (const [key, ids] of groups) {
    const [difficulty, unexplained] = JSON.parse(key) as [string, 0 | 1];
    await tx("questions").whereIn("id", ids).update({ difficulty, unexplained, checked_as: null });
  }
}

/** Makes the words of these questions, as they are now, findable; `isNew` where none of them had any before. */
export async function indexWords(tx: Db, questionIds: readonly number[], { isNew } = { isNew: false }): Promise<void> {
  for (const ids of inPortions(questionIds, 400)) {
    const tags = await tx("question_tags").whereIn("question_id", ids).select("question_id", "tag");
    const query: Knex.QueryBuilder = tx("questions").join("question_versions as version", "version.id", "questions.newest_version_id").whereIn("questions.id", ids).select("questions.id", "version.body");
    const rows = (await query) as { id: number; body: string }[];
    const words = rows.map(({ id, body }) => [id, indexed(tx, searchedText(JSON.parse(body) as Question, tags.filter(({ question_id }) => question_id === id).map(({ tag }) => tag)))] as const);
    if (!isNew) await deleteWords(tx, ids);
    if (words.length > 0) await tx.raw(`INSERT INTO question_words (${keyOf(tx)}, words) VALUES ${words.map(() => (isPostgresDb(tx) ? "(?, ?::tsvector)" : "(?, ?)")).join(", ")}`, words.flat());
  }
}

/** Ends of words are kept beside the words, under a mark that no text has: phrases are sought among words alone. */
const END = "\uE001";

/** PostgreSQL is told the places of words; its own parser would cut some of them. */
function indexed(db: Db, text: string): string {
  const ends = endsOf(text).map((end) => END + end);
  if (!isPostgresDb(db)) return [text, ...ends].join(" ");
  const places = new Map<string, number[]>();
  for (const [index, word] of text.split(" ").entries()) if (word) places.set(word, [...(places.get(word) ?? []), Math.min(index + 1, LAST_PLACE)]);
  return [...[...places].map(([word, at]) => `'${word}':${at.slice(0, 255).join(",")}`), ...ends.map((end) => `'${end}'`)].join(" ");
}

const LAST_PLACE = 16_383;

export async function deleteWords(tx: Db, questionIds: readonly number[]): Promise<void> {
  for (const ids of inPortions(questionIds, 400)) await tx.raw(`DELETE FROM question_words WHERE ${keyOf(tx)} IN (${ids.map(() => "?").join(", ")})`, [...ids]);
}

/** What the bank keeps of questions that are about to be removed. */
export async function deletePlaced(tx: Db, questionIds: readonly number[]): Promise<void> {
  await deleteWords(tx, questionIds);
  for (const ids of inPortions(questionIds, 400)) await tx("questions").whereIn("like_id", ids).update({ like_id: null });
  for (const ids of inPortions(questionIds, 400)) for (const table of ["question_tags", "question_sketches", "question_reviews"] as const) await tx(table).whereIn("question_id", ids).delete();
}

/** Keeps the questions that have each of these terms. Where nothing else is asked (`isAlone`), SQLite walks through its index of words, the newest question first: CROSS makes it do so. */
export function whereTerms(db: Db, query: Knex.QueryBuilder, terms: readonly Sought[][], isAlone: boolean): void {
  const [says, and, or] = isPostgresDb(db) ? [inTsquery, " & ", " | "] : [inMatch, " AND ", " OR "];
  const match = terms.map((readings) => `(${readings.map((sought) => says(sought)).join(or)})`).join(and);
  if (isPostgresDb(db)) query.whereRaw("questions.id IN (SELECT question_id FROM question_words WHERE words @@ ?::tsquery)", [match]);
  else if (!isAlone) query.whereRaw("questions.id IN (SELECT rowid FROM question_words WHERE question_words MATCH ?)", [match]);
  else query.from(db.raw("question_words CROSS JOIN questions ON questions.id = question_words.rowid") as never).whereRaw("question_words MATCH ?", [match]);
}

function inMatch(sought: Sought): string {
  if ("word" in sought) return `"${sought.word}"`;
  if ("phrase" in sought) return `"${sought.phrase.join(" ")}" *`;
  return `(${sought.within.map((part) => `("${part}" * OR "${END}${part}" *)`).join(" AND ")})`;
}

function inTsquery(sought: Sought): string {
  if ("word" in sought) return `'${sought.word}'`;
  if ("phrase" in sought) return `(${sought.phrase.map((word) => `'${word}'`).join(" <-> ")}:*)`;
  return `(${sought.within.map((part) => `('${part}':* | '${END}${part}':*)`).join(" & ")})`;
}

function keyOf(db: Db): string {
  return isPostgresDb(db) ? "question_id" : "rowid";
}

/** The newest versions after this question, in the order of the questions. */
export async function listUnplaced(db: Db, after: number, limit: number): Promise<Placed[]> {
  const rows: Knex.QueryBuilder = db("questions").join("question_versions as version", "version.id", "questions.newest_version_id").where("questions.id", ">", after).orderBy("questions.id").limit(limit)
    .select("questions.id as question_id", "version.body");
  return (await rows) as Placed[];
}
