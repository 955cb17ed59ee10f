import { say, type Message } from "../../../../lib/messages.ts";
import type { Item, ItemAnswer } from "../item.ts";
import { escapeXml, type Tag } from "./tags.ts";

/** What is written of a kind of question: the response, the interaction, what scores, and which feedback each response shows by its identifier. */
export interface Parts { declaration: string; interaction: string; scoring: Scoring; own: readonly { id: string; feedback: string }[]; telling: readonly string[] }
/** By a mapping, by the whole response being right, or by rules of its own. */
export type Scoring = { by: "mapping" } | { by: "whole" } | { by: "rules"; rules: string };

export interface Writing { tag: Tag; mark: number; xml: (text: string, format?: ItemAnswer["format"]) => string; note: (message: Message) => void }

const RESPONSE = "RESPONSE";

export function partsOf(item: Item, writing: Writing): Parts {
  switch (item.type) {
    case "multichoice": return choiceParts(item, writing);
    case "truefalse": return truthParts(item, writing);
    case "shortanswer": return textParts(item, writing);
    case "numerical": return numberParts(item, writing);
    case "match": return matchParts(item, writing);
    case "ordering": return orderParts(item, writing);
  }
}

type Of<Type extends Item["type"]> = Extract<Item, { type: Type }>;
type Worth = readonly (readonly [key: string, fraction: number])[];

function declaration({ tag, mark }: Writing, cardinality: string, baseType: string, correct: readonly string[], worth: Worth = [], more: Readonly<Record<string, string>> = {}): string {
  const known = correct.length > 0 ? [tag("correctResponse", {}, ...correct.map((value) => tag("value", {}, escapeXml(value))))] : [];
  const entries = worth.map(([key, fraction]) => tag("mapEntry", { mapKey: key, mappedValue: String(fraction * mark), caseSensitive: more.caseSensitive }));
  const bounds = { ...(cardinality === "multiple" && { lowerBound: "0", upperBound: String(mark) }), defaultValue: more.defaultValue ?? "0" };
  return tag("responseDeclaration", { identifier: RESPONSE, cardinality, baseType }, ...known, ...(entries.length > 0 ? [tag("mapping", bounds, ...entries)] : []));
}

function choiceParts(item: Of<"multichoice">, writing: Writing): Parts {
  const { tag, xml } = writing;
  const ids = item.answers.map((_, place) => `a${place + 1}`);
  const right = ids.filter((_, place) => (item.single ? item.answers[place]!.fraction >= 1 : item.answers[place]!.fraction > 0));
  const worth = item.answers.map(({ fraction }, place) => [ids[place]!, fraction] as const);
  return {
    declaration: declaration(writing, item.single ? "single" : "multiple", "identifier", item.single ? right.slice(0, 1) : right, worth),
    interaction: tag("choiceInteraction", { responseIdentifier: RESPONSE, shuffle: String(item.shuffle), maxChoices: item.single ? "1" : "0" },
      ...item.answers.map(({ text, format }, place) => tag("simpleChoice", { identifier: ids[place] }, xml(text, format)))),
    scoring: { by: "mapping" }, ...toldByChoice(writing, item.answers, ids),
  };
}

/** A feedback is called by the identifier of its choice. */
function toldByChoice({ tag }: Writing, answers: readonly ItemAnswer[], ids: readonly string[]): Pick<Parts, "own" | "telling"> {
  const telling = [tag("setOutcomeValue", { identifier: "FEEDBACK" }, tag("variable", { identifier: RESPONSE }))];
  return { own: answers.map(({ feedback }, place) => ({ id: ids[place]!, feedback })), telling };
}

function truthParts(item: Of<"truefalse">, writing: Writing): Parts {
  const { tag } = writing;
  const ids = ["true", "false"] as const;
  return {
    declaration: declaration(writing, "single", "identifier", ids.filter((_, place) => item.answers[place]!.fraction >= 1), ids.map((id, place) => [id, item.answers[place]!.fraction])),
    interaction: tag("choiceInteraction", { responseIdentifier: RESPONSE, shuffle: "false", maxChoices: "1" },
      tag("simpleChoice", { identifier: "true" }, "True"), tag("simpleChoice", { identifier: "false" }, "False")),
    scoring: { by: "mapping" }, ...toldByChoice(writing, item.answers, ids),
  };
}

