import { drawPaper } from "../generation/drawing.ts";
import { forPool } from "../generation/papers.ts";
import { layOut } from "../questions/layout.ts";
import { complaintAbout, mark, verdictOf, type Chosen, type Verdict } from "../questions/marking.ts";
import { figuresIn } from "../questions/marking-numeric.ts";
import { chosenBy } from "../questions/picks.ts";
import { reviewedLines, type ReviewedLine } from "../questions/reviewed-lines.ts";
import { isPassed, percentOf } from "../questions/score.ts";
import type { Message } from "../../lib/messages.ts";
import type { PackagedQuestion, PackagedQuiz } from "./packaged-quiz.ts";

/** One question of a paper. `score` is 0 to 1, null until it is answered; `chosen` is null too where the answer was too long to be remembered. */
export interface SittingLine { asked: PackagedQuestion; layout: readonly string[]; chosen: Chosen | null; score: number | null }

/** Somebody's way through a packaged quiz. The same quiz and seed give the same paper. */
export interface Sitting { seed: string; lines: readonly SittingLine[] }

/** The points so far. `of` counts the whole paper; `share` is 0 to 1, `percent` is cut to a whole number. `passed` is null where the quiz has no pass mark. */
export interface Standing { points: number; of: number; answered: number; percent: number; share: number; isFinished: boolean; passed: boolean | null }

export function beginSitting(quiz: PackagedQuiz, seed: string): Sitting {
  const pool = quiz.questions.map((asked) => ({ ...forPool(asked.question), tags: asked.tags, asked }));
  const paper = drawPaper(pool, quiz.drawing, { seen: new Set(), seed });
  return { seed, lines: paper.map(({ asked }) => ({ asked, layout: layOut(asked.question, seed, { shuffles: quiz.shuffles }), chosen: null, score: null })) };
}

/** What was picked in the form of a question as marking wants it (see `chosenBy`). */
export function chosenIn({ asked: { question }, layout }: SittingLine, picks: readonly string[], language: string): Chosen {
  return chosenBy(question, layout, picks, figuresIn(language));
}

/** What is wrong with an answer, or undefined where it can be marked. */
export function complaintAboutAnswer({ asked: { question } }: SittingLine, chosen: Chosen): Message | undefined {
  return complaintAbout(question, chosen);
}

/** The sitting with one more answer, by the place of its line from 0. A second answer changes nothing. @throws RangeError where the answer does not fit the question. */
export function answerLine(sitting: Sitting, place: number, chosen: Chosen): Sitting {
  return { ...sitting, lines: sitting.lines.map((line, at) => (at === place && line.score === null ? { ...line, chosen, score: mark(line.asked.question, chosen) } : line)) };
}

/** What is said to the answer of a line, and whether it was right. There are no lines where the answer was not remembered. */
export function reviewOf({ asked: { question }, layout, chosen, score }: SittingLine): { verdict: Verdict; lines: ReviewedLine[] } {
  return { verdict: verdictOf(score ?? 0), lines: chosen === null ? [] : reviewedLines(question, layout, chosen, score ?? 0) };
}

/** The place of the first line without an answer, from 0; the length of the paper where there is none. */
export function nextOpen({ lines }: Sitting): number {
  const place = lines.findIndex(({ score }) => score === null);
  return place < 0 ? lines.length : place;
}

export function standingOf({ passPercent }: Pick<PackagedQuiz, "passPercent">, { lines }: Sitting): Standing {
  const scores = lines.flatMap(({ score }) => score ?? []);
  const [points, of] = [scores.reduce((sum, score) => sum + score, 0), lines.length];
  const passed = passPercent === 0 ? null : isPassed(points, of, passPercent);
  const share = of === 0 ? 0 : Math.min(1, points / of);
  return { points, of, answered: scores.length, percent: percentOf(points, of), share: passed ? Math.max(share, passPercent / 100) : share, isFinished: scores.length === of, passed };
}
