import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import { versionsInDoubt } from "./doubts.ts";
import { feedbackIn } from "./told-when.ts";
import type { Attempt, AuditEvent, Db, PaperItem, Person, QuestionRow, QuestionVersion, Quiz, QuizVersion, ResponseRow, SignInTries } from "./tables.ts";

type Owner = Pick<Person, "id" | "public_id">;

/** Everything of an attempt that its owner may have. */
export type OwnAttempt = Attempt & Pick<Quiz, "slug"> & Pick<QuizVersion, "title" | "feedback">;
/** An answer with its question. The body holds the key: nothing but what was answered may be taken out of it. */
export type OwnAnswer = ResponseRow & Pick<PaperItem, "position" | "shown_at"> & Pick<QuestionVersion, "body" | "stem"> & { question: QuestionRow["public_id"]; doubted: number | null };

/** In the order in which they were started. */
export async function listOwnAttempts(db: Db, { id }: Owner, limit: number, offset: number): Promise<OwnAttempt[]> {
  const query: Knex.QueryBuilder = db("attempts").join("quizzes", "quizzes.id", "attempts.quiz_id").join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id")
    .where("attempts.person_id", id).orderBy("attempts.id").limit(limit).offset(offset).select("attempts.*", "quizzes.slug", "quiz_versions.title", feedbackIn(db));
  return (await query) as OwnAttempt[];
}

export async function listOwnAnswers(db: Db, { id }: Owner, attemptIds: readonly number[]): Promise<OwnAnswer[]> {
  const query: Knex.QueryBuilder = db("responses").join("attempts", "attempts.id", "responses.attempt_id").join("paper_items", "paper_items.id", "responses.paper_item_id")
    .join("question_versions", "question_versions.id", "paper_items.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .leftJoin(versionsInDoubt(db).as("doubts"), "doubts.question_version_id", "question_versions.id")
    .where("attempts.person_id", id).whereIn("responses.attempt_id", [...attemptIds]).orderBy(["responses.attempt_id", "paper_items.position"])
    .select("responses.*", "paper_items.position", "paper_items.shown_at", "question_versions.body", "question_versions.stem", "questions.public_id as question", "doubts.question_version_id as doubted");
  return (await query) as OwnAnswer[];
}

/** What was noted about somebody, and what they did themselves; the oldest first. */
export function listOwnEvents(db: Db, { id, public_id }: Owner, limit: number, offset: number): Promise<AuditEvent[]> {
  return db("audit_events").where({ actor_id: id }).orWhere({ subject: public_id }).orderBy("id").limit(limit).offset(offset);
}

/** `account` is the digest of their email. */
export function listOwnTries(db: Db, account: string): Promise<SignInTries[]> {
  return db("sign_in_tries").where({ account }).orderBy("address");
}

/** How often somebody did something since then. */
export async function countOwnDeeds(db: Db, { id }: Owner, deed: string, since: string): Promise<number> {
  return countRows(db("audit_events").where({ actor_id: id, deed }).where("at", ">", since));
}

/** When the oldest of those was. */
export async function findFirstDeed(db: Db, { id }: Owner, deed: string, since: string): Promise<AuditEvent | undefined> {
  return db("audit_events").where({ actor_id: id, deed }).where("at", ">", since).orderBy("at").first();
}
