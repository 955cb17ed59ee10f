import { isBlocking, type LintContext } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import { isChoice, LEVELS } from "../engine/questions/question.ts";
import { say, type Message } from "../lib/messages.ts";
import { complaintsAboutAnswer, isTypedKind, NO_ANSWER } from "./written-answers.ts";
import { bodyOf, MOST_OPTIONS, WRITTEN_KINDS, type Complaint, type WritableQuestion, type WrittenKind, type WrittenOption, type WrittenQuestion } from "./written-questions.ts";

/** Everything that keeps a question from being saved, in the order of the form: what is missing or too long, and what the linter blocks. */
export function complaintsAbout(written: WrittenQuestion): Complaint[] {
  const { kind, stem, explanation, topic, level } = written;
  if (!WRITTEN_KINDS.includes(kind)) return [{ field: "kind", words: say("writing.kind-missing") }, ...lengthOf("stem", stem, 600, say("writing.stem-missing"))];
  const answer = isTypedKind(kind) ? complaintsAboutAnswer(kind, written.answer ?? NO_ANSWER) : [];
  const flaws = answer.length > 0 ? [] : flawsOf(written, bodyOf(written, { id: "", facts: [], evidence: [], enemies: [] }));
  const at = (field: string) => flaws.filter((flaw) => flaw.field === field);
  return [
    ...lengthOf("stem", stem, 600, say("writing.stem-missing")), ...at("stem"),
    ...answer, ...at("value"), ...at("accept"),
    ...(isTypedKind(kind) ? [] : [...aboutOptions(written), ...at("options"), ...written.options.flatMap((option) => [...aboutOption(option), ...at(`option-${option.row}-text`)])]),
    ...lengthOf("explanation", explanation, 2000, say("writing.explanation-missing")),
    ...lengthOf("topic", topic, 60, say("writing.topic-missing")),
    ...(LEVELS.includes(level) ? [] : [{ field: "level", words: say("writing.level-missing") }]),
    ...aboutEvidence(written),
  ];
}

/** What the linter blocks, beside the fields of the form, in the light of what is known. The options of the body stand in the order of the rows. What is not explained has words of its own. */
export function flawsOf({ options }: WrittenQuestion, body: WritableQuestion, context?: LintContext): Complaint[] {
  const rowAt = (where: string) => (isChoice(body) ? options[body.options.findIndex(({ id }) => where === `option ${id}`)]?.row : undefined);
  const fieldAt = (where: string) => (where === "stem" ? "stem" : where === "answer" ? (body.kind === "numeric" ? "value" : "accept") : "options");
  return lint(body, context).filter((finding) => isBlocking(finding) && finding.rule !== "missing-explanation").map(({ where, why, mend }) => {
    const row = rowAt(where);
    return { field: row === undefined ? fieldAt(where) : `option-${row}-text`, words: say("linting.both", { why, mend }) };
  });
}

function lengthOf(field: string, text: string, most: number, missing: Message): Complaint[] {
  if (text === "") return [{ field, words: missing }];
  return text.length > most ? [{ field, words: say("writing.too-long", { maximum: most, length: text.length }) }] : [];
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

function aboutOption({ row, text, correct, feedback }: WrittenOption): Complaint[] {
  return [
    ...lengthOf(`option-${row}-text`, text, 300, say("writing.option-missing", { row })),
    ...lengthOf(`option-${row}-feedback`, feedback, 1000, say(correct ? "writing.why-right-missing" : "writing.why-wrong-missing", { row })),
  ];
}

function aboutEvidence({ quote, source, incident }: WrittenQuestion): Complaint[] {
  if (quote.length > 1000) return [{ field: "quote", words: say("fields.too-long", { maximum: 1000 }) }];
  if (quote !== "" && incident === "") return [{ field: "quote", words: say("writing.quote-incident") }];
  if (quote !== "" && source === "") return [{ field: "source", words: say("writing.source-missing") }];
  return source !== "" && quote === "" ? [{ field: "quote", words: say("writing.quote-missing") }] : [];
}
