import { withEnemies } from "../engine/generation/enemies.ts";
import { areEnemies, assemblePaper, forPool } from "../engine/generation/papers.ts";
import { isBlocking, type LintContext } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import { LIMIT_NAMES, type Limits } from "../engine/questions/limits.ts";
import type { Told } from "../engine/questions/linting/paper-enemies.ts";
import { lintPaper } from "../engine/questions/linting/paper.ts";
import type { Question } from "../engine/questions/question.ts";
import { givesAway, secretsOf } from "../engine/questions/secrets.ts";
import { counted } from "../lib/text.ts";
import type { DraftQuestion } from "../storage/quiz-drafts.ts";
import type { Quiz, QuizVersion } from "../storage/tables.ts";

type Draft = Pick<Quiz, "title" | "summary" | "draw_count" | "pass_percent" | "feedback" | keyof Limits>;
/** What a version repeats of its quiz. */
const TRAITS = ["title", "summary", "draw_count", "pass_percent", "feedback", "asks_confidence", ...LIMIT_NAMES, "certificate_months", "closed_book"] as const;

/** Why a quiz cannot be published as it is, in words; undefined when it can. `context` is what the linter may know of its questions. */
export function obstacleTo({ draw_count }: Pick<Draft, "draw_count">, questions: readonly DraftQuestion[], context: LintContext): string | undefined {
  const retired = questions.filter((question) => question.state === "retired");
  const withdrawn = questions.filter((question) => question.withdrawn !== null);
  if (questions.length === 0) return "A quiz needs at least one question. Add some first.";
  if (draw_count !== null && draw_count > questions.length) return `It draws ${draw_count} questions, but its pool has ${counted(questions.length, "question")}. Add questions or draw fewer.`;
  if (retired.length > 0) return `${retired.length === 1 ? "A question is" : `${retired.length} questions are`} retired: “${retired[0]!.stem}”. Remove it from the quiz or reinstate it.`;
  if (withdrawn.length > 0) return `${withdrawn.length === 1 ? "A question rests" : `${withdrawn.length} questions rest`} on a fact that is disputed or retracted: “${withdrawn[0]!.stem}”. Remove it from the quiz or restore the fact.`;
  return flawIn(questions, context);
}

/** The first question that the linter blocks. */
function flawIn(questions: readonly DraftQuestion[], context: LintContext): string | undefined {
  const flawed = questions.flatMap(({ stem, body }) => lint(JSON.parse(body) as Question, context).filter(isBlocking).slice(0, 1).map((finding) => ({ stem, finding })));
  const [first] = flawed;
  if (!first) return undefined;
  const others = flawed.length > 1 ? ` ${counted(flawed.length - 1, "other question")} cannot be published either.` : "";
  return `“${first.stem}” cannot be published as it is. ${first.finding.why} ${first.finding.mend}${others}`;
}

/** A quiz that asks only what happened, and never how or what to do, is trivia: publishing it needs a reason. */
export function isTrivia(questions: readonly DraftQuestion[]): boolean {
  return questions.length > 0 && questions.every((question) => question.level === "recall");
}

/** What a trainer should know before publishing; none of it stops them. */
export function warningsAbout({ draw_count, feedback }: Pick<Draft, "draw_count"> & Partial<Draft>, questions: readonly DraftQuestion[]): string[] {
  const asked = questions.map((question) => JSON.parse(question.body) as Question);
  const { paper, told } = lintPaper(asked, { shuffled: true });
  const ofPaper = paper.map(({ why, mend }) => `${why} ${mend}`);
  if (draw_count === null) return [...enemyPairs(asked).map(([one, other]) => `Questions ${one} and ${other} give each other away. Remove one of them.`), ...otherTellers(asked, told), ...(feedback === "deferred" ? [] : earlyTellers(asked)), ...ofPaper];
  const most = assemblePaper(asked.map(forPool), { count: draw_count, seen: new Set(), seed: "warning" }).length;
  const shortage = `Some questions of the pool give each other away, so that an attempt may get only ${most} of ${draw_count}. Add other questions or draw fewer.`;
  return [...(most < draw_count ? [shortage] : []), ...otherTellers(asked, told), ...ofPaper];
}

const MOST_TOLD = 5;

/** Stems that hold the answer of another question although nothing else counts the two as enemies. */
function otherTellers(questions: readonly Question[], told: readonly Told[]): string[] {
  const isNew = ({ asker, teller }: Told) => !canTell(questions[asker]!, questions[teller]!);
  return told.filter(isNew).slice(0, MOST_TOLD).map(({ asker, teller, key }) => `Question ${teller + 1} names “${key}”, the answer of question ${asker + 1}. Reword it, or remove one of the two.`);
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
function earlyTellers(questions: readonly Question[]): string[] {
  const secrets = questions.map(secretsOf);
  const paired = new Set(enemyPairs(questions).map(String));
  return secrets.flatMap((later, other) => secrets.slice(0, other).flatMap((early, one) =>
    givesAway(early, later) && !paired.has(String([one + 1, other + 1])) ? [`The feedback of question ${one + 1} tells the answer of question ${other + 1}. Put question ${other + 1} before it.`] : []));
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
