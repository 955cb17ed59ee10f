import { isChoice, type Question } from "../../engine/questions/question.ts";
import { listReportsOn } from "../../storage/problem-reports.ts";
import { findVersion, type FullQuestion } from "../../storage/questions.ts";
import type { Db } from "../../storage/tables.ts";
import { reasonKey } from "../report-form.ts";

/** An open report of the question that is edited. `option` is the text of the option that is also true, else empty; `isChosen`: the editor was opened because of it. */
export interface MendedReport { public_id: string; reason: string; text: string; option: string; at: string; number: number; isChosen: boolean }

/** Read anew with each page, so that they stand beside the form until they are closed; the chosen one first, then those that name an option. */
export async function reportsToMend(db: Db, question: Pick<FullQuestion, "id">, chosen: unknown): Promise<MendedReport[]> {
  const open = (await listReportsOn(db, question.id)).filter(({ state }) => state === "open");
  const reports: MendedReport[] = [];
  for (const { public_id, reason, text, option, at, number } of open) {
    const version = option === null ? undefined : await findVersion(db, question.id, number);
    reports.push({ public_id, reason: reasonKey(reason), text, at, number, option: optionIn(version?.body, option), isChosen: public_id === chosen });
  }
  const weight = ({ isChosen, option }: MendedReport) => (isChosen ? 2 : option === "" ? 0 : 1);
  return reports.sort((one, other) => weight(other) - weight(one));
}

function optionIn(body: string | undefined, id: string | null): string {
  const question = body === undefined ? undefined : (JSON.parse(body) as Question);
  return (question && isChoice(question) && question.options.find((option) => option.id === id)?.text) || "";
}

/** The page of the report because of which the question was edited, to be answered and closed there; undefined where there is none. */
export async function backToReport(db: Db, question: Pick<FullQuestion, "id">, chosen: unknown): Promise<string | undefined> {
  const report = typeof chosen === "string" && chosen !== "" ? (await listReportsOn(db, question.id)).find(({ public_id, state }) => public_id === chosen && state === "open") : undefined;
  return report && `/studio/reports/${report.public_id}`;
}
