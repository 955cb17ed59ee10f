import { about, type Library, type LibraryFinding } from "./finding.ts";

/** What the rules of the library ask of an incident's texts; lengths are in words. */
export const SUMMARY = { least: 80, most: 150 };
const LONGEST_QUOTATION = 30;
const LEAST_FACTS = 10;

/** The summary, the lessons, the mechanisms, how many facts there are and how much is quoted of a source at once. */
export function checkTexts(library: Library): LibraryFinding[] {
  return library.content.incidents.flatMap((incident) => {
    const { summary, lessons, mechanisms, facts, verified } = incident;
    const count = wordsIn(summary);
    const found = (rule: string, values = {}) => about(library, incident, rule, values);
    return [
      ...(verified ? [] : [found("not-verified")]),
      ...(count < SUMMARY.least || count > SUMMARY.most ? [found("summary-length", { ...SUMMARY, count })] : []),
      ...(mechanisms.length === 0 ? [found("no-mechanism")] : []),
      ...(facts.length < LEAST_FACTS ? [found("few-facts", { least: LEAST_FACTS, count: facts.length })] : []),
      ...(lessons.length === 0 ? [found("no-lesson")] : []),
      ...lessons.filter(({ mechanism, action }) => !mechanism || !action).map(({ title }) => found("lesson-parts", { title })),
      ...facts.flatMap(({ id, evidence }) => evidence.filter(({ quote }) => wordsIn(quote) > LONGEST_QUOTATION).map(({ quote }) => about(library, incident, "long-quotation", { most: LONGEST_QUOTATION, count: wordsIn(quote) }, { id, severity: "warning" }))),
    ];
  });
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
