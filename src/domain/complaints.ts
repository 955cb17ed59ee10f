import { isBlocking, type LintContext } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import { lacksAlternative, safeHtmlOf } from "../engine/questions/rich-text.ts";
import { isChoice, LEVELS, type Question } from "../engine/questions/question.ts";
import { say, type Message } from "../lib/messages.ts";
import { withDecision } from "./decisions.ts";
import { complaintsAboutAnswer, isTypedKind, NO_ANSWER } from "./written-answers.ts";
import { lengthOf } from "./lengths.ts";
import { complaintsAboutLines, isLinedKind, NO_LINES } from "./written-lines.ts";
import { complaintsAboutMessage, NO_MESSAGE } from "./written-messages.ts";
import { bodyOf, MOST_OPTIONS, WRITTEN_KINDS, type Complaint, type WrittenKind, type WrittenOption, type WrittenQuestion } from "./written-questions.ts";

/** Everything that keeps a question from being saved, in the order of the form: what is missing or too long, and what the linter blocks. */
export function complaintsAbout(written: WrittenQuestion): Complaint[] {
  return written.decision ? withDecision(written, written.decision, aboutAnyKind(written)) : aboutAnyKind(written);
}

function aboutAnyKind(written: WrittenQuestion): Complaint[] {
  const { kind, stem, explanation, topic, level } = written;
  const { stem: most, text } = limitsOf(written);
  if (!WRITTEN_KINDS.includes(kind)) return [{ field: "kind", words: say("writing.kind-missing") }, ...lengthOf("stem", stem, most, say("writing.stem-missing"))];
  const answer = isTypedKind(kind) ? complaintsAboutAnswer(kind, written.answer ?? NO_ANSWER) : isLinedKind(kind) ? complaintsAboutLines(kind, written.lines ?? NO_LINES, text) : kind === "spot" ? aboutMessage(written) : [];
  const flaws = answer.length > 0 ? [] : flawsOf(written, bodyOf(written, { id: "", facts: [], evidence: [], enemies: [] }));
  const at = (field: string) => flaws.filter((flaw) => flaw.field === field);
  return [
    ...lengthOf("stem", stem, most, say("writing.stem-missing")), ...at("stem"),
    ...answer, ...at("value"), ...at("accept"), ...at("pairs"), ...at("sequence"), ...at("message-body"),
    ...(hasRows(kind) ? [...aboutOptions(written), ...at("options"), ...written.options.flatMap((option) => [...aboutOption(option, text), ...at(`option-${option.row}-text`)])] : []),
    ...lengthOf("explanation", explanation, most === 600 ? 2000 : 8000, say("writing.explanation-missing")),
    ...lengthOf("topic", topic, 60, say("writing.topic-missing")),
    ...(LEVELS.includes(level) ? [] : [{ field: "level", words: say("writing.level-missing") }]),
    ...aboutTraits(written), ...aboutPictures(written), ...aboutEvidence(written),
  ];
}

/** Whoever writes plain text is held to what can be read at a glance; Markdown brings addresses of pictures, and other systems brought long texts. */
function limitsOf({ format = "plain" }: WrittenQuestion): { stem: number; text: number } {
  return format === "plain" ? { stem: 600, text: 300 } : { stem: 8000, text: 1000 };
}

function hasRows(kind: string): boolean {
  return !isTypedKind(kind) && !isLinedKind(kind) && kind !== "spot";
}

/** Each mark needs its reason: without it nobody learns from a sign that was missed. */
function aboutMessage({ message = NO_MESSAGE, options }: WrittenQuestion): Complaint[] {
  return [...complaintsAboutMessage(message), ...options.flatMap(({ row, feedback, text }) => [...lengthOf(`sign-${row}-feedback`, feedback, 1000, say("editor.sign-why-missing", { text })), ...lengthOf("message-body", text, 300, say("editor.few-marks"))])];
}

