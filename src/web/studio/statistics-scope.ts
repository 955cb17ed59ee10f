import type { Request } from "express";
import { isUneven, reportOf, type AnswerCount, type QuizReport } from "../../engine/statistics/report.ts";
import { LEAST_GROUP } from "../../engine/statistics/coverage.ts";
import { listAnswerTallies, listAttemptTallies, listLineCounts, listPaceTallies, listSlotTallies, type LineCount } from "../../storage/tallies.ts";
import type { AnswerTallyRow, AttemptTally, PaceTally } from "../../storage/tally-tables.ts";
import { listQuestionsIn, listQuizVersions, type StatisticsQuestion } from "../../storage/statistics.ts";
import type { Db, Quiz, QuizVersion } from "../../storage/tables.ts";
import { tallyUp } from "../../domain/tallying.ts";
import { queryText } from "../http/paging.ts";

/** Which attempts are looked at: those at one published version, or at all of them; first attempts, or all. */
export interface Scope { versions: QuizVersion[]; shown: QuizVersion[]; version: string; firstOnly: boolean }

/** `?version=2` or `?version=all`, else the newest; `?attempts=all`, else first ones. */
export async function scopeOf(db: Db, req: Request, quiz: Pick<Quiz, "id">): Promise<Scope> {
  const versions = await listQuizVersions(db, quiz.id);
  const asked = queryText(req, "version");
  const chosen = versions.find(({ number }) => String(number) === asked) ?? versions[0];
  const isAll = asked === "all" && versions.length > 1;
  return { versions, shown: isAll ? versions : chosen ? [chosen] : [], version: isAll ? "all" : String(chosen?.number ?? ""), firstOnly: queryText(req, "attempts") !== "all" };
}

/** The statistics of that scope, with what they were made from. */
export interface Statistics { report: QuizReport; questions: StatisticsQuestion[]; attempts: AttemptTally[]; answers: AnswerTallyRow[]; paces: PaceTally[]; lines: LineCount[]; isDrawn: boolean; isUneven: boolean }

/** `only` reads nothing but what concerns one version of a question: weights are those of that question alone then. */
export async function statisticsOf(db: Db, { shown, firstOnly }: Pick<Scope, "firstOnly"> & { shown: readonly Pick<QuizVersion, "id" | "draw_count">[] }, only?: number): Promise<Statistics> {
  const quizVersionIds = shown.map(({ id }) => id);
  await tallyUp(db, quizVersionIds);
  const scope = { quizVersionIds, firstOnly };
  const of = only === undefined ? scope : { ...scope, questionVersionId: only };
  const questions = await listQuestionsIn(db, quizVersionIds, only);
  const [attempts, answers, slots] = [await listAttemptTallies(db, scope), await listAnswerTallies(db, of), only === undefined ? await listSlotTallies(db, scope) : []];
  const [paces, lines] = [await listPaceTallies(db, of), await listLineCounts(db, of, LEAST_GROUP)];
  const isDrawn = shown.some(({ draw_count }) => draw_count !== null);
  const withdrawn = new Set(questions.flatMap(({ id, withdrawn: doubt }) => (doubt === null ? [] : [id])));
  return { report: reportOf({ attempts, slots, answers: answers.map(countOf) }, { isDrawn, withdrawn }), questions, attempts, answers, paces, lines, isDrawn, isUneven: isUneven(attempts) };
}

function countOf({ question_version_id: item, score, total, lines, answers }: AnswerTallyRow): AnswerCount {
  return { item, score, total, lines, answers };
}
