import { withEnemies } from "../engine/generation/enemies.ts";
import { areEnemies, assemblePaper, forPool } from "../engine/generation/papers.ts";
import { isBlocking, type LintContext } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import type { Told } from "../engine/questions/linting/paper-enemies.ts";
import { lintPaper } from "../engine/questions/linting/paper.ts";
import type { Question } from "../engine/questions/question.ts";
import { givesAway, secretsOf } from "../engine/questions/secrets.ts";
import { say, type Message } from "../lib/messages.ts";
import type { DraftQuestion } from "../storage/quiz-drafts.ts";
import type { Quiz } from "../storage/tables.ts";
import { atQuestion, capped, warning, type PaperFinding } from "./paper-findings.ts";

type Drawn = Pick<Quiz, "draw_count"> & Partial<Pick<Quiz, "feedback" | "adaptive" | "shuffles_options" | "draw_rules">>;

/** What a trainer should know before publishing; none of it stops them. */
export function warningsAbout(quiz: Drawn, questions: readonly DraftQuestion[], context: LintContext = {}): PaperFinding[] {
  const asked = questions.map((question) => JSON.parse(question.body) as Question);
  const { paper, told } = lintPaper(asked, { shuffled: (quiz.shuffles_options ?? 1) === 1 });
  const about = (words: Message[], place: (words: Message) => number) => capped(words.map((each) => warning(each, atQuestion(questions[place(each) - 1]!))));
  return [
    ...about(enemies(quiz, asked), ({ values }) => Number(values!["other"])), ...shortages(quiz, asked).map((words) => warning(words, "add")), ...about(otherTellers(asked, told), ({ values }) => Number(values!["teller"])),
    ...about(isFixed(quiz) && quiz.feedback !== "deferred" ? earlyTellers(asked) : [], ({ values }) => Number(values!["one"])),
    ...paper.map(({ why, mend }) => warning(say("linting.both", { why, mend }), "questions")), ...OF_QUESTIONS.flatMap((rule) => capped(milder(rule, questions, asked, context))),
  ];
}

/** What the linter says of a question that matters to whoever publishes it, although it does not block. */
const OF_QUESTIONS = ["missing-explanation", "stale"] as const;

function milder(rule: (typeof OF_QUESTIONS)[number], questions: readonly DraftQuestion[], asked: readonly Question[], context: LintContext): PaperFinding[] {
  return questions.flatMap((question, place) => {
    const found = lint(asked[place]!, context).find((finding) => finding.rule === rule && !isBlocking(finding));
    return found ? [warning(say("paper-findings.question", { stem: question.stem, why: found.why, mend: found.mend }), atQuestion(question))] : [];
  });
}

/** Whether everybody gets all questions. */
function isFixed({ draw_count, adaptive = 0, draw_rules = "[]" }: Drawn): boolean {
  return draw_count === null && adaptive === 0 && draw_rules === "[]";
}

function enemies(quiz: Drawn, asked: readonly Question[]): Message[] {
  return isFixed(quiz) ? enemyPairs(asked).map(([one, other]) => say("publication.enemies", { one, other })) : [];
}

/** Rules find their own shortages. */
function shortages({ draw_count, adaptive = 0, draw_rules = "[]" }: Drawn, asked: readonly Question[]): Message[] {
  if (draw_count === null || adaptive === 1 || draw_rules !== "[]") return [];
  const most = assemblePaper(asked.map(forPool), { count: draw_count, seen: new Set(), seed: "warning" }).length;
  return most < draw_count ? [say("publication.shortage", { most, draws: draw_count })] : [];
}

/** Stems that hold the answer of another question although nothing else counts the two as enemies. */
function otherTellers(questions: readonly Question[], told: readonly Told[]): Message[] {
  const isNew = ({ asker, teller }: Told) => !canTell(questions[asker]!, questions[teller]!);
  return told.filter(isNew).map(({ asker, teller, key }) => say("publication.tells", { teller: teller + 1, key, asker: asker + 1 }));
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
