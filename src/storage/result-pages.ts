import { NAMED } from "./attempt-pages.ts";
import { answeredIn, takenAt, type NamedAttempt } from "./attempts.ts";
import { inTurn, openLinesPart, type OwnDuty } from "./duties.ts";
import { linesAndBodies, withMark, type PaperLine } from "./paper-items.ts";
import { publishedQuiz, withNumbers, type OpenQuiz } from "./quizzes.ts";
import { recountsOf, type ExplainedRecount } from "./recounts.ts";
import type { Db, Person } from "./tables.ts";
import { part, together } from "./together.ts";

const linesPart = part(linesAndBodies, ["position", "question_version_id", "stem", "score", "missed", "doubted", "suspended", "ruling", "body"]);
const recountsPart = part(recountsOf, ["id", "attempt_id", "fact_standing_id", "regrade_id", "is_reversal", "score_before", "of_before", "score_after", "of_after", "at", "seen_at", "adaptive", "standing", "kind", "reason"]);
const minePart = part(takenAt, NAMED);
const quizPart = part(publishedQuiz, [
  "id", "slug", "topic", "state", "version_id", "title", "summary", "draw_count", "pass_percent", "feedback", "asks_confidence", "most_attempts", "limit_minutes", "wait_hours", "certificate_months", "closed_book", "adaptive", "adaptive_most", "expected_seconds", "pool", "withdrawn",
]);

/** What the page of a result is made of. `lines` hold the keys; `mine`: the attempts of this learner that count, the newest first; `duties`: all that this learner has open; no `quiz` where it is off the list. */
export interface ResultParts { lines: (PaperLine & { body: string })[]; recounts: ExplainedRecount[]; mine: NamedAttempt[]; duties: OwnDuty[]; quiz: OpenQuiz | undefined }

export async function findResultParts(db: Db, { id }: Pick<Person, "id">, attempt: Pick<NamedAttempt, "id" | "slug" | "quiz_id">): Promise<ResultParts> {
  const [lines, recounts, mine, duties, [quiz]] = await together(db, linesPart(attempt.id), recountsPart(attempt.id), minePart(id, attempt.quiz_id), openLinesPart(id), quizPart(attempt.slug));
  return {
    lines: lines.sort((one, other) => one.position - other.position).map(withMark), recounts: recounts.sort((one, other) => one.id - other.id),
    mine: mine.map(answeredIn).sort((one, other) => (one.started_at === other.started_at ? other.id - one.id : one.started_at < other.started_at ? 1 : -1)), duties: inTurn(duties), quiz: quiz && withNumbers(quiz),
  };
}
