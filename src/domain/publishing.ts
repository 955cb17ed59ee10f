import type { Question } from "../engine/questions/question.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { insertQuizVersion, listHeld } from "../storage/publications.ts";
import { updateApproved } from "../storage/question-reviews.ts";
import { lockQuestions, updateDraftsToPublished } from "../storage/questions.ts";
import { listDraftQuestions, lockQuiz, updateQuiz, type DraftQuestion } from "../storage/quiz-drafts.ts";
import { findNewestQuizVersion } from "../storage/quizzes.ts";
import type { Db, Person, Quiz, QuizVersion } from "../storage/tables.ts";
import { limitsOf } from "./authoring.ts";
import { drawingOf } from "./draw-rules.ts";
import { NotFound, Refused } from "./errors.ts";
import { findExpectedSeconds } from "./expected-times.ts";
import { findLintContext } from "./lint-context.ts";
import { asCounted, blockersOf, isAsPublished, isTrivia } from "./publication-checks.ts";

type Publisher = Pick<Person, "id">;
/** `reason`: why a quiz of recall questions only is published all the same. */
export interface PublicationWish { reason?: string }

/** Makes an immutable version of the quiz with the newest versions of its questions. Where nothing has changed since the last one, that one stands. */
export async function publishQuiz(db: Db, publisher: Publisher, quiz: Pick<Quiz, "id">, { reason = "" }: PublicationWish, at: Date): Promise<QuizVersion> {
  return db.transaction(async (tx) => {
    const { held, questions } = await heldDraft(tx, quiz);
    const [obstacle] = blockersOf(held, questions, await findLintContext(tx, questions.map(({ body }) => JSON.parse(body) as Question)));
    if (obstacle) throw new Refused(obstacle.words.key, "publication", obstacle.words.values);
    const newest = await findNewestQuizVersion(tx, held.id);
    const standing = newest && isAsPublished(held, questions, newest, await listHeld(tx, newest.id)) ? newest : undefined;
    if (standing && held.state === "published") return standing;

    if (isTrivia(questions) && reason.trim() === "") throw new Refused("publication.trivia", "reason");
    const said = isTrivia(questions) ? reason.trim() : null;
    const version = standing ?? await insertVersion(tx, publisher, held, questions, { number: (newest?.number ?? 0) + 1, reason: said }, at);
    await updateQuiz(tx, held.id, { state: "published" });
    await updateDraftsToPublished(tx, questions.map((question) => question.id));
    await updateApproved(tx, questions.map((question) => question.version_id));
    await insertAuditEvent(tx, publisher.id, "quiz.published", held.slug, { version: version.number, questions: questions.length, ...(said === null ? {} : { reason: said }) }, at);
    return version;
  });
}

/** Questions are held too: one that is retired at this moment is retired before or after, not in between. One that begins to match the filter of the pool at this moment joins next time. */
async function heldDraft(tx: Db, quiz: Pick<Quiz, "id">): Promise<{ held: Quiz; questions: DraftQuestion[] }> {
  const held = await lockQuiz(tx, quiz.id);
  if (!held) throw new NotFound();
  const ids = new Set((await listDraftQuestions(tx, held.id)).map((question) => question.id));
  await lockQuestions(tx, [...ids]);
  return { held, questions: asCounted(await listDraftQuestions(tx, held.id)).filter(({ id }) => ids.has(id)) };
}

async function insertVersion(tx: Db, publisher: Publisher, quiz: Quiz, questions: readonly DraftQuestion[], given: Pick<QuizVersion, "number" | "reason">, at: Date): Promise<QuizVersion> {
  const { id: quiz_id, title, summary, draw_count, pass_percent, certificate_months, closed_book, adaptive, adaptive_most, feedback, asks_confidence } = quiz;
  const rules = { draw_count, pass_percent, certificate_months, closed_book, adaptive, adaptive_most, feedback, asks_confidence, ...drawingOf(quiz), ...limitsOf(quiz) };
  return insertQuizVersion(tx, { ...given, ...rules, quiz_id, title, summary, publisher_id: publisher.id, published_at: at.toISOString(), expected_seconds: await findExpectedSeconds(tx, quiz, questions) }, questions.map(({ version_id, tags = [] }) => ({ question_version_id: version_id, tags })));
}
