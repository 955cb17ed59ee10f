import { isBlocking, type LintContext } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import { LIMIT_NAMES } from "../engine/questions/limits.ts";
import type { Question } from "../engine/questions/question.ts";
import { say } from "../lib/messages.ts";
import { MOST_QUESTIONS } from "../storage/pool-filters.ts";
import type { Held } from "../storage/publications.ts";
import type { DraftQuestion } from "../storage/quiz-drafts.ts";
import type { Quiz, QuizVersion } from "../storage/tables.ts";
import { findRuleFindings, rulesOf } from "./draw-rules.ts";
import { ruleConflicts } from "./paper-checks.ts";
import { atQuestion, blocking, capped, type PaperFinding } from "./paper-findings.ts";

/** What a version repeats of its quiz. */
const TRAITS = [
  "title", "summary", "draw_count", "pass_percent", "feedback", "asks_confidence", ...LIMIT_NAMES, "certificate_months", "closed_book", "adaptive", "adaptive_most", "pool_filter", "draw_rules", "unseen_first", "question_order", "shuffles_options",
] as const;

/** A draft as it would be asked: with the keys that regrades corrected. */
export function asCounted(questions: readonly DraftQuestion[]): DraftQuestion[] {
  return questions.map((question) => ({ ...question, body: question.body_now }));
}

/** Why a quiz cannot be published as it is, nothing when it can. `context` is what the linter may know of its questions. */
export function blockersOf(quiz: Pick<Quiz, "draw_count" | "adaptive" | "adaptive_most" | "draw_rules">, questions: readonly DraftQuestion[], context: LintContext): PaperFinding[] {
  if (questions.length === 0) return [blocking(say("publication.empty"), "add")];
  const rules = rulesOf(quiz);
  const conflicts = rules.length > 0 ? ruleConflicts(rules, findRuleFindings(quiz, questions)) : [];
  return [...wrongCounts(quiz, questions.length), ...unfit(questions), ...conflicts.map((words) => blocking(words, "rules")), ...flaws(questions, context)];
}

function wrongCounts({ draw_count, adaptive, adaptive_most }: Pick<Quiz, "draw_count" | "adaptive" | "adaptive_most">, count: number): PaperFinding[] {
  return [
    ...(count > MOST_QUESTIONS ? [blocking(say("quiz-pools.too-many", { most: MOST_QUESTIONS }), "questions")] : []),
    ...(adaptive === 1 && count < adaptive_most ? [blocking(say("adaptive.checks.few", { least: adaptive_most, count }), "add")] : []),
    ...(draw_count !== null && draw_count > count ? [blocking(say("publication.short-pool", { draws: draw_count, count }), "add")] : []),
  ];
}

/** Questions that may not be asked. */
function unfit(questions: readonly DraftQuestion[]): PaperFinding[] {
  const all = (key: string, isSo: (question: DraftQuestion) => boolean) => capped(questions.filter(isSo).map((question) => blocking(say(key, { count: 1, stem: question.stem }), atQuestion(question))));
  return [...all("publication.retired", ({ state }) => state === "retired"), ...all("publication.withdrawn", ({ withdrawn }) => withdrawn !== null), ...all("review.publication", ({ awaits_review }) => awaits_review === 1)];
}

/** What the linter blocks, the first finding of each question. */
function flaws(questions: readonly DraftQuestion[], context: LintContext): PaperFinding[] {
  return capped(questions.flatMap((question) => {
    const flaw = lint(JSON.parse(question.body) as Question, context).find(isBlocking);
    return flaw ? [blocking(say("publication.flawed", { stem: question.stem, why: flaw.why, mend: flaw.mend }), atQuestion(question))] : [];
  }));
}

/** A quiz that asks only what happened, and never how or what to do, is trivia: publishing it needs a reason. */
export function isTrivia(questions: readonly DraftQuestion[]): boolean {
  return questions.length > 0 && questions.every((question) => question.level === "recall");
}

/** Whether learners already take exactly this. Tags only matter to rules that ask for them. */
export function isAsPublished(draft: Pick<Quiz, (typeof TRAITS)[number]>, questions: readonly DraftQuestion[], newest: QuizVersion, held: readonly Held[]): boolean {
  const wanted = rulesOf(draft).flatMap(({ tag }) => tag || []);
  const has = (tags: readonly string[] = []) => wanted.map((tag) => tags.includes(tag)).join();
  const isSame = TRAITS.every((trait) => draft[trait] === newest[trait]) && held.length === questions.length;
  return isSame && questions.every(({ version_id, tags }, place) => version_id === held[place]!.question_version_id && has(tags) === has(held[place]!.tags));
}
