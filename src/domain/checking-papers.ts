import { asMinutes } from "../engine/questions/expected-seconds.ts";
import type { Question } from "../engine/questions/question.ts";
import { say } from "../lib/messages.ts";
import type { DraftQuestion } from "../storage/quiz-drafts.ts";
import type { Db, Quiz } from "../storage/tables.ts";
import { findExpectedSeconds } from "./expected-times.ts";
import { findLintContext } from "./lint-context.ts";
import { paperWarnings } from "./paper-checks.ts";
import { blocking, type PaperFinding } from "./paper-findings.ts";
import { warningsAbout } from "./paper-warnings.ts";
import { asCounted, blockersOf, isTrivia } from "./publication-checks.ts";

/** Everything that is found in a draft, what blocks first, and the minutes that an attempt at it takes, both as it is now. */
export async function checkPaper(db: Db, quiz: Quiz, draft: readonly DraftQuestion[]): Promise<{ findings: PaperFinding[]; minutes: number }> {
  const questions = asCounted(draft);
  const minutes = asMinutes(await findExpectedSeconds(db, quiz, questions));
  const context = await findLintContext(db, questions.map(({ body }) => JSON.parse(body) as Question));
  const blockers = blockersOf(quiz, questions, context);
  if (questions.length === 0) return { findings: blockers, minutes };
  const trivia = isTrivia(questions) ? [blocking(say("publication.trivia"), "publication")] : [];
  return { findings: [...blockers, ...trivia, ...paperWarnings(quiz, questions, minutes), ...warningsAbout(quiz, questions, context)], minutes };
}
