import { insertInBatches } from "./batches.ts";
import type { Knex } from "knex";
import { paginate, type Page } from "./page.ts";
import { joining, poolFilterOf } from "./pool-filters.ts";
import { listTagsOf } from "./question-tags.ts";
import { questionLines, type FullQuestion } from "./questions.ts";
import { AWAITS_REVIEW, VERSION_TO_PUBLISH } from "./question-reviews.ts";
import { bodyNow, withRulings } from "./rulings.ts";
import { whereContains } from "./search.ts";
import type { Assignment, Db, New, Quiz, QuizState } from "./tables.ts";

/** A quiz with how many questions its draft has, those among them that join by its filter, and what was published last. */
export interface QuizLine extends Quiz { questions: number; version: number | null; published_at: string | null; assignments: number }

/** The newest first. */
export async function listQuizzes(db: Db, search: string, number: number): Promise<Page<QuizLine>> {
  const query = quizLines(db).orderBy("quizzes.id", "desc");
  if (search) whereContains(query, "quizzes.title", search);
  const page = await paginate<QuizLine>(query, number);
  return { ...page, rows: await withJoined(db, page.rows.map(withNumbers)) };
}

export async function listQuizzesInState(db: Db, state: QuizState, limit: number): Promise<QuizLine[]> {
  return withJoined(db, ((await quizLines(db).where("quizzes.state", state).orderBy("quizzes.id", "desc").limit(limit)) as QuizLine[]).map(withNumbers));
}

/** One question to the database for each quiz of a page that has a filter. */
async function withJoined(db: Db, quizzes: readonly QuizLine[]): Promise<QuizLine[]> {
  const counted: QuizLine[] = [];
  for (const quiz of quizzes) {
    const filter = poolFilterOf(quiz);
    const joined = filter ? Number(((await db.from(joining(db, quiz.id, filter).as("joining")).count({ total: "*" }).first()) as { total: unknown }).total) : 0;
    counted.push({ ...quiz, questions: quiz.questions + joined });
  }
  return counted;
}

/** Those that questions can be added to, by title. */
export function listQuizTitles(db: Db): Promise<Pick<Quiz, "slug" | "title">[]> {
  return db("quizzes").whereNot("state", "retired").select("slug", "title").orderBy([{ column: "title" }, { column: "id" }]);
}

export function findQuiz(db: Db, slug: string): Promise<Quiz | undefined> {
  return db("quizzes").where({ slug }).first();
}

export function findQuizById(db: Db, id: number): Promise<Quiz | undefined> {
  return db("quizzes").where({ id }).first();
}

/** Holds the row until the transaction ends, so that changes and publications come one after the other. */
export function lockQuiz(db: Db, id: number): Promise<Quiz | undefined> {
  return db("quizzes").where({ id }).forUpdate().first();
}

/**
 * A question of a draft in the version with which it would be published, with its tags. `body_now` has the key that counts now. `awaits_review` is 1 where nobody has approved any and somebody must;
 * `joined` is true where it was not picked, but matches the filter of the pool.
 */
export interface DraftQuestion extends FullQuestion { position: number; body_now: string; awaits_review?: 0 | 1; tags?: string[]; joined?: boolean }

/** What would be published now: what was picked, in its order, and then what the filter of the pool finds, the oldest first. */
export async function listDraftQuestions(db: Db, quizId: number): Promise<DraftQuestion[]> {
  const picked = await listPickedQuestions(db, quizId);
  const quiz = await db("quizzes").where({ id: quizId }).first("pool_filter");
  const filter = quiz && poolFilterOf(quiz);
  const joined = filter ? ((await draftLines(db).whereIn("questions.id", idsIn(db, joining(db, quizId, filter))).orderBy("questions.id")) as DraftQuestion[]) : [];
  const tags = await listTagsOf(db, [...picked, ...joined].map(({ id }) => id));
  return [...picked, ...joined.map((question, place) => ({ ...question, position: picked.length + place + 1, joined: true }))].map((question) => ({ ...question, tags: tags.get(question.id) ?? [] }));
}

/** Those that somebody put there. */
export async function listPickedQuestions(db: Db, quizId: number): Promise<DraftQuestion[]> {
  const lines: Knex.QueryBuilder = draftLines(db).join("quiz_questions", "quiz_questions.question_id", "questions.id").where("quiz_questions.quiz_id", quizId).orderBy("quiz_questions.position").select("quiz_questions.position");
  return (await lines) as DraftQuestion[];
}

