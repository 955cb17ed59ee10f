import { scoreIn } from "../../domain/adapting.ts";
import { found } from "../../domain/found.ts";
import { verdictOf } from "../../engine/questions/marking.ts";
import type { Question } from "../../engine/questions/question.ts";
import type { Reader } from "../../lib/readers.ts";
import type { NamedAttempt } from "../../storage/attempts.ts";
import type { PaperLine, PaperQuestion } from "../../storage/paper-items.ts";
import { listPassages } from "../../storage/passages.ts";
import type { Rehearsal } from "../../storage/rehearsals.ts";
import { listVersionBodies } from "../../storage/rehearsals.ts";
import type { Db, Quiz } from "../../storage/tables.ts";
import { adaptiveResult, type AdaptiveResult } from "../adaptive-result.ts";
import type { QuestionPage } from "../answer-page.ts";
import { emptyForm } from "../http/forms.ts";
import { factsQuoted, quotationsIn } from "../quotations.ts";
import { resultOf, type Result } from "../results.ts";
import { sheetOf, stemIn } from "../sheets.ts";
import type { ResultLine } from "../result-page.ts";

/** A rehearsal as the pages of learners know attempts. Nothing of it is in the tables of attempts. */
export interface Rehearsed { attempt: NamedAttempt; paper: PaperLine[]; questions: PaperQuestion[] }
export interface RehearsalResult { base: string; attempt: NamedAttempt; result: Result; adaptive: AdaptiveResult | undefined; lines: ResultLine[]; unanswered: number }

export const baseOf = ({ slug }: Pick<Quiz, "slug">): string => `/studio/quizzes/${slug}/rehearsal`;

export async function rehearsedOf(db: Db, quiz: Pick<Quiz, "slug">, rehearsal: Rehearsal): Promise<Rehearsed> {
  const bodies = await listVersionBodies(db, rehearsal.lines.map(({ version }) => version));
  const questions = rehearsal.lines.map((line, place) => lineOf(line, place + 1, bodies.get(line.version)!));
  const paper = questions.map(({ position, question_version_id, score, isMissed, body }): PaperLine => ({ position, question_version_id, score, isMissed, stem: (JSON.parse(body) as Question).stem, isWithdrawn: false, isCredited: false }));
  return { attempt: attemptOf(quiz, rehearsal, paper), paper, questions };
}

function lineOf({ version, layout, chosen, score, confidence, missed }: Rehearsal["lines"][number], position: number, { body, public_id }: { body: string; public_id: string }): PaperQuestion {
  return {
    id: 0, attempt_id: 0, position, question_version_id: version, layout: JSON.stringify(layout), missed: missed ? 1 : 0, shown_at: null, question_public_id: public_id, question_id: 0, body, chosen: chosen && JSON.stringify(chosen),
    score, answered_at: null, confidence, isWithdrawn: false, isMissed: missed, isCredited: false, isRuled: false,
  };
}

function attemptOf({ slug }: Pick<Quiz, "slug">, rehearsal: Rehearsal, paper: readonly PaperLine[]): NamedAttempt {
  const { public_id, person_id, quiz_id, started_at, finished_at, deadline_at, terms: { seed, language, title, pass_percent, feedback, asks_confidence, adaptive } } = rehearsal;
  const answered = paper.filter(({ score }) => score !== null).length;
  return {
    id: 0, public_id, person_id, quiz_id, quiz_version_id: 0, number: 1, seed, started_at, finished_at, deadline_at, added_minutes: 0, practice_of: null, language, tallied: 0, adaptive,
    title, pass_percent, feedback, asks_confidence, certificate_months: null, slug, quiz_state: "draft", answered, ...pointsOf(rehearsal, paper),
  };
}

/** Points and how many there are to win, in per cent of the pool where it adapts. Until it is finished `of` is how many questions there are. */
function pointsOf(rehearsal: Rehearsal, paper: readonly PaperLine[]): { score: number | null; of: number } {
  const { finished_at, pool, terms: { adaptive, adaptive_most } } = rehearsal;
  if (finished_at === null) return { score: null, of: adaptive === 1 ? Math.min(adaptive_most, pool.length) : paper.length };
  if (adaptive === 1) return { score: scoreOf(rehearsal, paper)?.percent ?? 0, of: 100 };
  return { score: paper.reduce((sum, { score }) => sum + (score ?? 0), 0), of: paper.length };
}

function scoreOf({ pool, terms: { adaptive_most } }: Rehearsal, paper: readonly PaperLine[]) {
  return scoreIn(new Map(pool.map(({ version, logits = 0 }) => [version, logits])), paper, adaptive_most);
}

export async function rehearsalPage(db: Db, quiz: Pick<Quiz, "slug">, rehearsal: Rehearsal, position: number, reader: Reader, at: Date): Promise<QuestionPage> {
  const { attempt, paper, questions } = await rehearsedOf(db, quiz, rehearsal);
  const line = await found(questions[position - 1]);
  const sheet = sheetOf(line, null, attempt, reader);
  const open = sheet.review ? questions.filter(({ chosen }) => chosen === null).map(({ body }) => JSON.parse(body) as Question) : [];
  const evidence = sheet.review?.evidence ?? [];
  const quotations = await quotationsIn(evidence, await listPassages(db, factsQuoted(evidence)), () => Promise.resolve(open));
  return { base: baseOf(quiz), attempt, paper, line, sheet, quotations, earlier: undefined, ruling: null, form: emptyForm(), report: emptyForm(), at };
}

export async function rehearsalResult(db: Db, quiz: Pick<Quiz, "slug">, rehearsal: Rehearsal): Promise<RehearsalResult> {
  const { attempt, paper, questions } = await rehearsedOf(db, quiz, rehearsal);
  const lines = paper.map((line, place) => ({ ...line, ...stemIn(attempt.language, questions[place]!.body), verdict: line.score === null ? null : verdictOf(line.score), withdrawal: null }));
  const adaptive = attempt.adaptive === 1 ? adaptiveResult(scoreOf(rehearsal, paper), attempt) : undefined;
  return { base: baseOf(quiz), attempt, result: resultOf(attempt), adaptive, lines, unanswered: paper.filter(({ isMissed, score }) => isMissed && score === null).length };
}
