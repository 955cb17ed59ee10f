import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { Attempt, Db, QuestionVersion } from "./tables.ts";
import type { AnswerTallyRow, AttemptTally, MonthTally, PaceTally, SlotTally, Tallies } from "./tally-tables.ts";

/** Each table with what tells its rows apart and what is added up. */
const TABLES = {
  attempt_tallies: { key: ["quiz_version_id", "is_first", "score", "of", "total", "lines"], sums: ["attempts"] },
  slot_tallies: { key: ["quiz_version_id", "is_first", "position", "score"], sums: ["answers"] },
  answer_tallies: { key: ["quiz_version_id", "question_version_id", "is_first", "chosen", "score", "total", "lines"], sums: ["answers"] },
  pace_tallies: { key: ["quiz_version_id", "question_version_id", "is_first", "seconds"], sums: ["answers"] },
  month_tallies: { key: ["quiz_version_id", "question_version_id", "is_first", "month"], sums: ["answers", "points"] },
  line_tallies: { key: ["quiz_version_id", "question_version_id", "is_first", "line", "choice"], sums: ["answers", "points"] },
} as const satisfies Record<keyof Tallies, { key: readonly string[]; sums: readonly string[] }>;
export const TALLY_TABLES = Object.keys(TABLES) as (keyof Tallies)[];

/** What a tally is of: the version of a quiz, and whether first attempts only. */
export interface TallyScope { quizVersionIds: readonly number[]; firstOnly: boolean; /** Of this version of a question only. */ questionVersionId?: number }
/** The same of some versions of questions, wherever they were asked. */
export interface QuestionScope { questionVersionIds: readonly number[]; firstOnly: boolean }

export const listAttemptTallies = (db: Db, scope: TallyScope): Promise<AttemptTally[]> => listOf(db, "attempt_tallies", scope);
export const listSlotTallies = (db: Db, scope: TallyScope): Promise<SlotTally[]> => listOf(db, "slot_tallies", scope);
export const listAnswerTallies = (db: Db, scope: TallyScope | QuestionScope): Promise<AnswerTallyRow[]> => listOf(db, "answer_tallies", scope);
export const listPaceTallies = (db: Db, scope: TallyScope | QuestionScope): Promise<PaceTally[]> => listOf(db, "pace_tallies", scope);
export const listMonthTallies = (db: Db, scope: TallyScope | QuestionScope): Promise<MonthTally[]> => listOf(db, "month_tallies", scope);

async function listOf<Row>(db: Db, table: keyof Tallies, scope: TallyScope | QuestionScope): Promise<Row[]> {
  const rows = db(table) as Knex.QueryBuilder;
  if ("quizVersionIds" in scope) rows.whereIn("quiz_version_id", [...scope.quizVersionIds]);
  if ("questionVersionId" in scope) rows.where({ question_version_id: scope.questionVersionId });
  if ("questionVersionIds" in scope) rows.whereIn("question_version_id", [...scope.questionVersionIds]);
  if (scope.firstOnly) rows.where({ is_first: 1 });
  return (await rows) as Row[];
}

/** What was put where, added up over the versions of a quiz. `firsts` are first attempts among them: as many people. */
export interface LineCount { question_version_id: number; line: string; choice: string; answers: number; points: number; firsts: number }

/** The commonest first. Of what was typed only what at least `leastTyped` people gave in their first attempts: the rest may say who wrote it. */
export async function listLineCounts(db: Db, { quizVersionIds, firstOnly, questionVersionId }: TallyScope, leastTyped: number): Promise<LineCount[]> {
  const rows: Knex.QueryBuilder = db("line_tallies").whereIn("quiz_version_id", [...quizVersionIds]);
  if (questionVersionId !== undefined) rows.where({ question_version_id: questionVersionId });
  const firsts = "SUM(is_first * answers)";
  rows.groupBy("question_version_id", "line", "choice").havingRaw(`line <> '' OR ${firsts} >= ?`, [leastTyped]).orderBy([{ column: "answers", order: "desc" }, "question_version_id", "line", "choice"])
    .select("question_version_id", "line", "choice", ...Object.entries({ answers: firstOnly ? firsts : "SUM(answers)", points: firstOnly ? "SUM(is_first * points)" : "SUM(points)", firsts }).map(([name, sql]) => db.raw(`${sql} AS ${name}`)));
  return ((await rows) as LineCount[]).map((row) => ({ ...row, answers: Number(row.answers), points: Number(row.points), firsts: Number(row.firsts) }));
}