/** A picture has words for those who do not see it, wherever it stands. */
function aboutPictures({ format = "plain", stem, explanation, options, lines = NO_LINES }: WrittenQuestion): Complaint[] {
  if (format === "plain") return [];
  const texts = [["stem", stem], ["explanation", explanation], ...options.flatMap(({ row, text, feedback }) => [[`option-${row}-text`, text], [`option-${row}-feedback`, feedback]]),
    ...lines.pairs.map(({ row, premise }) => [`pair-${row}-premise`, premise]), ...lines.sequence.map(({ row, text }) => [`line-${row}-text`, text])] as [string, string][];
  return texts.filter(([, text]) => lacksAlternative(safeHtmlOf(text, format))).map(([field]) => ({ field, words: say("editor.alternative-missing") }));
}

function aboutTraits({ name = "", tags = [] }: WrittenQuestion): Complaint[] {
  return [
    ...(name.length > 255 ? [{ field: "name", words: say("writing.too-long", { maximum: 255, length: name.length }) }] : []),
    ...(tags.length > 20 || tags.some((tag) => tag.length > 100) ? [{ field: "tags", words: say("editor.tags-odd") }] : []),
  ];
}

/** What is not explained, and pictures, have words of their own in the form. */
const SAID_ELSEWHERE = new Set(["missing-explanation", "picture-without-words"]);

/** What the linter blocks, beside the fields of the form, in the light of what is known. The options of the body stand in the order of the rows. */
export function flawsOf({ options }: WrittenQuestion, body: Question, context?: LintContext): Complaint[] {
  const rowAt = (where: string) => (isChoice(body) ? options[body.options.findIndex(({ id }) => where === `option ${id}`)]?.row : undefined);
  const fieldAt = (where: string) => (where === "stem" ? "stem" : where === "answer" ? (body.kind === "numeric" ? "value" : "accept") : body.kind === "matching" ? "pairs" : body.kind === "ordering" ? "sequence" : body.kind === "spot" ? "message-body" : "options");
  return lint(body, context).filter((finding) => isBlocking(finding) && !SAID_ELSEWHERE.has(finding.rule)).map(({ where, why, mend }) => {
    const row = rowAt(where);
    return { field: row === undefined || body.kind === "spot" ? fieldAt(where) : `option-${row}-text`, words: say("linting.both", { why, mend }) };
  });
}

function aboutOptions({ kind, options }: WrittenQuestion): Complaint[] {
  const words = wordsAboutOptions(kind, options);
  return words ? [{ field: "options", words }] : [];
}

function wordsAboutOptions(kind: WrittenKind, options: readonly WrittenOption[]): Message | undefined {
  if (kind === "true_false" && options.map(({ text }) => text.toLowerCase()).sort().join() !== "false,true") return say("writing.true-false");
  if (options.length < 2) return say("writing.few-options");
  if (options.length > MOST_OPTIONS) return say("writing.many-options", { maximum: MOST_OPTIONS });
  return kind === "multiple" && options.filter(({ correct }) => correct).length === 1 ? say("writing.several-right") : undefined;
}

function aboutOption({ row, text, correct, feedback, consequence = "" }: WrittenOption, most: number): Complaint[] {
  return [
    ...lengthOf(`option-${row}-text`, text, most, say("writing.option-missing", { row })),
    ...lengthOf(`option-${row}-feedback`, feedback, 1000, say(correct ? "writing.why-right-missing" : "writing.why-wrong-missing", { row })),
    ...(consequence.length > 500 ? [{ field: `option-${row}-consequence`, words: say("writing.too-long", { maximum: 500, length: consequence.length }) }] : []),
  ];
}

function aboutEvidence({ quote, source, incident }: WrittenQuestion): Complaint[] {
  if (quote.length > 1000) return [{ field: "quote", words: say("fields.too-long", { maximum: 1000 }) }];
  if (quote !== "" && incident === "") return [{ field: "quote", words: say("writing.quote-incident") }];
  if (quote !== "" && source === "") return [{ field: "source", words: say("writing.source-missing") }];
  return source !== "" && quote === "" ? [{ field: "quote", words: say("writing.quote-missing") }] : [];
}
