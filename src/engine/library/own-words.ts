import type { DecideFile } from "../knowledge/incident.ts";
import { capitalise } from "../../lib/text.ts";

/** What an installation calls its own things; decisions and lessons name them in braces, such as {report-to}. English, as it stands in the middle of a sentence. */
export const USUAL_WORDS = { "report-to": "the help desk", "security-policy": "the security policy", "data-policy": "the rules for handling data", "payment-policy": "the rules for payments" } as const;
export type OwnWord = keyof typeof USUAL_WORDS;
export type OwnWords = Readonly<Record<OwnWord, string>>;
export const OWN_WORDS = Object.keys(USUAL_WORDS) as OwnWord[];

const PLACE = /\{([a-z][a-z-]*)\}/g;

/** The text with the installation's own words; at its beginning with a capital. A place that is not known stays as it is. */
export function fillOwnWords(text: string, words: OwnWords = USUAL_WORDS): string {
  return text.replace(PLACE, (place, name: string, at: number) => {
    if (!Object.hasOwn(words, name)) return place;
    const word = words[name as OwnWord];
    return at === 0 || /[.!?:]\s+$/.test(text.slice(0, at)) ? capitalise(word) : word;
  });
}

/** A decision in the installation's own words. */
export function filledDecision<T extends Pick<DecideFile, "stem" | "options" | "explanation">>(decision: T, words?: OwnWords): T {
  const fill = (text: string) => fillOwnWords(text, words);
  return { ...decision, stem: fill(decision.stem), explanation: fill(decision.explanation), options: decision.options.map(({ text, feedback, ...option }) => ({ ...option, text: fill(text), feedback: fill(feedback) })) };
}

/** Places in a text that no installation fills. */
export function unknownPlaces(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([place, name]) => ({ place, name: name! })).filter(({ name }) => !Object.hasOwn(USUAL_WORDS, name)).map(({ place }) => place);
}

export function hasPlaces(text: string): boolean {
  return text.search(PLACE) >= 0;
}
