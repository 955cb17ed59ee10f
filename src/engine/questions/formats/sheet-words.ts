import { fold } from "../../../lib/text.ts";
import { DIFFICULTIES, LEVELS, type Difficulty, type Kind, type Level } from "../question.ts";

/** A message with its regions does not fit into cells. */
export type TableKind = Exclude<Kind, "spot">;

/** What tables call the kinds, in English and German; our own names go without saying. */
const KINDS: Readonly<Record<TableKind, readonly string[]>> = {
  single: ["single", "single choice", "multiple choice", "multichoice", "mc", "one right answer", "one answer", "MCQ", "radio", "single select", "single answer", "Einfachauswahl", "Single-Choice", "eine richtige Antwort"],
  multiple: ["multiple", "multiple response", "multiple answers", "several right answers", "Mehrfachauswahl", "mehrere richtige Antworten", "checkbox", "checkboxes", "multi select", "multiple select", "multi response", "multiple answer", "MRQ"],
  true_false: ["true_false", "true false", "true or false", "truefalse", "tf", "t f", "boolean", "yes no", "Wahr/Falsch", "Wahr oder falsch", "Richtig/Falsch", "Richtig oder falsch"],
  matching: ["matching", "match", "Zuordnung", "Zuordnen", "pairs"],
  ordering: ["ordering", "order", "sequence", "sorting", "ranking", "Reihenfolge", "Anordnung", "Anordnen", "Sortieren"],
  numeric: ["numeric", "numerical", "number", "a number to write", "Zahl", "numerisch"],
  short: ["short", "short answer", "shortanswer", "text", "fill in the blank", "fill in", "type answer", "a name to write", "Kurzantwort", "Name", "Freitext"],
};
const LEVEL_WORDS: Readonly<Record<Level, readonly string[]>> = { recall: ["recall", "what happened", "Wissen", "Erinnern"], mechanism: ["mechanism", "how it worked", "Verstehen", "Mechanismus"], decide: ["decide", "what would you do", "Entscheiden", "Anwenden"] };
const DIFFICULTY_WORDS: Readonly<Record<Difficulty, readonly string[]>> = { easy: ["easy", "leicht", "einfach"], medium: ["medium", "mittel", "normal"], hard: ["hard", "difficult", "schwer", "schwierig"] };
const TRUE = ["true", "t", "yes", "y", "1", "wahr", "richtig", "ja", "w", "x"];
const FALSE = ["false", "f", "no", "n", "0", "falsch", "nein", ""];

const [kinds, levels, difficulties] = [byWord(KINDS), byWord(LEVEL_WORDS), byWord(DIFFICULTY_WORDS)];

export const kindCalled = (text: string): TableKind | undefined => kinds.get(fold(text));
export const levelCalled = (text: string): Level | undefined => levels.get(fold(text));
export const difficultyCalled = (text: string): Difficulty | undefined => difficulties.get(fold(text));

/** Whether a word says yes or no; undefined where it says neither. */
export function truthCalled(text: string): boolean | undefined {
  const folded = fold(text);
  return TRUE.includes(folded) ? true : FALSE.includes(folded) ? false : undefined;
}

/** The words that may be written, for somebody who wrote another. */
export const OFFERED = { kind: Object.keys(KINDS), level: [...LEVELS], difficulty: [...DIFFICULTIES] } as const;

function byWord<T extends string>(words: Readonly<Record<T, readonly string[]>>): Map<string, T> {
  return new Map(Object.entries<readonly string[]>(words).flatMap(([name, called]) => [name, ...called].map((word) => [fold(word), name as T] as const)));
}
