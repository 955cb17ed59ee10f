import type { Knex } from "knex";
import type { CountedAttempt, CountedDuty, CountedTask } from "../engine/statistics/contributions.ts";
import type { Fading } from "../engine/learning/memory.ts";
import { countedDuties } from "./counted-duties.ts";
import { isPostgresDb } from "./dialects.ts";
import { versionsInDoubt } from "./doubts.ts";
import { stepsBefore } from "./path-steps.ts";
import { whereTold } from "./told-when.ts";
import type { Db, Person, Team } from "./tables.ts";

type Of<Row> = Row & { person_id: number };

export function listPlaces(db: Db, personIds: readonly number[]): Promise<Pick<Person, "id" | "team_id" | "deactivated_at">[]> {
  return db("people").whereIn("id", [...personIds]).select("id", "team_id", "deactivated_at");
}

export function listParents(db: Db): Promise<Pick<Team, "id" | "parent_id">[]> {
  return db("teams").select("id", "parent_id");
}

/** What people are required to take, as figures have it. */
export async function listCountedDuties(db: Db, personIds: readonly number[]): Promise<Of<CountedDuty>[]> {
  const rows: Knex.QueryBuilder = countedDuties(db).whereIn("d.person_id", [...personIds])
    .select("d.person_id", "d.quiz_id", "d.due_on", "d.opens_on", "d.state", db.raw("d.position > 1 as follows"), db.raw("? as waits", [stepsBefore(db)]));
  return ((await rows) as { person_id: number; quiz_id: number; due_on: string | null; opens_on: string | null; state: string; follows: unknown; waits: unknown }[])
    .map(({ due_on, opens_on, state, follows, waits, ...row }) => ({ ...row, due: due_on ?? "", opens: opens_on ?? "", done: state === "done", follows: Boolean(follows), waits: state === "open" && Boolean(waits) }));
}

/** In whose audiences people are. */
export function listMemberships(db: Db, personIds: readonly number[]): Promise<{ person_id: number; assignment_id: number }[]> {
  return db("assignment_members").whereIn("person_id", [...personIds]).whereNull("left_on").select("person_id", "assignment_id");
}

/** Everything that was asked, of assignments that ended as well. */
export async function listCountedTasks(db: Db, personIds: readonly number[]): Promise<Of<CountedTask>[]> {
  const rows = await db("duties").whereIn("person_id", [...personIds]).select("person_id", "assignment_id", "due_on", "counts_until", "state");
  return rows.map(({ due_on, counts_until, ...row }) => ({ ...row, due: due_on ?? "", until: counts_until ?? "" }));
}

/** Attempts that count: no practice, and none in which everything was withdrawn. */
export async function listCountedAttempts(db: Db, personIds: readonly number[]): Promise<Of<CountedAttempt>[]> {
  const rows: Knex.QueryBuilder = db("attempts").join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id").whereIn("attempts.person_id", [...personIds])
    .where("attempts.of", ">", 0).whereNull("attempts.practice_of")
    .select("attempts.person_id", "attempts.quiz_id", "attempts.number", "attempts.score", "attempts.of", "attempts.finished_at", "quiz_versions.pass_percent");
  return ((await rows) as (Of<CountedAttempt> & { finished_at: string | null })[]).map(({ finished_at, ...row }) => ({ ...row, finished: finished_at !== null }));
}

/** Answers as they are kept, in the order of `CountedAnswers`. */
export type KeptAnswers = [month: string, topic: string, level: string, answers: number, points: number, said: number, sureWrong: number];

/** By person: answers that may be told, to questions that nobody withdrew, without practice; points in thousandths, so that sums are exact. A row for each person, since a row for each answer takes longer to hand over than to count. */
export async function listAnswersByMonth(db: Db, personIds: readonly number[], withdrawn: ReadonlySet<number>): Promise<Map<number, KeptAnswers[]>> {
  const rows: Knex.QueryBuilder = whereTold((db("attempts") as Knex.QueryBuilder).join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id").join("responses", "responses.attempt_id", "attempts.id")
    .join("paper_items", "paper_items.id", "responses.paper_item_id").join("question_versions", "question_versions.id", "paper_items.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .whereIn("attempts.person_id", [...personIds]).whereNull("attempts.practice_of")).whereNotIn("question_versions.id", [...withdrawn])
    .groupByRaw("attempts.person_id, substr(responses.answered_at, 1, 7), questions.topic, questions.level")
    .select("attempts.person_id", "questions.topic", "questions.level", db.raw("substr(responses.answered_at, 1, 7) as month"), db.raw("count(*) as answers"),
      db.raw("sum(cast(round(responses.score * 1000) as integer)) as points"), db.raw("count(responses.confidence) as said"),
      db.raw("sum(case when responses.confidence = 'sure' and responses.score < 0.999999 then 1 else 0 end) as sure_wrong"));
  return togetherByPerson<KeptAnswers>(db, rows, ["month", "topic", "level", "answers", "points", "said", "sure_wrong"]);
}

/** The lists of each person's rows, with these columns in this order. */
async function togetherByPerson<Row extends unknown[]>(db: Db, rows: Knex.QueryBuilder, columns: readonly string[]): Promise<Map<number, Row[]>> {
  const [list, row] = isPostgresDb(db) ? ["json_agg", "json_build_array"] : ["json_group_array", "json_array"];
  const text = isPostgresDb(db) ? "::text" : "";
  const found: Knex.QueryBuilder = (db as Knex).from(rows.as("some")).groupBy("person_id").select("person_id", db.raw(`${list}(${row}(${columns.join(", ")}))${text} as kept`));
  return new Map(((await found) as { person_id: number; kept: string }[]).map(({ person_id, kept }) => [person_id, JSON.parse(kept) as Row[]]));
}

/** The ids of what is withdrawn now. */
export async function listWithdrawnVersionIds(db: Db): Promise<Set<number>> {
  return new Set(((await versionsInDoubt(db)) as { question_version_id: number }[]).map(({ question_version_id }) => question_version_id));
}

/** By person: what they remember of facts that stand, with the topic of the question that asked last. */
export async function listFadings(db: Db, personIds: readonly number[]): Promise<Map<number, (Fading & { topic: string })[]>> {
  const rows = (db("memories") as Knex.QueryBuilder).join("facts", "facts.id", "memories.fact_id").join("questions", "questions.id", "memories.last_question_id")
    .whereIn("memories.person_id", [...personIds]).where("facts.standing", "current")
    .select("memories.person_id", "questions.topic", "memories.stability", "memories.decay", "memories.last_at");
  const found = await togetherByPerson<[topic: string, stability: number, decay: number, lastAt: string]>(db, rows, ["topic", "stability", "decay", "last_at"]);
  return new Map([...found].map(([id, its]) => [id, its.map(([topic, stability, decay, lastAt]) => ({ topic, stability, decay, lastAt }))]));
}
