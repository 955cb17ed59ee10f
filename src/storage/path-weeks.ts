import type { Knex } from "knex";
import type { Question } from "../engine/questions/question.ts";
import type { Db, Incident, New, QuizState } from "./tables.ts";

/** The quiz that was made for a week of a ready-made path. */
export interface PathWeekRow { id: number; path: string; week: number; quiz_id: number }

declare module "knex/types/tables.js" {
  interface Tables { path_weeks: PathWeekRow }
}

export interface PathWeek { week: number; quiz_id: number; slug: string; title: string; state: QuizState }

export async function listPathWeeks(db: Db, path: string): Promise<PathWeek[]> {
  const rows: Knex.QueryBuilder = db("path_weeks").join("quizzes", "quizzes.id", "path_weeks.quiz_id").where("path_weeks.path", path).orderBy("path_weeks.week")
    .select("path_weeks.week", "path_weeks.quiz_id", "quizzes.slug", "quizzes.title", "quizzes.state");
  return (await rows) as PathWeek[];
}

export async function insertPathWeek(db: Db, week: New<PathWeekRow>): Promise<void> {
  await db("path_weeks").insert(week);
}

/** The questions that these quizzes have, with the incident of each. */
export async function listAskedIn(db: Db, quizIds: readonly number[]): Promise<{ quiz_id: number; question_id: number; slug: string | null }[]> {
  const rows: Knex.QueryBuilder = db("quiz_questions").join("questions", "questions.id", "quiz_questions.question_id").leftJoin("incidents", "incidents.id", "questions.incident_id").whereIn("quiz_questions.quiz_id", [...quizIds])
    .select("quiz_questions.quiz_id", "quiz_questions.question_id", "incidents.slug");
  return (await rows) as { quiz_id: number; question_id: number; slug: string | null }[];
}

/** Incidents that learners may read about: none that is hidden. */
export function listOpenIncidents(db: Db): Promise<Incident[]> {
  return db("incidents").where({ kind: "incident" }).whereNull("hidden_at").orderBy("happened").orderBy("id");
}

export interface AskableRow { id: number; incident_id: number; question: Question }

const KINDS = ["single", "multiple", "true_false"];

/** The newest wording of questions about these incidents that are quick to answer, were not retired and were approved where that is asked for. */
export async function listAskable(db: Db, incidentIds: readonly number[]): Promise<AskableRow[]> {
  const newest = db("question_versions as newer").max("newer.number").where("newer.question_id", db.ref("questions.id"));
  const rows: Knex.QueryBuilder = db("questions").join("question_versions", "question_versions.question_id", "questions.id").whereIn("questions.incident_id", [...incidentIds]).whereIn("questions.kind", KINDS)
    .whereNot("questions.state", "retired").where("question_versions.number", newest).orderBy("questions.id").select("questions.id", "questions.incident_id", "question_versions.body");
  return ((await rows) as { id: number; incident_id: number; body: string }[]).map(({ body, ...row }) => ({ ...row, question: JSON.parse(body) as Question }));
}
