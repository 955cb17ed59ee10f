import type { Knex } from "knex";
import { isPostgresDb } from "./dialects.ts";
import { versionsInDoubt } from "./doubts.ts";
import type { Db } from "./tables.ts";
import type { AnswerTallyRow, AttemptTally, MonthTally, SlotTally } from "./tally-tables.ts";

type Bare<Row> = Omit<Row, "quiz_version_id">;
/** What is counted of some attempts of one version, before equal things are put together. `took` is in seconds; `others` are whole answers to questions that have no options. */
export interface Counts {
  attempts: Bare<AttemptTally>[]; slots: Bare<SlotTally>[]; answers: Bare<AnswerTallyRow>[]; months: Bare<MonthTally>[];
  paces: { question_version_id: number; is_first: 0 | 1; took: number; answers: number }[];
  others: { question_version_id: number; is_first: 0 | 1; chosen: string; answers: number; points: number }[];
}

/** Counts finished attempts in the database: only what came up, and how often, is read. `choices` are the versions of questions whose options are told apart. */
export async function countAttempts(db: Db, attemptIds: readonly number[], choices: readonly number[]): Promise<Counts> {
  const chosen = choices.length === 0 ? "''" : `CASE WHEN line.question_version_id IN (${choices.map(Number).join()}) THEN COALESCE(responses.chosen, '[]') ELSE '' END`;
  const score = "COALESCE(responses.score, 0)";
  const lines = () => linesOf(db, attemptIds);
  const others = () => lines().whereNotNull("responses.id").whereNotIn("line.question_version_id", [...choices]);
  const shown = () => lines().whereNotNull("line.shown_at").whereNotNull("responses.id");
  const all: Knex.QueryBuilder = db("attempts");
  const withTotals = (query: Knex.QueryBuilder): Knex.QueryBuilder => query.leftJoin(totalsOf(db, attemptIds).as("sums"), "sums.attempt_id", "attempts.id");
  return {
    attempts: await grouped(db, withTotals(all).whereIn("attempts.id", [...attemptIds]), { is_first: FIRST, score: "COALESCE(attempts.score, 0)", of: 'attempts."of"', total: TOTAL, lines: LINES }, { attempts: "COUNT(*)" }),
    slots: await grouped(db, lines().whereNull("doubts.question_version_id"), { is_first: FIRST, position: "line.position", score }, { answers: "COUNT(*)" }),
    answers: await grouped(db, withTotals(lines()), { question_version_id: "line.question_version_id", is_first: FIRST, chosen, score, total: TOTAL, lines: LINES }, { answers: "COUNT(*)" }),
    months: await grouped(db, lines(), { question_version_id: "line.question_version_id", is_first: FIRST, month: "SUBSTR(attempts.started_at, 1, 7)" }, { answers: "COUNT(*)", points: `SUM(${score})` }),
    others: await grouped(db, others(), { question_version_id: "line.question_version_id", is_first: FIRST, chosen: "responses.chosen" }, { answers: "COUNT(*)", points: `SUM(${score})` }),
    paces: await grouped(db, shown(), { question_version_id: "line.question_version_id", is_first: FIRST, took: tookIn(db) }, { answers: "COUNT(*)" }),
  };
}

const FIRST = "CASE WHEN attempts.number = 1 THEN 1 ELSE 0 END";
const TOTAL = "COALESCE(sums.total, 0)";
const LINES = "COALESCE(sums.lines, 0)";

/** Each line that was answered, or for which the time was up. */
function linesOf(db: Db, attemptIds: readonly number[]): Knex.QueryBuilder {
  const items: Knex.QueryBuilder = db("paper_items as line");
  return items.join("attempts", "attempts.id", "line.attempt_id").leftJoin("responses", "responses.paper_item_id", "line.id")
    .leftJoin(versionsInDoubt(db).as("doubts"), "doubts.question_version_id", "line.question_version_id")
    .whereIn("line.attempt_id", [...attemptIds]).where((counts) => counts.whereNotNull("responses.id").orWhere("line.missed", 1));
}

/** What each attempt won with questions that are not withdrawn now. */
function totalsOf(db: Db, attemptIds: readonly number[]): Knex.QueryBuilder {
  return linesOf(db, attemptIds).whereNull("doubts.question_version_id").groupBy("line.attempt_id")
    .select("line.attempt_id", db.raw("SUM(COALESCE(responses.score, 0)) AS total"), db.raw("COUNT(*) AS lines"));
}

function tookIn(db: Db): string {
  return isPostgresDb(db) ? "FLOOR(EXTRACT(EPOCH FROM responses.answered_at::timestamptz - line.shown_at::timestamptz) + 0.5)" : "CAST((julianday(responses.answered_at) - julianday(line.shown_at)) * 86400 + 0.5 AS INTEGER)";
}

/** One row for all that is alike in `by`, with what is counted of it. PostgreSQL counts in text. */
async function grouped<Row>(db: Db, query: Knex.QueryBuilder, by: Record<string, string>, counted: Record<string, string>): Promise<Row[]> {
  const columns = Object.entries({ ...by, ...counted }).map(([name, sql]) => db.raw(`${sql} AS "${name}"`));
  const rows: Knex.QueryBuilder = query.select(columns).groupByRaw(Object.keys(by).map((_, place) => place + 1).join());
  return ((await rows) as Record<string, unknown>[]).map((row) => ({ ...row, ...Object.fromEntries(Object.keys(row).filter((name) => !TEXTS.has(name)).map((name) => [name, Number(row[name])])) })) as Row[];
}

const TEXTS = new Set(["chosen", "month"]);
