import { say } from "../../../../lib/messages.ts";
import { childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import { identifierOf, type Declarations, type ResponseVariable } from "./declarations.ts";
import type { Key } from "./marking.ts";
import { readMatches } from "./matches.ts";
import { readMultipleChoice } from "./multiple-choice.ts";
import { noteStrictBounds, readNumerical } from "./numbers.ts";
import { readOrder } from "./orders.ts";
import { QtiError } from "./qti-error.ts";
import { comparisonsIn, hasStrictBounds, numbersIn, textsIn } from "./response-numbers.ts";
import { MOST_CHOICES, readSingleChoice, type Choice, type ItemPart } from "./single-choice.ts";
import { readShortAnswer } from "./texts.ts";

/** An interaction, the variable that it fills, and the rules that mark it. */
export interface Asked { interaction: XmlElement; variable: ResponseVariable; declared: Declarations; rules: XmlElement; html: (element: XmlElement) => string }

type Reader = (asked: Asked, key: Key) => ItemPart;

const READERS = new Map<string, Reader>(Object.entries({
  choiceInteraction: (asked, key) => (isSingle(asked) ? readSingleChoice : readMultipleChoice)(key, choicesOf(asked, asked.interaction), isShuffled(asked)),
  matchInteraction: (asked, key) => readMatchInteraction(asked, key),
  associateInteraction: (asked, key) => readAssociateInteraction(asked, key),
  orderInteraction: (asked, key) => readOrder(key, choicesOf(asked, asked.interaction)),
  textEntryInteraction: (asked, key) => readTextEntry(asked, key),
} satisfies Record<string, Reader>));

/** What an interaction asks for. Those that no kind of question here can hold are refused by name. */
export function readInteraction(asked: Asked, key: Key): ItemPart {
  return readerOf(asked.interaction)(asked, key);
}

/** Throws for an interaction that is not read. */
export function readerOf({ name, line }: XmlElement): Reader {
  const reader = READERS.get(name);
  if (!reader) throw new QtiError(say("qti.unknown-kind", { kind: name }), line);
  return reader;
}

/** Whether one choice at most can be given; nought means any number (QTI 2.1 info model, maxChoices). */
function isSingle({ interaction, variable }: Asked): boolean {
  return variable.cardinality === "single" || (interaction.attributes.get("maxChoices") ?? "1").trim() === "1";
}

function isShuffled({ interaction }: Asked): boolean {
  return interaction.attributes.get("shuffle") === "true";
}

function choicesOf({ html }: Asked, holder: XmlElement): Choice[] {
  const choices = childrenOf(holder).filter(({ name }) => /^simple(?:Associable)?Choice$/.test(name)).map((choice) => ({ id: identifierOf(choice), html: html(choice) }));
  if (choices.length > MOST_CHOICES) throw new QtiError(say("qti.too-involved"), holder.line);
  if (choices.length === 0 || new Set(choices.map(({ id }) => id)).size !== choices.length) throw new QtiError(say("qti.choices-unclear"), holder.line);
  return choices;
}

function pairsOf({ variable }: Asked): string[] {
  const correct = variable.correct.atoms.length > 0 ? variable.correct.atoms : (variable.mapping?.entries ?? []).filter(({ value }) => value > 0).map(({ key }) => key);
  return [...new Set(correct.map(String))];
}

/** The set each of whose choices has one match holds the lines; it is mostly the first. */
function readMatchInteraction(asked: Asked, key: Key): ItemPart {
  const [first, second] = childrenOf(asked.interaction, "simpleMatchSet").map((set) => choicesOf(asked, set));
  if (!first || !second) throw new QtiError(say("qti.choices-unclear"), key.line);
  const pairs = pairsOf(asked);
  const sources = pairs.map((pair) => pair.split(" ")[0]);
  if (new Set(sources).size === sources.length && sources.length === first.length) return readMatches(key, first, second, pairs, isShuffled(asked));
  return readMatches({ ...key, mark: (given) => key.mark(given.map((pair) => turned(String(pair)))) }, second, first, pairs.map(turned), isShuffled(asked));
}

function turned(pair: string): string {
  return pair.split(" ").reverse().join(" ");
}

/** Pairs of one list: the choice that stands first is the line, and what belongs to nothing is a spare answer. */
function readAssociateInteraction(asked: Asked, key: Key): ItemPart {
  const choices = choicesOf(asked, asked.interaction);
  const place = new Map(choices.map(({ id }, index) => [id, index]));
  const pairs = pairsOf(asked).map((pair) => pair.split(" ").sort((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0)).join(" "));
  const members = pairs.flatMap((pair) => pair.split(" "));
  if (new Set(members).size !== members.length || pairs.length === 0) throw new QtiError(say("qti.not-one-to-one"), key.line);
  const lines = new Set(pairs.map((pair) => pair.split(" ")[0]));
  key.note(say("qti.pairs-of-one-list"));
  const undirected = (pair: string) => pair.split(" ").sort().join(" ");
  return readMatches({ ...key, mark: (given) => key.mark(given.map((pair) => undirected(String(pair)))) },
    choices.filter(({ id }) => lines.has(id)), choices.filter(({ id }) => !lines.has(id)), pairs, isShuffled(asked));
}

function readTextEntry({ variable, declared, rules, interaction }: Asked, key: Key): ItemPart {
  const comparisons = comparisonsIn(rules, declared, variable.identifier);
  if (interaction.attributes.has("patternMask")) key.note(say("qti.part-left-out", { part: "patternMask" }));
  if (variable.baseType === "string") return readShortAnswer(key, textsIn(comparisons, variable));
  const isNumber = variable.baseType === "float" || variable.baseType === "integer";
  if (!isNumber) throw new QtiError(say("qti.unknown-kind", { kind: `textEntryInteraction ${variable.baseType}` }), interaction.line);
  noteStrictBounds(key, hasStrictBounds(comparisons));
  return readNumerical(key, numbersIn(comparisons, variable));
}