function draftLines(db: Db): Knex.QueryBuilder {
  const lines: Knex.QueryBuilder = questionLines(db, VERSION_TO_PUBLISH).select("version.body", bodyNow(db, "version", "body_now"), db.raw(`${AWAITS_REVIEW} as awaits_review`));
  return withRulings(lines, "version");
}

/** A limit inside IN wants a table of its own on some databases. */
function idsIn(db: Db, query: Knex.QueryBuilder): Knex.QueryBuilder {
  return db.from(query.as("joining")).select("id");
}

/** A live assignment with the name of the first part of its audience, null for everybody; `parts` counts them all. */
export interface NamedAssignment extends Assignment { parts: number; steps: number; audience_name: string | null }

export async function listAssignmentsOf(db: Db, quizId: number): Promise<NamedAssignment[]> {
  const first = db.raw("(SELECT coalesce(t.name, g.name, p.name) FROM assignment_audiences a LEFT JOIN teams t ON t.id = a.team_id LEFT JOIN groups g ON g.id = a.group_id LEFT JOIN people p ON p.id = a.person_id WHERE a.assignment_id = assignments.id AND a.is_exclusion = 0 ORDER BY a.id LIMIT 1) as audience_name");
  const count = (table: "assignment_audiences" | "assignment_quizzes", name: string) => db(table).count("*").where(`${table}.assignment_id`, db.ref("assignments.id")).as(name);
  const rows: Knex.QueryBuilder = db("assignments").join("assignment_quizzes as step", "step.assignment_id", "assignments.id").where("step.quiz_id", quizId).whereNull("assignments.ended_at").orderBy("assignments.id", "desc")
    .select("assignments.*", first, count("assignment_audiences", "parts"), count("assignment_quizzes", "steps"));
  return ((await rows) as NamedAssignment[]).map((row) => ({ ...row, parts: Number(row.parts), steps: Number(row.steps) }));
}

export async function countQuizzesByState(db: Db): Promise<Record<QuizState, number>> {
  const rows = await db("quizzes").select("state").count({ total: "*" }).groupBy("state");
  return { draft: 0, published: 0, retired: 0, ...Object.fromEntries(rows.map((row) => [row.state, Number(row["total"])])) };
}

/** Nothing comes back where the slug is taken. */
export async function insertQuizOnce(db: Db, quiz: New<Quiz>): Promise<Quiz | undefined> {
  const [row] = await db("quizzes").insert(quiz).onConflict("slug").ignore().returning("*");
  return row;
}

export async function updateQuiz(db: Db, id: number, changes: Partial<New<Quiz>>): Promise<void> {
  await db("quizzes").where({ id }).update(changes);
}

/** The draft holds exactly these questions, in this order. */
export async function updateDraftQuestions(db: Db, quizId: number, questionIds: readonly number[]): Promise<void> {
  await db("quiz_questions").where({ quiz_id: quizId }).delete();
  const rows = questionIds.map((question_id, index) => ({ quiz_id: quizId, question_id, position: index + 1 }));
  await insertInBatches(db, "quiz_questions", rows);
}

function quizLines(db: Db): Knex.QueryBuilder {
  const isNewest = (versions: Knex.QueryBuilder): Knex.QueryBuilder => versions.where("quiz_id", db.ref("quizzes.id")).orderBy("number", "desc").limit(1);
  return (db("quizzes") as Knex.QueryBuilder).select(
    "quizzes.*",
    db("quiz_questions").count("*").where("quiz_id", db.ref("quizzes.id")).as("questions"),
    db("assignment_quizzes").join("assignments", "assignments.id", "assignment_quizzes.assignment_id").whereNull("assignments.ended_at").count("*").where("quiz_id", db.ref("quizzes.id")).as("assignments"),
    isNewest(db("quiz_versions").select("number")).as("version"),
    isNewest(db("quiz_versions").select("published_at")).as("published_at"),
  );
}

/** PostgreSQL counts in text. */
function withNumbers(quiz: QuizLine): QuizLine {
  return { ...quiz, questions: Number(quiz.questions), assignments: Number(quiz.assignments) };
}
