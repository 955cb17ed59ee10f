import { say, type Message } from "../../../lib/messages.ts";
import { patternInWords } from "../moodle-names.ts";
import type { Item, ItemAnswer } from "./item.ts";
import type { Texts } from "./question-texts.ts";

type Of<Type extends Item["type"]> = Extract<Item, { type: Type }>;

/** What a question of this kind has and others have not, for the schema to check. */
export function partsOf(item: Item, texts: Texts): { refused: Message } | Record<string, unknown> {
  switch (item.type) {
    case "multichoice": return choiceParts(item, texts);
    case "truefalse": return { kind: "true_false", options: item.answers.map((answer, place) => ({ id: idAt(place), text: place === 0 ? "True" : "False", correct: answer.fraction > 0, feedback: texts.clean(answer.feedback, answer.format) })) };
    case "shortanswer": return shortParts(item, texts);
    case "numerical": return numericParts(item, texts);
    case "match": return matchingParts(item, texts);
    case "ordering": return { kind: "ordering", sequence: item.lines.map((line, place) => ({ id: idAt(place), text: texts.clean(line), feedback: "" })) };
  }
}

/** Options that are worth all or nothing need no fractions: they are marked alike by our own rule. */
function choiceParts({ single, shuffle, answers }: Of<"multichoice">, { clean, own }: Texts): ReturnType<typeof partsOf> {
  const best = bestOf(answers);
  if (best <= 0) return { refused: say("items.no-right-answer") };
  const isRight = ({ fraction }: ItemAnswer) => (single ? fraction === best : fraction > 0);
  const isUsual = single && best === 1 && answers.filter(isRight).length === 1 && answers.every((answer) => isRight(answer) || answer.fraction === 0);
  const options = answers.map((answer, place) => ({
    id: idAt(place), text: clean(answer.text, answer.format), correct: isRight(answer), feedback: clean(answer.feedback, answer.format), ...(isUsual ? {} : { fraction: answer.fraction }), ...own(answer.format),
  }));
  return { kind: single ? "single" : "multiple", options, ...(shuffle ? {} : { sorted: true }) };
}

function shortParts({ caseSensitive, answers }: Of<"shortanswer">, { clean, own }: Texts): ReturnType<typeof partsOf> {
  const best = bestOf(answers);
  if (best <= 0) return { refused: say("items.no-right-answer") };
  const right = answers.filter(({ fraction }) => fraction === best).map(({ text }) => text);
  const telling = right.filter((text) => !/^\**$/.test(text));
  const accept = [...new Set((telling.length > 0 ? telling : right).map(patternInWords))];
  const graded = answers.map(({ text, fraction, feedback, format }) => ({ pattern: text, fraction, feedback: clean(feedback, format), ...own(format) }));
  return { kind: "short", answer: { accept, reject: [] }, graded: { caseSensitive, answers: graded } };
}

function numericParts({ answers, units }: Of<"numerical">, { clean, own }: Texts): ReturnType<typeof partsOf> {
  const best = bestOf(answers.filter(({ text }) => text !== "*"));
  const key = answers.find(({ text, fraction }) => text !== "*" && fraction === best);
  if (!key || best <= 0) return { refused: say("items.no-right-answer") };
  if (answers.some(({ text }) => text !== "*" && !isNumber(text))) return { refused: say("items.no-number") };
  const unit = units.find(({ multiplier }) => multiplier === 1)?.unit;
  const graded = answers.map(({ text, tolerance, fraction, feedback, format }) => ({ value: text, tolerance: Math.abs(tolerance), fraction, feedback: clean(feedback, format), ...own(format) }));
  return {
    kind: "numeric", answer: { value: Number(key.text), tolerance: Math.abs(key.tolerance), ...(unit ? { unit } : {}) },
    graded: { answers: graded, ...(units.length > 0 ? { units: units.map((each) => ({ ...each })) } : {}) },
  };
}

function matchingParts({ pairs }: Of<"match">, { clean, own }: Texts): ReturnType<typeof partsOf> {
  const asked = pairs.filter(({ question }) => question !== "");
  const inOrder = [...asked, ...pairs.filter(({ question }) => question === "")];
  return {
    kind: "matching", responses: [...new Set(inOrder.map(({ answer }) => answer))],
    pairs: asked.map(({ question, answer, format }, place) => ({ id: idAt(place), premise: clean(question, format), response: answer, feedback: "", ...(format ? own(format) : {}) })),
  };
}

function bestOf(answers: readonly ItemAnswer[]): number {
  return Math.max(0, ...answers.map(({ fraction }) => fraction));
}

function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

/** Letters say nothing about the key. */
function idAt(place: number): string {
  return "abcdefghijklmnopqrstuvwxyz"[place] ?? `z${place}`;
}
