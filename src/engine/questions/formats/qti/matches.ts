import { say } from "../../../../lib/messages.ts";
import { defaultMarkOf, topOf, type Key, type Marked } from "./marking.ts";
import { QtiError } from "./qti-error.ts";
import type { Choice, ItemPart } from "./single-choice.ts";

/** So many wrong pairs are tried, to see that none scores. */
const MOST_WRONG = 400;

/** Two lists and the pairs of them ("line answer") that the file calls right. Each line must have just one answer; answers may serve several lines, or none. */
export function readMatches(key: Key, lines: readonly Choice[], answers: readonly Choice[], pairs: readonly string[], shuffle: boolean): ItemPart {
  const answerOf = new Map(pairs.map((pair) => pair.split(" ") as [string, string]));
  if (answerOf.size !== pairs.length || lines.some(({ id }) => !answerOf.has(id)) || pairs.length !== lines.length) throw new QtiError(say("qti.not-one-to-one"), key.line);
  const textOf = new Map(answers.map(({ id, html }) => [id, plain(html, key)]));
  if ([...answerOf.values()].some((id) => !textOf.has(id))) throw new QtiError(say("qti.not-one-to-one"), key.line);
  const top = weighed(key, pairs);
  refuseOtherRight(key, lines, answers, answerOf);
  const used = new Set(answerOf.values());
  const spare = answers.filter(({ id }) => !used.has(id)).map(({ id }) => ({ question: "", answer: textOf.get(id)! }));
  const matched = lines.map(({ id, html }) => ({ question: html, answer: textOf.get(answerOf.get(id)!)! }));
  return { type: "match", shuffle, defaultMark: defaultMarkOf(key, top), generalFeedback: toldAnyway(key, [key.mark(pairs), key.mark([])]), pairs: [...matched, ...spare] };
}

/** What all pairs together score; that some count for more, or only all of them, is said. */
function weighed(key: Key, pairs: readonly string[]): number {
  const top = topOf(key, key.mark(pairs).score);
  const each = pairs.map((pair) => key.mark([pair]).score);
  if (pairs.length > 1 && each.every((score) => score <= 0)) key.note(say("qti.all-or-nothing"));
  else if (each.some((score) => Math.abs(score - top / pairs.length) > top / 50)) key.note(say("qti.pairs-count-alike"));
  return top;
}

function refuseOtherRight(key: Key, lines: readonly Choice[], answers: readonly Choice[], answerOf: ReadonlyMap<string, string>): void {
  let left = MOST_WRONG;
  for (const line of lines) for (const answer of answers) {
    if (answerOf.get(line.id) === answer.id || left-- <= 0) continue;
    if (key.mark([`${line.id} ${answer.id}`]).score > 0) throw new QtiError(say("qti.not-one-to-one"), key.line);
  }
}

/** Feedback that is shown whatever was answered; any other has no place in such a question. */
export function toldAnyway(key: Key, marks: readonly Marked[]): string {
  return key.told.map(({ html }, place) => {
    if (marks.every(({ shown }) => shown.has(place))) return html;
    key.note(say("qti.feedback-left-out"));
    return "";
  }).join("");
}

/** Answers of a matching question are chosen from a list, which holds words only. */
function plain(html: string, { note }: Key): string {
  if (/<(?:img|math|table)\b/.test(html)) note(say("qti.answers-are-words"));
  return html.replace(/<[^<>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&").replace(/\s+/g, " ").trim();
}
