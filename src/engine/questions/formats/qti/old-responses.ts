import { say } from "../../../../lib/messages.ts";
import { childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Key } from "./marking.ts";
import type { AnswerList } from "./old-blackboard.ts";
import { readMatches } from "./matches.ts";
import { readMultipleChoice } from "./multiple-choice.ts";
import { isNear, noteStrictBounds, readNumerical, type NamedNumber } from "./numbers.ts";
import { isScoring, type OldRules } from "./old-processing.ts";
import { readOrder } from "./orders.ts";
import { QtiError } from "./qti-error.ts";
import { MOST_CHOICES, readSingleChoice, type Choice, type ItemPart } from "./single-choice.ts";
import { readShortAnswer } from "./texts.ts";

const RENDERED = new Set(["render_choice", "render_fib"]);
/** The extension by which the examples of the specification, and Canvas's new quizzes, show what is to be put in order. */
const SHOWS_OBJECTS = (element: XmlElement): boolean => element.name === "render_extension" && within(element, "ims_render_object").length > 0;

/** Refuses by name whatever is answered in a way that is not read, such as on a picture. */
export function refuseOthers(responses: readonly XmlElement[]): void {
  for (const response of responses) {
    const rendered = childrenOf(response).find((child) => child.name.startsWith("render_") && !RENDERED.has(child.name) && !SHOWS_OBJECTS(child))?.name;
    const odd = rendered ?? (/^response_(?:xy|grp)$/.test(response.name) ? response.name : undefined);
    if (odd) throw new QtiError(say("qti.unknown-kind", { kind: odd }), response.line);
  }
}

/** The responses of an item of QTI 1.2: what it calls its kind, the rules, how a material reads, and the lists of Blackboard's matching questions. */
export interface OldAsked { kind: string; responses: readonly XmlElement[]; rules: OldRules; html: (element: XmlElement) => string; lists?: readonly AnswerList[] | undefined }

/** Marks responses by their identifiers. */
export type OldMark = (given: ReadonlyMap<string, readonly (string | number)[]>) => ReturnType<Key["mark"]>;

/** What the responses of an item ask for; `key.mark` is made for each kind. */
export function readResponses(asked: OldAsked, mark: OldMark, key: Omit<Key, "mark">): ItemPart {
  const [response, ...more] = asked.responses;
  if (!response) throw new QtiError(say("qti.asks-nothing"), key.line);
  if (more.length > 0 || asked.lists || asked.kind === "matching_question") return readLists(asked, mark, key);
  const idents = [response, ...(response.name === "response_lid" ? [] : within(response, "response_label"))].map(identOf);
  const one: Key = { ...key, mark: (given) => mark(new Map(idents.map((ident) => [ident, given as (string | number)[]]))) };
  if (response.name === "response_lid") return readChoices(asked, response, one);
  return readTyped(asked, response, one);
}

function identOf({ attributes }: XmlElement): string {
  return attributes.get("ident") ?? "";
}

function within(element: XmlElement, name: string): XmlElement[] {
  return childrenOf(element).flatMap((child) => (child.name === name ? [child] : within(child, name)));
}

function choicesIn(response: XmlElement, { html }: OldAsked): Choice[] {
  const choices = within(response, "response_label").map((label) => ({ id: identOf(label), html: html(label) }));
  if (choices.length > MOST_CHOICES) throw new QtiError(say("qti.too-involved"), response.line);
  if (choices.length === 0 || new Set(choices.map(({ id }) => id)).size !== choices.length) throw new QtiError(say("qti.choices-unclear"), response.line);
  return choices;
}

function readChoices(asked: OldAsked, response: XmlElement, key: Key): ItemPart {
  const { rules } = asked;
  const choices = choicesIn(response, asked);
  const shuffle = isShuffled(response);
  const cardinality = response.attributes.get("rcardinality")?.toLowerCase() ?? "single";
  if (cardinality === "ordered") return readOrder(orderKey(asked, key), choices);
  const correct = rules.conditions.filter((condition) => isScoring(condition, rules)).map(wanted).find((ids) => ids.length > 0) ?? [];
  return cardinality === "multiple" || asked.kind === "Multiple Answer" ? readMultipleChoice({ ...key, correct }, choices, shuffle, asked.kind === "multiple_answers_question") : readSingleChoice(key, choices, shuffle);
}

function isShuffled(response: XmlElement): boolean {
  return childrenOf(response).some(({ name, attributes }) => name.startsWith("render_") && attributes.get("shuffle")?.toLowerCase() === "yes");
}

/** What a condition wants, that which it does not want left out. */
function wanted(condition: XmlElement): string[] {
  return childrenOf(condition).flatMap((child) => (child.name === "not" ? [] : child.name === "varequal" ? [textOf(child).trim()] : wanted(child)));
}

/** The first condition that scores names the lines in their order, or each with its place. */
function orderKey({ rules }: OldAsked, key: Key): Key {
  const scoring = rules.conditions.find((condition) => isScoring(condition, rules));
  const named = scoring ? within(scoring, "varequal") : [];
  const placed = named.map((one, place) => ({ id: textOf(one).trim(), place: Number(one.attributes.get("index") ?? place) }));
  const order = placed.sort((one, other) => one.place - other.place).map(({ id }) => id);
  const right = { score: key.top ?? 1, shown: key.mark(order).shown };
  const wrong = { score: 0, shown: key.mark([]).shown };
  return { ...key, correct: order, mark: (given) => (given.join() === order.join() ? right : wrong) };
}

