import { say } from "../../../../lib/messages.ts";
import type { Key, Marked } from "./marking.ts";

/** An answer that feedback can belong to: which choice it is, what it is worth, and what came of giving it. */
export interface Tellable { id: string; fraction: number; marked: Marked }

/** Feedback, sorted: that of every response, of right, partly right and wrong ones, and of each answer alone. */
export interface Telling { general: string; correct: string; partly: string; incorrect: string; own: string[] }

/**
 * Whom each feedback is for, by the answers after which it is shown. One that no answer shows is said to be left out.
 * A feedback that stands in a choice is of that choice; one named for a choice too.
 */
export function telling(key: Key, answers: readonly Tellable[]): Telling {
  const sorted: Telling = { general: "", correct: "", partly: "", incorrect: "", own: answers.map(() => "") };
  const classes = classesOf(answers);
  key.told.forEach(({ html, of, choice }, place) => {
    const where = answers.flatMap(({ marked }, answer) => (marked.shown.has(place) ? [answer] : []));
    const ofOne = answers.findIndex(({ id }) => id === (choice ?? of));
    if (where.length === 0) return key.note(say("qti.feedback-left-out"));
    if (choice !== undefined || (ofOne >= 0 && where.length === 1)) return join(sorted.own, ofOne >= 0 ? ofOne : where[0]!, html);
    if (where.length === answers.length && answers.length > 1) return void (sorted.general += html);
    const whole = (["correct", "partly", "incorrect"] as const).find((name) => isSame(classes[name], where));
    if (whole) sorted[whole] += html;
    else for (const answer of where) join(sorted.own, answer, html);
  });
  return sorted;
}

function classesOf(answers: readonly Tellable[]): Record<"correct" | "partly" | "incorrect", number[]> {
  const those = (is: (fraction: number) => boolean) => answers.flatMap(({ fraction }, place) => (is(fraction) ? [place] : []));
  return { correct: those((fraction) => fraction >= 1), partly: those((fraction) => fraction > 0 && fraction < 1), incorrect: those((fraction) => fraction <= 0) };
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((place, index) => place === other[index]);
}

function join(texts: string[], place: number, html: string): void {
  texts[place] += html;
}
