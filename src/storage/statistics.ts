import type { Knex } from "knex";
import { versionsInDoubt } from "./doubts.ts";
import { bodyNow, withRulings, type Ruled } from "./rulings.ts";
import type { Db, QuestionRow, QuestionVersion, Quiz, QuizVersion } from "./tables.ts";

/** The newest first. */
export function listQuizVersions(db: Db, quizId: number): Promise<QuizVersion[]> {
  return db("quiz_versions").where({ quiz_id: quizId }).orderBy("number", "desc");
}

/** A version of a question that stands in versions of a quiz, by the key that counts now; `body_then` has the one that it was published with. `position` is its first place there; `withdrawn` is there where it rests on a fact in doubt. */
export interface StatisticsQuestion extends Ruled, Pick<QuestionRow, "public_id" | "topic" | "origin_key">, Pick<QuestionVersion, "id" | "number" | "stem" | "body"> { body_then: string; position: number; withdrawn: number | null }

/** In the order in which they stand there; `only` that version of a question. */
export async function listQuestionsIn(db: Db, quizVersionIds: readonly number[], only?: number): Promise<StatisticsQuestion[]> {
  const places = db("quiz_version_questions").whereIn("quiz_version_id", [...quizVersionIds]).groupBy("question_version_id").select("question_version_id", db.raw("MIN(position) AS position"));
  if (only !== undefined) places.where({ question_version_id: only });
  const rows: Knex.QueryBuilder = db.from(places.as("places")).join("question_versions as version", "version.id", "places.question_version_id").join("questions", "questions.id", "version.question_id")
    .leftJoin(versionsInDoubt(db).as("doubts"), "doubts.question_version_id", "version.id").orderBy(["places.position", "version.question_id", "version.number"])
    .select("version.id", "version.number", "version.stem", bodyNow(db, "version"), "version.body as body_then", "questions.public_id", "questions.topic", "questions.origin_key", "places.position", "doubts.question_version_id as withdrawn");
  return (await withRulings(rows, "version")) as StatisticsQuestion[];
}

/** Where versions of a question were published: the version of the quiz, and that of the question in it. */
export interface AskedPlace extends Pick<Quiz, "slug">, Pick<QuizVersion, "title" | "draw_count"> { quiz_version_id: number; quiz_number: number; question_version_id: number; question_number: number }

/** The newest publication first. */
export async function listAskedPlaces(db: Db, questionId: number): Promise<AskedPlace[]> {
  const rows: Knex.QueryBuilder = db("quiz_version_questions as place").join("question_versions as version", "version.id", "place.question_version_id").join("quiz_versions", "quiz_versions.id", "place.quiz_version_id")
    .join("quizzes", "quizzes.id", "quiz_versions.quiz_id").where("version.question_id", questionId).orderBy("quiz_versions.published_at", "desc").orderBy("quiz_versions.id", "desc")
    .select("quizzes.slug", "quiz_versions.title", "quiz_versions.draw_count", "quiz_versions.id as quiz_version_id", "quiz_versions.number as quiz_number", "version.id as question_version_id", "version.number as question_number");
  return (await rows) as AskedPlace[];
}
