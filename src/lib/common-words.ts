import { fold } from "./text.ts";

/** Words that stand in nearly every text of a language, but for those that the other has as well, such as "die", "in" and "was". */
const GERMAN = new Set(["der", "das", "den", "dem", "und", "nicht", "ein", "eine", "einen", "einem", "einer", "wurde", "wurden", "mit", "von", "ist", "sind", "sich", "auf", "fur", "im", "auch", "nach", "bei", "aus", "zu", "zum", "zur", "uber", "durch", "werden", "wie", "als"]);
const ENGLISH = new Set(["the", "of", "and", "to", "that", "were", "is", "for", "with", "on", "by", "from", "has", "have", "had", "are", "it", "its", "as", "at", "be", "been", "this", "which", "or", "not", "their", "they"]);

/** Some of these words stand in texts of neighbouring languages too, but not so many of them. */
const LEAST_DIFFERENT = 4;

/** Whether a text is much rather German than English, by its commonest words. A headline has too few of them to say. */
export function seemsGerman(text: string): boolean {
  const words = fold(text.slice(0, 20_000)).split(" ");
  const german = words.filter((word) => GERMAN.has(word));
  return new Set(german).size >= LEAST_DIFFERENT && german.length > 3 * words.filter((word) => ENGLISH.has(word)).length;
}
