import { isChoice, type Question } from "../../engine/questions/question.ts";
import { layOut } from "../../engine/questions/layout.ts";
import { markNow } from "../../engine/questions/ruling.ts";
import { say, type Words } from "../../lib/messages.ts";
import type { Reader } from "../../lib/readers.ts";
import { DAY, later } from "../../lib/clock.ts";
import type { Page } from "../../storage/page.ts";
import { listQueuedReports, listReportedQuizzes, type QueuedReport, type ReportFilter } from "../../storage/report-queue.ts";
import type { Db } from "../../storage/tables.ts";
import { reasonKey } from "../report-form.ts";
import { sheetOf, type Sheet } from "../sheets.ts";
import { previewOf, type Preview } from "./keyed.ts";

/** A report in the queue. `reporter` is a name only where the installation shows names. */
export interface ReportCard { report: QueuedReport; reason: string; reporter: Words; option: string }
/** `sheet` is the question as its learner saw it, with their answer; where no answer was kept, or may not be shown, `preview` stands for it. */
export interface ReportView extends ReportCard { sheet: Sheet | undefined; preview: Preview }
export interface ReportsPage { list: Page<unknown>; cards: ReportCard[]; filter: ReportFilter; query: string; quizzes: { value: string; label: string }[] }

const AGES: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };

export function cardOf(report: QueuedReport, privacyMode: string): ReportCard {
  return { report, reason: reasonKey(report.reason), reporter: privacyMode === "named" ? report.reporter_name : say("bank.reports.learner"), option: optionOf(report) };
}

export async function reportsPage(db: Db, filter: ReportFilter, query: string, privacyMode: string, page: number, at: Date): Promise<ReportsPage> {
  const days = Object.hasOwn(AGES, filter.age) ? AGES[filter.age] : undefined;
  const list = await listQueuedReports(db, filter, days === undefined ? undefined : later(at, -days * DAY).toISOString(), page);
  return { list, cards: list.rows.map((report) => cardOf(report, privacyMode)), filter, query, quizzes: (await listReportedQuizzes(db)).map(({ slug, title }) => ({ value: slug, label: title })) };
}

/** As the learner had it: in the order of their paper, in the language in which the question is written. */
export function seenBy(report: QueuedReport, reader: Reader): Pick<ReportView, "sheet" | "preview"> {
  const question = JSON.parse(report.body) as Question;
  const preview = previewOf(report.body, "reported");
  if (report.chosen === null) return { sheet: undefined, preview };
  const layout = report.layout ?? report.seen ?? JSON.stringify(layOut(question, "preview"));
  const score = markNow(question, JSON.parse(report.chosen) as string[], 0);
  const line = { question_public_id: report.question_public_id, position: 1, body: report.body, layout, chosen: report.chosen, score };
  return { sheet: sheetOf(line, null, { feedback: "immediate", finished_at: null, language: null }, reader), preview };
}

function optionOf({ option, body }: QueuedReport): string {
  const question = JSON.parse(body) as Question;
  return (isChoice(question) && question.options.find(({ id }) => id === option)?.text) || "";
}
