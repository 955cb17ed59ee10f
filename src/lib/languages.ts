/** Those that have a catalogue, `locales/<language>/`. English is the source: what another lacks is said in English. */
export const LANGUAGES = ["en", "de"] as const;
export const SOURCE_LANGUAGE = "en";

/** English in a mirror, written from right to left: to look at pages before the first such language comes. */
export const MIRRORED = "en-XB";

export type Language = (typeof LANGUAGES)[number] | typeof MIRRORED;
export type Direction = "ltr" | "rtl";

/** How each writes dates and numbers. */
export const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE", [MIRRORED]: "en-GB" };

const WRITTEN_FROM_THE_RIGHT = new Set(["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** Which way text in this language runs; also for languages that only content has. */
export function directionOf(language: string): Direction {
  return language === MIRRORED || WRITTEN_FROM_THE_RIGHT.has(language.split("-")[0]!) ? "rtl" : "ltr";
}

/** What its own speakers call it: "Deutsch". */
export function endonymOf(language: string): string {
  return language === MIRRORED ? "hsilgnE" : nameOf(language, language);
}

/** What a language is called in another: "German". */
export function nameOf(language: string, inLanguage: string): string {
  const place = `${inLanguage} ${language}`;
  const known = names.get(place) ?? new Intl.DisplayNames([inLanguage], { type: "language" }).of(language) ?? language;
  if (names.size < MOST_NAMES) names.set(place, known);
  return known;
}

/** Each takes longer to find than a page does to be drawn. */
const names = new Map<string, string>();
const MOST_NAMES = 1_000;
