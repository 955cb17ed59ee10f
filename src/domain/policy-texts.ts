import { createHash } from "node:crypto";
import { z } from "zod";
import { LANGUAGES, type Language } from "../lib/languages.ts";

/** A policy in one language; `text` is Markdown (CommonMark). */
export interface PolicyText { title: string; text: string }
/** By language, with at least one. */
export type PolicyTexts = Partial<Record<Language, PolicyText>>;

const textSchema = z.object({ title: z.string(), text: z.string() });
const textsSchema = z.partialRecord(z.enum(LANGUAGES), textSchema);

export const MOST_LETTERS = 50_000;

export function textsIn(json: string): PolicyTexts {
  return textsSchema.parse(JSON.parse(json));
}

/** Languages in their order, title before text: the same texts give the same JSON. */
export function canonicalTexts(texts: PolicyTexts): string {
  return JSON.stringify(Object.fromEntries(LANGUAGES.flatMap((language) => (texts[language] ? [[language, pairOf(texts[language])]] : []))));
}

/** SHA-256 of the canonical JSON of a version's texts, or of what one language says. */
export function hashOf(text: string | PolicyText): string {
  return createHash("sha256").update(typeof text === "string" ? text : JSON.stringify(pairOf(text))).digest("hex");
}

function pairOf({ title, text }: PolicyText): PolicyText {
  return { title, text };
}

/** In the reader's language where it has that, else in the first that it has. */
export function textFor(texts: PolicyTexts, language: string): PolicyText & { language: Language } {
  const spoken = LANGUAGES.find((each) => each === language && texts[each]) ?? LANGUAGES.find((each) => texts[each])!;
  return { language: spoken, ...texts[spoken]! };
}
