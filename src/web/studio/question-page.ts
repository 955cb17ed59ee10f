import type { Response } from "express";
import type { Question } from "../../engine/questions/question.ts";
import { say, type Words } from "../../lib/messages.ts";
import { listFactsByKeys } from "../../storage/incident-reading.ts";
import { listReportsOn, type SignedReport } from "../../storage/problem-reports.ts";
import { listStandings } from "../../storage/publications.ts";
import { listVersions, type FullQuestion } from "../../storage/questions.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { render } from "../http/render.ts";
import { reasonKey } from "../report-form.ts";
import { factWords, type FactWords } from "./fact-words.ts";
import { findFindings } from "./findings.ts";
import { previewOf } from "./keyed.ts";
import { translatableInto } from "./translations.ts";
import { WORDS } from "./words.ts";

/** A report as trainers read it. */
export type ReportLine = Omit<SignedReport, "reason" | "reporter_name"> & { reason: string; reporter_name: Words };

/** Everything about one question. Who reported a problem is named only where the installation shows names. */
export async function showQuestion(res: Response, { db, config }: Pick<Deps, "db" | "config">, question: FullQuestion, closure: Form = emptyForm({ outcome: "question_changed" }), status = 200): Promise<void> {
  const [findings, facts, versions, standings] = [await findFindings(db, question.body), await factsOf(db, question.body), await listVersions(db, question.id), await listStandings(db, question.id)];
  const reports = (await listReportsOn(db, question.id)).map((report) => reportLine(report, config.privacyMode === "named"));
  render(res, "studio/questions/show", { words: WORDS, question, preview: previewOf(question.body, "preview"), findings, facts, versions, standings, reports, closure, translations: translationsOf(question.body) }, status);
}

export async function factsOf(db: Db, body: string): Promise<FactWords[]> {
  return factWords(db, await listFactsByKeys(db, (JSON.parse(body) as Question).facts));
}

function reportLine(report: SignedReport, isNamed: boolean): ReportLine {
  return { ...report, reason: reasonKey(report.reason), reporter_name: isNamed ? report.reporter_name : say("bank.reports.learner") };
}

function translationsOf(body: string): { language: string; isThere: boolean }[] {
  const question = JSON.parse(body) as Question;
  return translatableInto(question).map((language) => ({ language, isThere: question.translations?.[language] !== undefined }));
}
