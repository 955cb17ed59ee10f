import { SOURCE_LANGUAGE } from "../../lib/languages.ts";
import type { Chosen } from "./marking.ts";
import { isChoice, type Question } from "./question.ts";
import type { Translation } from "./translation.ts";

/** A question with one learner's layout and answer, all in one language; ids of options and lines stay. */
export interface Told { language: string; question: Question; layout: readonly string[]; chosen: Chosen }

/** The language in which a question was written. */
export function originalLanguageOf({ language }: Pick<Question, "language">): string {
  return language ?? SOURCE_LANGUAGE;
}

/** The question in this language where it is translated into it, else as it was written. Null asks for the original. */
export function toldIn(language: string | null, question: Question, layout: readonly string[], chosen: Chosen): Told {
  const translations = new Map(Object.entries(question.translations ?? {}));
  const spoken = [language ?? "", language?.split("-")[0] ?? ""].find((each) => translations.has(each));
  const translation = spoken && translations.get(spoken);
  if (!translation) return { language: originalLanguageOf(question), question, layout, chosen };
  const respond = (response: string) => translation.responses?.[response] ?? response;
  const [inOrder, picked] = question.kind === "matching" ? [layout.map(respond), chosen.map(respond)] : [layout, chosen];
  return { language: spoken, question: translated(question, translation), layout: inOrder, chosen: picked };
}

function translated(question: Question, translation: Translation): Question {
  const { stem, explanation, lesson } = translation;
  const told = { ...question, stem, ...(explanation ? { explanation } : {}), ...(lesson ? { lesson } : {}) };
  if (told.kind === "spot") return { ...told, message: { ...told.message, ...definedIn(translation.message) }, options: told.options.map((option) => withTexts(option, translation.options?.[option.id])) };
  if (isChoice(told)) return { ...told, options: told.options.map((option) => withTexts(option, translation.options?.[option.id])) };
  switch (told.kind) {
    case "matching": {
      const respond = (response: string) => translation.responses?.[response] ?? response;
      const pairs = told.pairs.map((pair) => ({ ...withTexts(pair, translation.pairs?.[pair.id]), response: respond(pair.response) }));
      return { ...told, pairs, responses: told.responses.map(respond) };
    }
    case "ordering": return { ...told, sequence: told.sequence.map((line) => withTexts(line, translation.sequence?.[line.id])) };
    case "numeric": return { ...told, answer: { ...told.answer, ...(translation.answer?.unit ? { unit: translation.answer.unit } : {}) } };
    case "short": return { ...told, answer: { ...told.answer, accept: [...new Set([...(translation.answer?.accept ?? []), ...told.answer.accept])] } };
  }
}

/** Where the original has no feedback, the translation has none either. */
function withTexts<L extends { feedback: string }>(line: L, texts: { feedback?: string | undefined } | undefined): L {
  return { ...line, ...texts, feedback: texts?.feedback ?? line.feedback };
}

function definedIn<T extends object>(texts: T | undefined): { [Name in keyof T]?: NonNullable<T[Name]> } {
  return Object.fromEntries(Object.entries(texts ?? {}).filter(([, text]) => text !== undefined)) as { [Name in keyof T]?: NonNullable<T[Name]> };
}