function readTyped({ kind, rules: { conditions } }: OldAsked, response: XmlElement, key: Key): ItemPart {
  if (within(response, "response_label").length > 1) throw new QtiError(say("qti.asks-several"), response.line);
  const type = within(response, "render_fib")[0]?.attributes.get("fibtype")?.toLowerCase() ?? "string";
  const testsIn = (condition: XmlElement) => ["varequal", "vargt", "vargte", "varlt", "varlte"].flatMap((name) => within(condition, name));
  const tests = conditions.flatMap(testsIn);
  if (tests.length > MOST_CHOICES) throw new QtiError(say("qti.too-involved"), response.line);
  const isNumber = kind === "numerical_question" || kind === "Numeric" || response.name === "response_num" || type === "integer" || type === "decimal";
  if (!isNumber) return readShortAnswer(key, tests.filter(({ name }) => name === "varequal").map((test) => textOf(test).trim()));
  noteStrictBounds(key, tests.some(({ name }) => name === "vargt" || name === "varlt"));
  return readNumerical(key, [...conditions.flatMap((condition) => numbersOf(testsIn(condition))), ...plainNumbers(tests)]);
}

/** What a condition takes: the range between its limits, with the number that stands beside them where that is its middle; else the number. */
function numbersOf(tests: readonly XmlElement[]): NamedNumber[] {
  const values = plainNumbers(tests);
  const exact = plainNumbers(tests.filter(({ name }) => name === "varequal"));
  const tolerated = exact.flatMap(({ value }) => values.filter((bound) => bound.value > value).flatMap((bound) => {
    const from = values.find((other) => isNear(other.value, 2 * value - bound.value));
    return from ? [{ value, from: from.value, to: bound.value }] : [];
  }));
  return tolerated.length > 0 ? tolerated : exact;
}

function plainNumbers(tests: readonly XmlElement[]): NamedNumber[] {
  return tests.map((test) => Number(textOf(test))).filter(Number.isFinite).map((value) => ({ value, from: value, to: value }));
}

/** Several lists with the same entries are the lines of a matching question. */
function readLists(asked: OldAsked, mark: OldMark, key: Omit<Key, "mark">): ItemPart {
  const choicesOf = (response: XmlElement) => (response.name === "response_lid" ? choicesIn(response, asked) : []);
  const all = asked.lists ?? asked.responses.map((response) => ({ ident: identOf(response), html: asked.html(response), choices: choicesOf(response) }));
  const lists = asked.kind === "matching_question" ? withoutBlank(all, mark) : all;
  const texts = [...new Set(lists.flatMap(({ choices }) => choices.map(({ html }) => html)))];
  const isMatching = lists.every(({ choices, html }) => html !== "" && choices.length === texts.length) || asked.kind === "matching_question" || asked.lists !== undefined;
  if (!isMatching || lists.some(({ choices }) => choices.length === 0)) throw new QtiError(say("qti.asks-several"), (asked.responses[1] ?? asked.responses[0])!.line);
  const idents = new Map(lists.flatMap(({ choices }, line) => choices.map(({ id, html }) => [`${line} ${texts.indexOf(html)}`, id] as [string, string])));
  const lineOf = (pair: string) => lists[Number(pair.split(" ")[0])]!.ident;
  const given = (pairs: readonly string[]) => new Map(pairs.filter((pair) => idents.has(pair)).map((pair) => [lineOf(pair), [idents.get(pair)!]]));
  const together: Key["mark"] = (pairs) => mark(given(pairs.map(String)));
  const marked: Key["mark"] = asked.rules.byFeedback ? (pairs) => added(pairs.map((pair) => together([pair])), lists.length) : together;
  const right = [...idents.keys()].filter((pair) => marked([pair]).score > 0);
  const numbered = (htmls: readonly string[]) => htmls.map((html, place) => ({ id: String(place), html }));
  return readMatches({ ...key, mark: marked }, numbered(lists.map(({ html }) => html)), numbered(texts), right, asked.responses.every(isShuffled));
}

/** Canvas keeps lines that were left empty. */
function withoutBlank(lists: readonly AnswerList[], mark: OldMark): AnswerList[] {
  const isBlank = ({ ident, html, choices }: AnswerList) => html === "" && choices.some((choice) => choice.html === "" && mark(new Map([[ident, [choice.id]]])).score > 0);
  return lists.filter((list) => !isBlank(list)).map((list) => ({ ...list, choices: list.choices.filter(({ html }) => html !== "") }));
}

/** Where only feedback tells what is right, the rules stop at the first line, and each line is marked by itself. */
function added(marks: readonly ReturnType<Key["mark"]>[], lines: number): ReturnType<Key["mark"]> {
  return { score: marks.reduce((sum, { score }) => sum + score, 0) / lines, shown: new Set() };
}
