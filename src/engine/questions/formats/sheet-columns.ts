import { fold } from "../../../lib/text.ts";
import { MOST_LINES } from "../texts.ts";

/** A column of our table by its name; options, and what is said of each, are numbered from 1. So are wrong options, in tables that have what is right in a column of its own. */
export type Column = "kind" | "name" | "stem" | "key" | "explanation" | "level" | "difficulty" | "topic" | "tags" | "incident" | "tolerance" | "unit" | "accepted" | "rejected" | "pairs"
  | "spares" | "sequence" | "fixed" | "language" | "format" | Numbered;
type Numbered = `option-${number}` | `feedback-${number}` | `wrong-${number}`;

/** In the order of the template, by what English and German tables call them; the first two head what is written. Matched without case, accents and signs. */
const HEADERS: Readonly<Record<Exclude<Column, Numbered>, readonly [string, string, ...string[]]>> = {
  kind: ["Kind", "Art", "Type", "Question type", "Fragetyp", "Typ", "Question kind", "Frageart"],
  name: ["Name", "Bezeichnung", "Title", "Titel", "Question name"],
  stem: ["Question", "Frage", "Stem", "Question text", "Fragetext", "Fragestamm", "Text"],
  key: ["Key", "Lösung", "Correct", "Correct answer", "Correct answers", "Correct option", "Answer", "Right", "Right answer", "Right option", "Richtig", "Richtige Antwort", "Richtige Antworten", "Antwort", "Schlüssel", "Solution", "Value", "Wert"],
  explanation: ["Explanation", "Erklärung", "General feedback", "Erläuterung", "Rückmeldung", "Feedback"],
  level: ["Level", "Stufe", "Ebene"],
  difficulty: ["Difficulty", "Schwierigkeit", "Schwierigkeitsgrad"],
  topic: ["Topic", "Thema", "Category", "Kategorie"],
  tags: ["Tags", "Schlagwörter", "Keywords", "Schlagworte", "Tag"],
  incident: ["Incident", "Vorfall"],
  tolerance: ["Tolerance", "Toleranz"],
  unit: ["Unit", "Einheit"],
  accepted: ["Accepted names", "Gültige Namen", "Accepted answers", "Accepted", "Gültige Antworten"],
  rejected: ["Rejected names", "Ungültige Namen", "Rejected answers", "Rejected", "Ungültige Antworten"],
  pairs: ["Pairs", "Paare", "Zuordnungen"],
  spares: ["Spare answers", "Übrige Antworten", "Spares"],
  sequence: ["Sequence", "Reihenfolge", "Order"],
  fixed: ["Fixed order", "Feste Reihenfolge"],
  language: ["Language", "Sprache"],
  format: ["Format", "Textformat"],
};

const NUMBERED: readonly (readonly [RegExp, "option" | "feedback"])[] = [
  [/^(?:option|answer|choice|antwort|antwortmoglichkeit|auswahl|wahl)(?: option)? ?([a-z]|\d{1,2})$/, "option"],
  [/^(?:feedback|reason|ruckmeldung|begrundung|erklarung|explanation)(?: (?:option|answer|antwort|for|zu))* ?([a-z]|\d{1,2})$/, "feedback"],
];

const WRONG = /^(?:wrong|incorrect|falsche?|distra[ck]tor(?:en|s)?)(?: (?:option|optionen|options|answers?|antwort|antworten|choices?))? ?(?:[a-z]|\d{1,2})?$/;

const NAMES = new Map(Object.entries(HEADERS).flatMap(([column, headers]) => headers.map((header) => [fold(header), column as Column] as const)));

/** The column that a header means; undefined where it is none of ours. */
export function columnOf(header: string): Column | undefined {
  const folded = fold(header);
  const numbered = NUMBERED.flatMap(([pattern, column]) => {
    const place = placeOf(pattern.exec(folded)?.[1] ?? "");
    return place === undefined ? [] : [`${column}-${place}` as Column];
  });
  return NAMES.get(folded) ?? numbered[0];
}

/** Whether a header is of a wrong option, whatever its number. */
export function isOfWrong(header: string): boolean {
  return WRONG.test(fold(header));
}

/** "a" and "1" are the first of a question's lines; undefined for what is no line. */
export function placeOf(sign: string): number | undefined {
  const place = /^\d{1,2}$/.test(sign) ? Number(sign) : /^[a-z]$/i.test(sign) ? sign.toLowerCase().charCodeAt(0) - 96 : 0;
  return place >= 1 && place <= MOST_LINES ? place : undefined;
}

/** 1 -> "A" */
export function letterOf(place: number): string {
  return String.fromCharCode(64 + place);
}

export type SheetLanguage = "en" | "de";

const WORDS = { option: ["Option", "Option"], feedback: ["Feedback", "Rückmeldung"] } as const;

/** What heads a column of this name. */
export function headerOf(column: Column, language: SheetLanguage = "en"): string {
  const [, word, place] = /^(option|feedback)-(\d+)$/.exec(column) ?? [];
  if (word) return `${WORDS[word as keyof typeof WORDS][language === "en" ? 0 : 1]} ${letterOf(Number(place))}`;
  return HEADERS[column as keyof typeof HEADERS][language === "en" ? 0 : 1];
}

/** Every column in the order of the template, with so many options. */
export function columnsWith(options: number): Column[] {
  const [before, after] = [["kind", "name", "stem"] as const, Object.keys(HEADERS).slice(3).filter((column) => column !== "key") as Column[]];
  const lines = Array.from({ length: options }, (_, index) => index + 1);
  return [...before, ...lines.map((place): Column => `option-${place}`), "key", ...lines.map((place): Column => `feedback-${place}`), ...after];
}
