import { isBlocking, type LintContext } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import { isChoice, LEVELS } from "../engine/questions/question.ts";
import { complaintsAboutAnswer, isTypedKind, NO_ANSWER } from "./written-answers.ts";
import { bodyOf, MOST_OPTIONS, WRITTEN_KINDS, type Complaint, type WritableQuestion, type WrittenKind, type WrittenOption, type WrittenQuestion } from "./written-questions.ts";

/** Everything that keeps a question from being saved, in the order of the form: what is missing or too long, and what the linter blocks. */
export function complaintsAbout(written: WrittenQuestion): Complaint[] {
  const { kind, stem, explanation, topic, level } = written;
  if (!WRITTEN_KINDS.includes(kind)) return [{ field: "kind", message: "Choose a kind." }, ...lengthOf("stem", stem, 600, "Write what is asked.")];
  const answer = isTypedKind(kind) ? complaintsAboutAnswer(kind, written.answer ?? NO_ANSWER) : [];
  const flaws = answer.length > 0 ? [] : flawsOf(written, bodyOf(written, { id: "", facts: [], evidence: [], enemies: [] }));
  const at = (field: string) => flaws.filter((flaw) => flaw.field === field);
  return [
    ...lengthOf("stem", stem, 600, "Write what is asked."), ...at("stem"),
    ...answer, ...at("value"), ...at("accept"),
    ...(isTypedKind(kind) ? [] : [...aboutOptions(written), ...at("options"), ...written.options.flatMap((option) => [...aboutOption(option), ...at(`option-${option.row}-text`)])]),
    ...lengthOf("explanation", explanation, 2000, "Explain what the right answer teaches."),
    ...lengthOf("topic", topic, 60, "Choose a topic."),
    ...(LEVELS.includes(level) ? [] : [{ field: "level", message: "Choose a level." }]),
    ...aboutEvidence(written),
  ];
}

/** What the linter blocks, beside the fields of the form, in the light of what is known. The options of the body stand in the order of the rows. What is not explained has words of its own. */
export function flawsOf({ options }: WrittenQuestion, body: WritableQuestion, context?: LintContext): Complaint[] {
  const rowAt = (where: string) => (isChoice(body) ? options[body.options.findIndex(({ id }) => where === `option ${id}`)]?.row : undefined);
  const fieldAt = (where: string) => (where === "stem" ? "stem" : where === "answer" ? (body.kind === "numeric" ? "value" : "accept") : "options");
  return lint(body, context).filter((finding) => isBlocking(finding) && finding.rule !== "missing-explanation").map(({ where, why, mend }) => {
    const row = rowAt(where);
    return { field: row === undefined ? fieldAt(where) : `option-${row}-text`, message: `${why} ${mend}` };
  });
}

function lengthOf(field: string, text: string, most: number, missing: string): Complaint[] {
  if (text === "") return [{ field, message: missing }];
  return text.length > most ? [{ field, message: `Use at most ${most} characters; these are ${text.length}.` }] : [];
}

function aboutOptions({ kind, options }: WrittenQuestion): Complaint[] {
  const message = wordsAboutOptions(kind, options);
  return message ? [{ field: "options", message }] : [];
}

function wordsAboutOptions(kind: WrittenKind, options: readonly WrittenOption[]): string | undefined {
  if (kind === "true_false" && options.map(({ text }) => text.toLowerCase()).sort().join() !== "false,true") return "A true or false question has just two options: True and False.";
  if (options.length < 2) return "Write at least two options.";
  if (options.length > MOST_OPTIONS) return `Write at most ${MOST_OPTIONS} options.`;
  return kind === "multiple" && options.filter(({ correct }) => correct).length === 1 ? "Mark at least two options as right, or choose the kind with one right answer." : undefined;
}

function aboutOption({ row, text, correct, feedback }: WrittenOption): Complaint[] {
  return [
    ...lengthOf(`option-${row}-text`, text, 300, `Write the text of option ${row}, or clear the row.`),
    ...lengthOf(`option-${row}-feedback`, feedback, 1000, `Say why option ${row} is ${correct ? "right" : "wrong"}.`),
  ];
}

function aboutEvidence({ quote, source, incident }: WrittenQuestion): Complaint[] {
  if (quote.length > 1000) return [{ field: "quote", message: "Use at most 1000 characters." }];
  if (quote !== "" && incident === "") return [{ field: "quote", message: "Choose an incident first: the quotation needs one of its sources." }];
  if (quote !== "" && source === "") return [{ field: "source", message: "Choose the source of the quotation." }];
  return source !== "" && quote === "" ? [{ field: "quote", message: "Quote the source, or choose none." }] : [];
}
