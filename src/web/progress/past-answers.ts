import type { Request } from "express";
import { groupBy } from "../../lib/groups.ts";
import type { Words } from "../../lib/messages.ts";
import type { Reader } from "../../lib/readers.ts";
import type { AnswerFilter, CountedAnswer, PastAnswer } from "../../storage/answers.ts";
import type { ExplainedRuling } from "../../storage/rulings.ts";
import type { Db } from "../../storage/tables.ts";
import { findTopicWords } from "../../storage/vocabulary.ts";
import { queryText } from "../http/paging.ts";
import { sheetOf, type Sheet } from "../sheets.ts";
import { findRulings } from "../rulings.ts";
import { findWithdrawals } from "../withdrawals.ts";

/** An answer of the past as its page may know it, with where it was given. */
export interface PastSheet { sheet: Sheet; answer: Pick<PastAnswer, "title" | "number" | "attempt_public_id" | "answered_at" | "topic" | "confidence">; topicName: Words; ruling: ExplainedRuling | null }

/** The only road from past answers to the page: through the same sheets as while taking a quiz. */
export async function pastSheets(db: Db, answers: readonly PastAnswer[], reader: Reader): Promise<PastSheet[]> {
  const [withdrawals, rulings] = [await findWithdrawals(db, answers), await findRulings(db, answers)];
  return answers.map((line) => {
    const { title, number, attempt_public_id, answered_at, topic, confidence } = line;
    const sheet = sheetOf(line, withdrawals.get(line.question_version_id) ?? null, line, reader);
    return { sheet, ruling: sheet.review ? rulings.get(line.question_version_id) ?? null : null, answer: { title, number, attempt_public_id, answered_at, topic, confidence }, topicName: findTopicWords(topic) };
  });
}

const VERDICTS = new Set<string>(["right", "wrong", "sure-wrong"]);

/** What the address asks for; whatever else stands there narrows nothing. */
export function filterOf(req: Request): AnswerFilter {
  const verdict = queryText(req, "verdict");
  return { verdict: VERDICTS.has(verdict) ? (verdict as AnswerFilter["verdict"]) : "", topic: queryText(req, "topic").slice(0, 100) };
}

export function topicChoices(answers: readonly CountedAnswer[], { inWords, language }: Reader): { value: string; label: string }[] {
  const choices = [...groupBy(answers, ({ topic }) => topic).keys()].map((value) => ({ value, label: inWords(findTopicWords(value)) }));
  return choices.sort((a, b) => a.label.localeCompare(b.label, language));
}
