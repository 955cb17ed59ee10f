import { say, type Message } from "../../../lib/messages.ts";
import { isChoice, type Question } from "../question.ts";
import { columnsWith, headerOf, letterOf, type Column, type SheetLanguage } from "./sheet-columns.ts";
import { withoutMessage } from "./without-message.ts";
import { cellOfList, cellOfPairs } from "./sheet-lists.ts";

const FEWEST_OPTIONS = 6;

/** A table with one question a row, its headers first. */
export function tableOf(questions: readonly Question[], language: SheetLanguage = "en"): string[][] {
  const rows = questions.map((question) => rowOf(withoutMessage(question)));
  const options = Math.max(FEWEST_OPTIONS, ...rows.map((row) => Math.max(...[...row.keys()].map((column) => Number(/^(?:option|feedback)-(\d+)$/.exec(column)?.[1] ?? 0)))));
  const columns = columnsWith(options);
  return [columns.map((column) => headerOf(column, language)), ...rows.map((row) => columns.map((column) => row.get(column) ?? ""))];
}

function rowOf(question: Question): Map<Column, string> {
  const { kind, name = "", stem, explanation, level, difficulty, topic, tags = [], incident = "", language = "", format = "" } = question;
  const row = new Map<Column, string>([["kind", kind], ["name", name], ["stem", stem], ["explanation", explanation], ["level", level], ["difficulty", difficulty], ["topic", topic], ["tags", tags.join(", ")], ["incident", incident], ["language", language], ["format", format]]);
  for (const [column, text] of answerOf(question)) row.set(column, text);
  return row;
}

function answerOf(question: Question): [Column, string][] {
  if (isChoice(question)) {
    const key = question.options.flatMap(({ correct }, index) => (correct ? [letterOf(index + 1)] : [])).join(",");
    return [["key", key], ["fixed", question.sorted ? "yes" : ""], ...question.options.map(({ text }, index): [Column, string] => [`option-${index + 1}`, text]), ...feedbackOf(question.options)];
  }
  switch (question.kind) {
    case "matching": return [["pairs", cellOfPairs(question.pairs)], ["spares", cellOfList(question.responses.filter((response) => !question.pairs.some((pair) => pair.response === response)))], ...feedbackOf(question.pairs)];
    case "ordering": return [["sequence", cellOfList(question.sequence.map(({ text }) => text))], ...feedbackOf(question.sequence)];
    case "numeric": return [["key", String(question.answer.value)], ["tolerance", question.answer.tolerance === 0 ? "" : String(question.answer.tolerance)], ["unit", question.answer.unit ?? ""]];
    case "short": return [["accepted", cellOfList(question.answer.accept)], ["rejected", cellOfList(question.answer.reject)]];
  }
}

function feedbackOf(lines: readonly { feedback: string }[]): [Column, string][] {
  return lines.map(({ feedback }, index) => [`feedback-${index + 1}`, feedback]);
}

/** What a table cannot carry of this question, in words for whoever exports it. */
export function lostInTable(question: Question): Message[] {
  const lines: readonly { fraction?: number | undefined; format?: unknown; proof?: unknown }[] = isChoice(question) ? question.options : question.kind === "matching" ? question.pairs : [];
  const has = {
    "message": question.kind === "spot",
    "translations": Object.keys(question.translations ?? {}).length > 0, "evidence": question.evidence.length > 0, "facts": question.facts.length > 0, "lesson": question.lesson !== undefined,
    "enemies": question.enemies.length > 0, "proofs": lines.some(({ proof }) => proof !== undefined), "fractions": "graded" in question || lines.some(({ fraction }) => fraction !== undefined),
    "pictures": hasPictures(question), "formats": lines.some(({ format }) => format !== undefined), "carried": question.carried !== undefined,
  };
  return Object.entries(has).flatMap(([part, isThere]) => (isThere ? [say(`lost.${part}`)] : []));
}

/** Whether it shows pictures that are kept here: a file that holds texts alone has their addresses only. */
export function hasPictures(question: Question): boolean {
  return JSON.stringify(question).includes("/pictures/");
}
