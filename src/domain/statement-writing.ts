import type { Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import { plainTextOf } from "../engine/questions/rich-text.ts";
import { isPassed } from "../engine/questions/score.ts";
import { statedAnswer } from "../engine/questions/stated-answer.ts";
import { toldIn } from "../engine/questions/told.ts";
import { isoDuration } from "../lib/durations.ts";
import { findPaperQuestion, type PaperQuestion } from "../storage/paper-items.ts";
import type { StatementRow } from "../storage/hook-tables.ts";
import { findStatedAttempt, type StatedAttempt } from "../storage/learning-statements.ts";
import type { Db } from "../storage/tables.ts";
import { actorOf, contextOf, quizActivity, statementId, taggedAs, verbOf, type Json, type StatementRules, type Verb } from "./statement-parts.ts";

/**
 * The statement of xAPI 1.0.3 that a row stands for; it is one of 2.0 as well. Undefined where there is nothing to state: the question was not answered, nothing counts, or the attempt is nobody's by now.
 * Answers and keys are only told of finished attempts.
 */
export async function writeStatement(db: Db, { attempt_id, person_id, verb, position }: StatementRow, rules: StatementRules): Promise<Json | undefined> {
  const attempt = await findStatedAttempt(db, attempt_id);
  if (!attempt || attempt.person_id !== person_id) return undefined;
  if (verb === "initialized") return stated(attempt, verb, position, attempt.started_at, { object: quizActivity(attempt, rules), context: contextOf(attempt, {}, rules) }, rules);
  if (attempt.finished_at === null) return undefined;
  if (verb !== "answered") return attemptStatement(attempt, verb, rules);
  const asked = await findPaperQuestion(db, attempt_id, position);
  return asked?.answered_at ? answerStatement(attempt, asked, asked.answered_at, rules) : undefined;
}

function attemptStatement(attempt: StatedAttempt, kind: "completed" | "outcome", rules: StatementRules): Json | undefined {
  const { score, of, pass_percent, started_at, finished_at } = attempt;
  const success = isPassed(score ?? 0, of, pass_percent);
  const verb: Verb = kind === "completed" ? "completed" : success ? "passed" : "failed";
  if (kind === "outcome" && of === 0) return undefined;
  const raw = Math.min(of, Math.max(0, score ?? 0));
  const counted = of > 0 && { score: { scaled: raw / of, raw, min: 0, max: of }, success };
  const result = { completion: true, ...counted, duration: isoDuration(Date.parse(finished_at!) - Date.parse(started_at)) };
  return stated(attempt, verb, 0, finished_at!, { object: quizActivity(attempt, rules), result, context: contextOf(attempt, {}, rules) }, rules);
}

/** What a withdrawn question calls right is in doubt, so nothing is said of that. */
function answerStatement(attempt: StatedAttempt, asked: PaperQuestion, answeredAt: string, rules: StatementRules): Json {
  const { language, question, chosen } = toldIn(attempt.language, JSON.parse(asked.body) as Question, JSON.parse(asked.layout) as string[], JSON.parse(asked.chosen!) as Chosen);
  const tag = taggedAs(language);
  const { interactionType, components, response, patterns } = statedAnswer(question, chosen, tag);
  const stem = plainTextOf(question.stem, question.format);
  const definition = {
    name: { [tag]: stem.slice(0, LONGEST_NAME) }, description: { [tag]: stem }, type: "http://adlnet.gov/expapi/activities/cmi.interaction", interactionType, ...components,
    ...(!asked.isWithdrawn && patterns.length > 0 && { correctResponsesPattern: patterns }),
  };
  const score = asked.score ?? 0;
  const result = {
    ...(response !== undefined && { response }), ...(!asked.isWithdrawn && { success: score === 1, score: { scaled: score, raw: score, min: 0, max: 1 } }),
    ...(asked.shown_at && { duration: isoDuration(Date.parse(answeredAt) - Date.parse(asked.shown_at)) }),
  };
  const object = { objectType: "Activity", id: `${rules.site}/questions/${asked.question_public_id}?version=${asked.question_version_id}`, definition };
  return stated(attempt, "answered", asked.position, answeredAt, { object, result, context: contextOf(attempt, { parent: [quizActivity(attempt, rules)] }, rules) }, rules);
}

const LONGEST_NAME = 250;

function stated(attempt: StatedAttempt, verb: Verb, position: number, timestamp: string, rest: Json, rules: StatementRules): Json {
  return { id: statementId(attempt, verb, position, rules), actor: actorOf(attempt, rules), verb: verbOf(verb), ...rest, timestamp };
}
