import { withEnemies } from "../engine/generation/enemies.ts";
import { areEnemies, assemblePaper, forPool } from "../engine/generation/papers.ts";
import { isBlocking, type LintContext } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import { LIMIT_NAMES, type Limits } from "../engine/questions/limits.ts";
import type { Told } from "../engine/questions/linting/paper-enemies.ts";
import { lintPaper } from "../engine/questions/linting/paper.ts";
import type { Question } from "../engine/questions/question.ts";
import { givesAway, secretsOf } from "../engine/questions/secrets.ts";
import { MOST_ASKED } from "../engine/statistics/adaptive.ts";
import { say, type Message } from "../lib/messages.ts";
import type { DraftQuestion } from "../storage/quiz-drafts.ts";
import type { Quiz, QuizVersion } from "../storage/tables.ts";
import { findRuleFindings, rulesOf } from "./draw-rules.ts";
import { ruleConflicts } from "./paper-checks.ts";

type Draft = Pick<Quiz, "title" | "summary" | "draw_count" | "pass_percent" | "feedback" | keyof Limits>;
/** What a version repeats of its quiz. */
const TRAITS = ["title", "summary", "draw_count", "pass_percent", "feedback", "asks_confidence", ...LIMIT_NAMES, "certificate_months", "closed_book", "adaptive", "draw_rules", "unseen_first", "question_order", "shuffles_options"] as const;

/** Why a quiz cannot be published as it is, undefined when it can. `context` is what the linter may know of its questions. */
export function obstacleTo({ draw_count, adaptive, draw_rules = "[]" }: Pick<Draft, "draw_count"> & Partial<Pick<Quiz, "adaptive" | "draw_rules">>, questions: readonly DraftQuestion[], context: LintContext): Message | undefined {
  const retired = questions.filter((question) => question.state === "retired");
  const withdrawn = questions.filter((question) => question.withdrawn !== null);
  if (questions.length === 0) return say("publication.empty");
  if (adaptive === 1 && questions.length < MOST_ASKED) return say("adaptive.checks.few", { least: MOST_ASKED, count: questions.length });
  if (draw_count !== null && draw_count > questions.length) return say("publication.short-pool", { draws: draw_count, count: questions.length });
  if (retired.length > 0) return say("publication.retired", { count: retired.length, stem: retired[0]!.stem });
  if (withdrawn.length > 0) return say("publication.withdrawn", { count: withdrawn.length, stem: withdrawn[0]!.stem });
  const unread = questions.filter(({ awaits_review }) => awaits_review === 1);
  if (unread.length > 0) return say("review.publication", { count: unread.length, stem: unread[0]!.stem });
  const rules = rulesOf({ draw_rules });
  return (rules.length > 0 ? ruleConflicts(rules, findRuleFindings({ draw_rules }, questions))[0] : undefined) ?? flawIn(questions, context);
}

/** The first question that the linter blocks. */
function flawIn(questions: readonly DraftQuestion[], context: LintContext): Message | undefined {
  const flawed = questions.flatMap(({ stem, body }) => lint(JSON.parse(body) as Question, context).filter(isBlocking).slice(0, 1).map((finding) => ({ stem, finding })));
  const [first] = flawed;
  if (!first) return undefined;
  const values = { stem: first.stem, why: first.finding.why, mend: first.finding.mend };
  return flawed.length > 1 ? say("publication.flawed-more", { ...values, count: flawed.length - 1 }) : say("publication.flawed", values);
}

/** A quiz that asks only what happened, and never how or what to do, is trivia: publishing it needs a reason. */
export function isTrivia(questions: readonly DraftQuestion[]): boolean {
  return questions.length > 0 && questions.every((question) => question.level === "recall");
}

/** What a trainer should know before publishing; none of it stops them. */
export function warningsAbout({ draw_count, feedback, adaptive = 0, shuffles_options = 1, draw_rules = "[]" }: Pick<Draft, "draw_count"> & Partial<Draft & Pick<Quiz, "adaptive" | "shuffles_options" | "draw_rules">>, questions: readonly DraftQuestion[]): Message[] {
  const asked = questions.map((question) => JSON.parse(question.body) as Question);
  const { paper, told } = lintPaper(asked, { shuffled: shuffles_options === 1 });
  const ofPaper = paper.map(({ why, mend }) => say("linting.both", { why, mend }));
  if (adaptive === 1 || draw_rules !== "[]") return [...otherTellers(asked, told), ...ofPaper];
  if (draw_count === null) return [...enemyPairs(asked).map(([one, other]) => say("publication.enemies", { one, other })), ...otherTellers(asked, told), ...(feedback === "deferred" ? [] : earlyTellers(asked)), ...ofPaper];
  const most = assemblePaper(asked.map(forPool), { count: draw_count, seen: new Set(), seed: "warning" }).length;
  const shortage = say("publication.shortage", { most, draws: draw_count });
  return [...(most < draw_count ? [shortage] : []), ...otherTellers(asked, told), ...ofPaper];
}

const MOST_TOLD = 5;

/** Stems that hold the answer of another question although nothing else counts the two as enemies. */
function otherTellers(questions: readonly Question[], told: readonly Told[]): Message[] {
  const isNew = ({ asker, teller }: Told) => !canTell(questions[asker]!, questions[teller]!);
  return told.filter(isNew).slice(0, MOST_TOLD).map(({ asker, teller, key }) => say("publication.tells", { teller: teller + 1, key, asker: asker + 1 }));
}

/** Whether they are counted as enemies already, as they were made or as their words are now. */
function canTell(one: Question, other: Question): boolean {
  return areEnemies(one, other) || withEnemies([one, other]).some(({ enemies }) => enemies.length > 0);
}

/** Places, from 1, of questions that must not stand on one paper: as they were made, or as their words are now. */
function enemyPairs(questions: readonly Question[]): [number, number][] {
  const now = withEnemies(questions);
  const isPair = (one: number, other: number) => areEnemies(questions[one]!, questions[other]!) || (!isDecision(questions[one]!) && !isDecision(questions[other]!) && areEnemies(now[one]!, now[other]!));
  return questions.flatMap((_, other) => questions.slice(0, other).flatMap((__, one): [number, number][] => (isPair(one, other) ? [[one + 1, other + 1]] : [])));
}

/** Questions whose feedback tells the answer of one that comes later. */
function earlyTellers(questions: readonly Question[]): Message[] {
  const secrets = questions.map(secretsOf);
  const paired = new Set(enemyPairs(questions).map(String));
  return secrets.flatMap((later, other) => secrets.slice(0, other).flatMap((early, one) =>
    givesAway(early, later) && !paired.has(String([one + 1, other + 1])) ? [say("publication.tells-early", { one: one + 1, other: other + 1 })] : []));
}

/** A decision may stand beside the fact that it rests on. */
function isDecision(question: Question): boolean {
  return question.level === "decide";
}

/** Whether learners already take exactly this. */
export function isAsPublished(draft: Pick<Quiz, (typeof TRAITS)[number]>, questions: readonly DraftQuestion[], newest: QuizVersion, versionIds: readonly number[]): boolean {
  const isSame = TRAITS.every((trait) => draft[trait] === newest[trait]);
  return isSame && versionIds.length === questions.length && questions.every((question, place) => question.version_id === versionIds[place]);
}
