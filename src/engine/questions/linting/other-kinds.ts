import { say } from "../../../lib/messages.ts";
import { fold } from "../../../lib/text.ts";
import type { MatchingQuestion, NumericQuestion, OrderingQuestion, ShortQuestion } from "../question.ts";
import { cut, finding, type Finding } from "./finding.ts";
import { readOption, type ReadOption } from "./option-reading.ts";
import type { Reading } from "./reading.ts";
import type { Check } from "./stem-checks.ts";
import { saysTheSame } from "./truth-checks.ts";

type Of<Q> = Reading & { question: Q };

/** Rules 18, 3, 9, 2 and 12 for what is to be matched. */
export const matchingPairs: Check<Of<MatchingQuestion>> = ({ question: { pairs, responses } }, { classOf }) => {
  const [premises, offered] = [pairs.map(({ premise }) => readOption(premise)), responses.map(readOption)];
  return [
    ...twins(premises).map((text) => finding("more-than-one-correct", "pairs", say("linting.pairs.twice", { text: cut(text) }), { mend: say("linting.pairs.line-mend") })),
    ...twins(offered).map((text) => finding("more-than-one-correct", "responses", say("linting.pairs.offered-twice", { text: cut(text) }), { mend: say("linting.pairs.offered-mend") })),
    ...pairs.filter(({ response }) => !responses.includes(response)).map(({ id, response }) => finding("more-than-one-correct", `pair ${id}`, say("linting.pairs.not-offered", { text: cut(response) }), { mend: say("linting.pairs.not-offered-mend") })),
    ...offered.filter(({ refers }) => refers !== undefined).map(({ text, refers }) => finding(refers === "none" ? "none-of-the-above" : "all-of-the-above", "responses", say("linting.pairs.refers", { text: cut(text) }))),
    ...(classOf ? [...mixed(premises, "pairs", classOf), ...mixed(offered, "responses", classOf)] : []),
    ...pairs.flatMap(({ id, premise, response }) => repeatedInPair(id, readOption(premise), readOption(response), offered)),
  ];
};

/** The second of two that say the same. */
function twins(read: readonly ReadOption[]): string[] {
  return read.filter((one, place) => read.slice(0, place).some((other) => saysTheSame(other, one))).map(({ text }) => text);
}

function mixed(read: readonly ReadOption[], where: string, classOf: (text: string) => string | undefined): Finding[] {
  const classes = read.map(({ text }) => classOf(text));
  const first = classes.find((each) => each !== undefined);
  const odd = read.find((_, place) => classes[place] !== undefined && classes[place] !== first);
  return odd ? [finding("implausible-distractors", where, say("linting.pairs.other-kind", { text: cut(odd.text) }), { mend: say("linting.pairs.other-kind-mend") })] : [];
}

function repeatedInPair(id: string, premise: ReadOption, response: ReadOption, offered: readonly ReadOption[]): Finding[] {
  const lemma = response.lemmas.find((each) => premise.lemmas.includes(each) && !offered.some((other) => other.text !== response.text && other.lemmas.includes(each)));
  return lemma === undefined ? [] : [finding("word-repeats", `pair ${id}`, say("linting.pairs.shared", { premise: cut(premise.text), response: cut(response.text) }))];
}

/** Rule 18 for lines to be put in order. */
export const orderedLines: Check<Of<OrderingQuestion>> = ({ question: { sequence } }) =>
  twins(sequence.map(({ text }) => readOption(text))).map((text) => finding("more-than-one-correct", "sequence", say("linting.lines.twice", { text: cut(text) }), { mend: say("linting.pairs.line-mend") }));

/** Rule 12 for a figure. */
export const toldFigure: Check<Of<NumericQuestion>> = ({ question: { answer }, stem }) => {
  const told = stem.text.replace(/(?<=\d),(?=\d{3})/g, "").match(/\d+(?:\.\d+)?/g)?.some((digits) => Number(digits) === answer.value);
  return told ? finding("word-repeats", "answer", say("linting.answer.figure-told", { value: String(answer.value) }), { mend: say("linting.answer.told-mend") }) : undefined;
};

/** Rules 12 and 18 for a short answer. */
export const shortAnswer: Check<Of<ShortQuestion>> = ({ question: { answer: { accept, reject } }, stem }) => {
  const told = accept.find((name) => fold(name) !== "" && stem.phrase.includes(` ${fold(name)} `));
  const refused = new Set(reject.map(fold));
  const both = accept.find((name) => refused.has(fold(name)));
  return [
    ...(told === undefined ? [] : [finding("word-repeats", "answer", say("linting.answer.told", { text: cut(told) }), { mend: say("linting.answer.told-mend") })]),
    ...(both === undefined ? [] : [finding("more-than-one-correct", "answer", say("linting.answer.both", { text: cut(both) }), { mend: say("linting.answer.both-mend") })]),
  ];
};