function textParts(item: Of<"shortanswer">, writing: Writing): Parts {
  const { tag, note } = writing;
  const isPattern = (text: string) => text !== "*" && /(?<!\\)\*/.test(text);
  const plain = (text: string) => (text === "*" ? text : text.replaceAll("\\*", "*"));
  const written = item.answers.filter(({ text }) => !isPattern(text)).map((answer, place) => ({ ...answer, id: `a${place + 1}`, text: plain(answer.text), isOther: answer.text === "*" }));
  if (written.length < item.answers.length) note(say("qti.pattern-not-carried"));
  const other = written.find(({ isOther }) => isOther);
  const named = written.filter((answer) => !answer.isOther);
  const caseSensitive = String(item.caseSensitive);
  const right = named.filter(({ fraction }) => fraction >= 1).slice(0, 1).map(({ text }) => text);
  const tests = named.map((answer) => [answer, tag("stringMatch", { caseSensitive }, tag("variable", { identifier: RESPONSE }), base(tag, "string", answer.text))] as const);
  return {
    declaration: declaration(writing, "single", "string", right, named.map(({ text, fraction }) => [text, fraction]),
      { caseSensitive, defaultValue: String((other?.fraction ?? 0) * writing.mark) }),
    interaction: "", scoring: { by: "mapping" }, own: written,
    telling: [chain(tag, tests.map(([answer, test]) => [test, told(tag, answer)]), other && told(tag, other))],
  };
}

function numberParts(item: Of<"numerical">, writing: Writing): Parts {
  const { tag, mark, note } = writing;
  if (item.units.length > 0) note(say("qti.units-not-carried"));
  const written = item.answers.map((answer, place) => ({ ...answer, id: `a${place + 1}` }));
  const [named, other] = [written.filter(({ text }) => text !== "*"), written.find(({ text }) => text === "*")];
  const deed = (answer: (typeof written)[number]) => tag("setOutcomeValue", { identifier: "SCORE" }, base(tag, "float", String(answer.fraction * mark))) + told(tag, answer);
  const isIt = ({ text, tolerance }: (typeof written)[number]) =>
    tag("equal", { toleranceMode: "absolute", tolerance: `${tolerance} ${tolerance}` }, tag("variable", { identifier: RESPONSE }), base(tag, "float", text));
  const tests = named.map((answer) => [isIt(answer), deed(answer)] as const);
  return {
    declaration: declaration(writing, "single", "float", named.filter(({ fraction }) => fraction >= 1).slice(0, 1).map(({ text }) => text)),
    interaction: "", scoring: { by: "rules", rules: chain(tag, tests, other && deed(other)) }, own: written, telling: [],
  };
}

function matchParts(item: Of<"match">, writing: Writing): Parts {
  const { tag, xml } = writing;
  const lines = item.pairs.filter(({ question }) => question !== "");
  const answers = [...new Set(item.pairs.map(({ answer }) => answer))];
  const pairs = lines.map(({ answer }, place) => `s${place + 1} t${answers.indexOf(answer) + 1}`);
  const choice = (id: string, matchMax: string, text: string) => tag("simpleAssociableChoice", { identifier: id, matchMax }, text);
  return {
    declaration: declaration(writing, "multiple", "directedPair", pairs, pairs.map((pair) => [pair, 1 / pairs.length])),
    interaction: tag("matchInteraction", { responseIdentifier: RESPONSE, shuffle: String(item.shuffle), maxAssociations: String(lines.length) },
      tag("simpleMatchSet", {}, ...lines.map(({ question }, place) => choice(`s${place + 1}`, "1", xml(question)))),
      tag("simpleMatchSet", {}, ...answers.map((answer, place) => choice(`t${place + 1}`, "0", escapeXml(answer))))),
    scoring: { by: "mapping" }, own: [], telling: [],
  };
}

/** Choices stand in another order than the right one, because some programs show them as they stand. */
function orderParts(item: Of<"ordering">, writing: Writing): Parts {
  const { tag, xml, note } = writing;
  if (item.lines.length > 2) note(say("qti.order-whole"));
  const choices = item.lines.map((line, place) => tag("simpleChoice", { identifier: `a${place + 1}` }, xml(line)));
  return {
    declaration: declaration(writing, "ordered", "identifier", item.lines.map((_, place) => `a${place + 1}`)),
    interaction: tag("orderInteraction", { responseIdentifier: RESPONSE, shuffle: "true" }, ...choices.toReversed()), scoring: { by: "whole" }, own: [], telling: [],
  };
}

export function base(tag: Tag, baseType: string, value: string): string {
  return tag("baseValue", { baseType }, escapeXml(value));
}

function told(tag: Tag, { id, feedback }: { id: string; feedback: string }): string {
  return feedback === "" ? "" : tag("setOutcomeValue", { identifier: "FEEDBACK" }, base(tag, "identifier", id));
}

/** One condition after the other, the first that holds counts. */
export function chain(tag: Tag, tests: readonly (readonly [test: string, deed: string])[], otherwise = ""): string {
  const branches = tests.map(([test, deed], place) => tag(place === 0 ? "responseIf" : "responseElseIf", {}, test, deed));
  if (branches.length === 0) return otherwise;
  return tag("responseCondition", {}, ...branches, ...(otherwise === "" ? [] : [tag("responseElse", {}, otherwise)]));
}