/** One process tallies a version at a time; attempts at it can be started meanwhile. */
export async function lockTally(tx: Db, quizVersionId: number): Promise<void> {
  await tx("quiz_versions").where({ id: quizVersionId }).forNoKeyUpdate().first("id");
}

/** Finished attempts that the tally does not have as they are; those at adaptive quizzes are never in it, since everybody is asked what fits them. The words are those of the index. */
function untallied(db: Db): Knex.QueryBuilder {
  const attempts: Knex.QueryBuilder = db("attempts");
  return attempts.whereRaw("tallied < 1 AND finished_at IS NOT NULL AND practice_of IS NULL AND adaptive = 0 AND answers_gone_at IS NULL");
}

export async function listUntalliedVersionIds(db: Db, quizVersionIds?: readonly number[]): Promise<number[]> {
  const rows: Knex.QueryBuilder = untallied(db).distinct("quiz_version_id").orderBy("quiz_version_id");
  if (quizVersionIds) rows.whereIn("quiz_version_id", [...quizVersionIds]);
  return ((await rows) as Pick<Attempt, "quiz_version_id">[]).map(({ quiz_version_id }) => quiz_version_id);
}

/** The versions of quizzes of which there are tallies. */
export async function listTalliedVersionIds(db: Db): Promise<number[]> {
  return (await db("attempt_tallies").distinct("quiz_version_id").orderBy("quiz_version_id")).map(({ quiz_version_id }) => quiz_version_id);
}

/** Whether something has changed that stands in the tally. */
export async function isTallySpoilt(tx: Db, quizVersionId: number): Promise<boolean> {
  return (await untallied(tx).where({ quiz_version_id: quizVersionId, tallied: -1 }).first("id")) !== undefined;
}

/** Those that were tallied before, and new ones where they are of at least `least` people; first attempts and further ones are told apart. Holds them until the transaction ends. */
export async function listUntalliedIds(tx: Db, quizVersionId: number, most: number, least: number): Promise<number[]> {
  const here = (): Knex.QueryBuilder => untallied(tx).where({ quiz_version_id: quizVersionId });
  const areEnough = async (isFirst: boolean) => Number(((await here().where({ tallied: 0 }).where("number", isFirst ? "=" : "<>", 1).countDistinct({ people: "person_id" }).first()) as { people: unknown }).people) >= least;
  const [firsts, further] = [await areEnough(true), await areEnough(false)];
  const rows: Knex.QueryBuilder = here().where((either) => {
    either.where("tallied", "<", 0);
    if (firsts) either.orWhere({ tallied: 0, number: 1 });
    if (further) either.orWhere((also) => also.where({ tallied: 0 }).whereNot({ number: 1 }));
  }).orderBy("tallied").orderBy("id").limit(most).forUpdate().select("id");
  return ((await rows) as Pick<Attempt, "id">[]).map(({ id }) => id);
}

/** The questions that stand on papers of this version, with their bodies. */
export function listTalliedQuestions(db: Db, quizVersionId: number): Promise<QuestionVersion[]> {
  return db("question_versions").whereIn("id", db("quiz_version_questions").where({ quiz_version_id: quizVersionId }).select("question_version_id"));
}

export async function deleteTallies(tx: Db, quizVersionId: number): Promise<void> {
  for (const table of TALLY_TABLES) await tx(table).where({ quiz_version_id: quizVersionId }).delete();
  await tx("attempts").where({ quiz_version_id: quizVersionId }).whereNot({ tallied: 0 }).update({ tallied: -2 });
}

export async function addToTallies<Table extends keyof Tallies>(tx: Db, table: Table, rows: readonly Tallies[Table][]): Promise<void> {
  const { key, sums } = TABLES[table];
  const added = Object.fromEntries(sums.map((sum) => [sum, tx.raw("?? + ??", [`${table}.${sum}`, `excluded.${sum}`])]));
  for (const portion of inPortions(rows)) await (tx(table) as Knex.QueryBuilder).insert(portion).onConflict([...key]).merge(added);
}

export async function updateTallied(tx: Db, attemptIds: readonly number[]): Promise<void> {
  await tx("attempts").whereIn("id", [...attemptIds]).update({ tallied: 1 });
}

/** What these attempts come to has changed: a question of theirs counts no more, or again, or is marked anew. */
export async function updateSpoilt(tx: Db, attemptIds: readonly number[]): Promise<void> {
  for (const portion of inPortions(attemptIds, 500)) await tx("attempts").where({ tallied: 1 }).whereIn("id", [...portion]).update({ tallied: -1 });
}
