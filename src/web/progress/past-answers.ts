import type { Request } from "express";
import { bookClosingStored, listClosedBooks, type ClosedBook } from "../../domain/closed-books.ts";
import { groupBy } from "../../lib/groups.ts";
import type { Words } from "../../lib/messages.ts";
import type { Reader } from "../../lib/readers.ts";
import type { AnswerFilter, CountedAnswer, PastAnswer } from "../../storage/answers.ts";
import type { ExplainedRuling } from "../../storage/rulings.ts";
import type { Db, Person } from "../../storage/tables.ts";
import { findTopicWords } from "../../storage/vocabulary.ts";
import { queryText } from "../http/paging.ts";
import { sheetOf, type Sheet } from "../sheets.ts";
import { findRulings } from "../rulings.ts";
import { findWithdrawals } from "../withdrawals.ts";

/** An answer of the past as its page may know it, with where it was given. */
export interface PastSheet { sheet: Sheet; answer: Pick<PastAnswer, "title" | "number" | "attempt_public_id" | "answered_at" | "topic" | "confidence">; topicName: Words; ruling: ExplainedRuling | null }

/** Those of a page, without what would tell something that the open attempt `closed` asks. */
export interface PastSheets { answers: PastSheet[]; closed: ClosedBook["attempt"] | undefined }

/** The only road from past answers to the page: through the same sheets as while taking a quiz. */
export async function pastSheets(db: Db, learner: Pick<Person, "id">, page: readonly PastAnswer[], reader: Reader): Promise<PastSheets> {
  const books = await listClosedBooks(db, learner);
  const closing = page.map((answer) => bookClosingStored(books, answer));
  return { answers: await sheetsOf(db, page.filter((_, place) => !closing[place]), reader), closed: closing.find(Boolean) };
}

async function sheetsOf(db: Db, answers: readonly PastAnswer[], reader: Reader): Promise<PastSheet[]> {
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
