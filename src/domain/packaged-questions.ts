import { asked } from "../engine/questions/asked.ts";
import { markingRule } from "../engine/questions/marking.ts";
import { isChoice } from "../engine/questions/question-kinds.ts";
import type { Question } from "../engine/questions/question.ts";
import { plainTextOf, safeHtmlOf } from "../engine/questions/rich-text.ts";
import type { Format } from "../engine/questions/texts.ts";
import { truthsOf } from "../engine/questions/stated-answer.ts";
import { toldIn } from "../engine/questions/told.ts";
import type { PackagedQuestion } from "../engine/packages/packaged-quiz.ts";
import { digest } from "../lib/ids.ts";
import type { Reader } from "../lib/readers.ts";
import { slugify } from "../lib/text.ts";

/** Pictures in a package, by the address that texts have them under here. */
export type PictureNames = ReadonlyMap<string, string>;

/** A question ready for a package, in the language of its reader where it is translated. What only trainers see stays out, and no text has markup that is not safe. */
export function packagedQuestion(question: Question, tags: readonly string[], pictures: PictureNames, { language, formats, t }: Reader): PackagedQuestion {
  const told = toldIn(language, question, [], []);
  const rich: Record<string, string> = {};
  const shown = withTexts(withoutNotes(told.question), (text, format) => {
    if (format === "plain" || text === "") return text;
    const html = safeHtmlOf(text, format).replace(/\/pictures\/[\w-]+/g, (address) => pictures.get(address) ?? address);
    rich[html] = plainTextOf(text, format) || [...html.matchAll(/ alt="([^"]*)"/g)].map(([, words]) => words).join(" ");
    return html;
  });
  const { message } = asked(shown, isChoice(shown) ? shown.options.map(({ id }) => id) : []);
  const evidence = question.evidence.map((each) => ({ ...each, when: each.source.published.split("/").map((day) => formats.day(day)).join(" – ") }));
  const name = `${slugify(plainTextOf(question.stem, question.format)).slice(0, 60)}-${digest(question.id).replace(/\W/g, "").slice(0, 8)}`;
  const truths = truthsOf(question);
  return { name, language: told.language, question: shown, tags, rule: t(markingRule(shown)), rich, evidence, ...(message ? { message } : {}), ...(truths ? { truths } : {}) };
}

/** Of translations only the names stay that are right in them: marking takes them in any language. */
function withoutNotes({ name: _name, carried: _carried, tags: _tags, translations = {}, ...question }: Question): Question {
  const names = Object.entries(translations).flatMap(([language, { answer }]) => (question.kind === "short" && answer?.accept ? [[language, { answer: { accept: answer.accept } }]] : []));
  return { ...question, evidence: [], ...(names.length > 0 ? { translations: Object.fromEntries(names) as NonNullable<Question["translations"]> } : {}) };
}

/** The question with each of its texts as `made` gives it, all in plain words or HTML. Responses, names, numbers and the words of a message are plain, whatever the question is. */
function withTexts({ format: usual, ...question }: Question, made: (text: string, format: Format) => string): Question {
  const of = (text: string, own?: Format) => made(text, own ?? usual ?? "plain");
  const line = <L extends { feedback: string; format?: Format | undefined }>({ format, ...given }: L) => ({ ...given, feedback: of(given.feedback, format) });
  const common = { stem: of(question.stem), explanation: of(question.explanation) };
  switch (question.kind) {
    case "spot": return { ...question, ...common, options: question.options.map(line) };
    case "matching": return { ...question, ...common, pairs: question.pairs.map((pair) => ({ ...line(pair), premise: of(pair.premise, pair.format) })) };
    case "ordering": return { ...question, ...common, sequence: question.sequence.map((item) => ({ ...line(item), text: of(item.text) })) };
    case "numeric": return { ...question, ...common, ...(question.graded ? { graded: { ...question.graded, answers: question.graded.answers.map(line) } } : {}) };
    case "short": return { ...question, ...common, ...(question.graded ? { graded: { ...question.graded, answers: question.graded.answers.map(line) } } : {}) };
    default: return { ...question, ...common, options: question.options.map((option) => ({ ...line(option), text: of(option.text, option.format) })) };
  }
}
