import { asked } from "../engine/questions/asked.ts";
import { markingRule } from "../engine/questions/marking.ts";
import { isChoice } from "../engine/questions/question-kinds.ts";
import type { Question } from "../engine/questions/question.ts";
import { plainTextOf, safeHtmlOf } from "../engine/questions/rich-text.ts";
import type { Format } from "../engine/questions/texts.ts";
import { toldIn } from "../engine/questions/told.ts";
import type { PackagedQuestion } from "../engine/packages/packaged-quiz.ts";
import { digest } from "../lib/ids.ts";
import type { Reader } from "../lib/readers.ts";
import { slugify } from "../lib/text.ts";

/** A picture in a package, by the address that texts have it under here. */
export type PictureNames = ReadonlyMap<string, string>;

/** A question ready for a package, in the language of its reader where it is translated. What only trainers see stays out. */
export function packagedQuestion(question: Question, tags: readonly string[], pictures: PictureNames, { language, formats, t }: Reader): PackagedQuestion {
  const told = toldIn(language, question, [], []);
  const shown = withoutNotes(told.question);
  const { message } = asked(shown, isChoice(shown) ? shown.options.map(({ id }) => id) : []);
  const evidence = question.evidence.map((each) => ({ ...each, when: each.source.published.split("/").map((day) => formats.day(day)).join(" – ") }));
  const name = `${slugify(plainTextOf(question.stem, question.format)).slice(0, 60)}-${digest(question.id).replace(/\W/g, "").slice(0, 8)}`;
  return { name, language: told.language, question: shown, tags, rule: t(markingRule(shown)), rich: richTextsOf(shown, pictures), evidence, ...(message ? { message } : {}) };
}

/** Of translations only the names stay that are right in them: marking takes them in any language. */
function withoutNotes({ name: _name, carried: _carried, translations = {}, tags: _tags, ...question }: Question): Question {
  const names = Object.entries(translations).flatMap(([language, { answer }]) => (question.kind === "short" && answer?.accept ? [[language, { answer: { accept: answer.accept } }]] : []));
  return { ...question, evidence: [], ...(names.length > 0 ? { translations: Object.fromEntries(names) as NonNullable<Question["translations"]> } : {}) } as Question;
}

function richTextsOf(question: Question, pictures: PictureNames): PackagedQuestion["rich"] {
  const rich = textsOf(question).filter(([text, format = question.format ?? "plain"]) => text !== "" && format !== "plain");
  return Object.fromEntries(rich.map(([text, format = question.format]) => [text, { words: plainTextOf(text, format), html: withNames(safeHtmlOf(text, format), pictures) }]));
}

function withNames(html: string, pictures: PictureNames): string {
  return html.replace(/\/pictures\/[\w-]+/g, (address) => pictures.get(address) ?? address);
}

/** The words of a message are plain, whatever its question is. */
function textsOf(question: Question): [text: string, format?: Format | undefined][] {
  const common: [string, Format?][] = [[question.stem], [question.explanation]];
  if (question.kind === "spot") return [...common, ...question.options.map(({ feedback, format }): [string, Format?] => (format ? [feedback, format] : [feedback]))];
  if (isChoice(question)) return [...common, ...question.options.flatMap(({ text, feedback, format }): [string, Format | undefined][] => [[text, format], [feedback, format]])];
  if (question.kind === "matching") return [...common, ...question.pairs.flatMap(({ premise, feedback, format }): [string, Format | undefined][] => [[premise, format], [feedback, format]])];
  if (question.kind === "ordering") return [...common, ...question.sequence.flatMap(({ text, feedback }): [string][] => [[text], [feedback]])];
  return "graded" in question && question.graded ? [...common, ...question.graded.answers.map(({ feedback }): [string] => [feedback])] : common;
}
