import { say, type Message } from "../../../../lib/messages.ts";
import { childOf, childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Item, ItemFile } from "../item.ts";
import { readDeclarations, type Declarations } from "./declarations.ts";
import { feedbackOf, shownAfter } from "./feedback.ts";
import { readInteraction, readerOf } from "./interactions.ts";
import { htmlOf, type MarkupPlace } from "./markup.ts";
import { noteBlank, type Key } from "./marking.ts";
import { namedAsInQti2 } from "./names.ts";
import { processOf, scoredBy } from "./processing.ts";
import { QtiError } from "./qti-error.ts";
import { interactionsIn, stemOf } from "./stem.ts";
import type { Value } from "./values.ts";

/** The pictures that the texts of one item show. `picture` gives the name for a text, undefined where it cannot be shown. */
export interface Pictures { picture: (source: string, note: (message: Message) => void) => string | undefined; files: () => readonly ItemFile[] }

/** Where an item stands, which is not in its own file. `steps` are those that the rules of all items of a file may still take. */
export interface Standing { category: string; tags: readonly string[]; pictures: Pictures; steps: { left: number }; stimulus?: (href: string) => XmlElement | undefined }

/** So many steps may the rules of one item take, over every response that is tried; so many those of all items of a file, and some more for each, which suffice for most. */
const STEPS = 300_000;
export const STEPS_OF_A_FILE = 1_000_000;
export const STEPS_MORE = 500;

/**
 * Reads an item of QTI 2.0 to 3.0 (QTI 2.1 info model; QTI 3.0 ASI).
 * @throws QtiError for whatever our kinds of question cannot hold, or would mark otherwise.
 */
export function readItem(element: XmlElement, standing: Standing): Item {
  const item = namedAsInQti2(element);
  const body = childOf(item, "itemBody");
  refuseMoving(item);
  const interactions = body ? interactionsIn(body) : [];
  if (!body || interactions.length === 0) throw new QtiError(say("qti.asks-nothing"), item.line);
  interactions.forEach(readerOf);
  if (interactions.length > 1) throw new QtiError(say("qti.asks-several"), interactions[1]!.line);
  const notes = new Map<string, Message>();
  const note = (message: Message) => { notes.set(JSON.stringify(message), message); };
  const place: MarkupPlace = { own: new Map(), note, picture: (source) => standing.pictures.picture(source, note) };
  standing.steps.left += STEPS_MORE;
  const steps = { left: Math.min(STEPS, standing.steps.left) };
  standing.steps.left -= steps.left;
  try {
    return assembled(item, body, interactions[0]!, { ...standing, steps }, place, notes);
  } finally {
    standing.steps.left += Math.max(0, steps.left);
  }
}

function assembled(item: XmlElement, body: XmlElement, interaction: XmlElement, standing: Standing, place: MarkupPlace, notes: ReadonlyMap<string, Message>): Item {
  const declared = readDeclarations(item);
  const feedback = feedbackOf(item, place);
  const quiet = { ...place, own: new Map(feedback.map(({ element }) => [element, ""])) };
  const variable = declared.responses.get(interaction.attributes.get("responseIdentifier")?.trim() ?? "");
  if (!variable) throw new QtiError(say("qti.unknown-variable", { name: interaction.attributes.get("responseIdentifier") ?? "" }), interaction.line);
  const { process, rules } = processOf(item, declared, variable.identifier, standing.steps);
  const score = scoredBy(rules, declared) ?? "SCORE";
  const mark: Key["mark"] = (given) => {
    standing.steps.left -= feedback.length;
    const outcomes = process(new Map([[variable.identifier, { atoms: given, ordered: variable.cardinality === "ordered" }]]));
    return { score: scoreOf(outcomes, score), shown: shownAfter(feedback, outcomes) };
  };
  const key: Key = { mark, told: feedback, correct: variable.correct.atoms, line: interaction.line, note: place.note, ...mostOf(declared, variable.mapping?.upper) };
  const text = shared(item, standing, quiet) + stemOf(body, interaction, quiet);
  const part = readInteraction({ interaction, variable, declared, rules, html: (choice) => htmlOf(choice.children, quiet).trim() }, key);
  noteBlank(key);
  return {
    ...part, ...namesOf(item), line: item.line, text, format: "html", penalty: 0, category: standing.category, tags: standing.tags, hints: [],
    files: standing.pictures.files(), dropped: [...notes.values()],
  };
}

/** Items that differ from attempt to attempt, or take several turns, are no fixed questions. */
function refuseMoving(item: XmlElement): void {
  const moving = childrenOf(item).find(({ name }) => name === "templateDeclaration" || name === "templateProcessing");
  if (moving) throw new QtiError(say("qti.unknown-part", { part: moving.name }), moving.line);
  if (item.attributes.get("adaptive") === "true") throw new QtiError(say("qti.adaptive"), item.line);
}

function scoreOf(outcomes: ReadonlyMap<string, Value>, name: string): number {
  const score = Number(outcomes.get(name)?.atoms[0] ?? 0);
  return Number.isFinite(score) ? score : 0;
}

/** The most marks, as the item names them. */
function mostOf({ outcomes }: Declarations, upperBound = Infinity): { top?: number } {
  const named = Number(outcomes.get("MAXSCORE")?.start.atoms[0] ?? outcomes.get("SCORE")?.maximum ?? upperBound);
  return Number.isFinite(named) && named > 0 ? { top: named } : {};
}

/** Our own files keep the number of a question in its label, because an identifier may not be any text. */
function namesOf({ attributes }: XmlElement): { name: string; idNumber: string } {
  const identifier = attributes.get("identifier")?.trim() ?? "";
  const title = attributes.get("title")?.trim() ?? "";
  return attributes.get("toolName") === "Debrief" ? { name: title, idNumber: attributes.get("label") ?? "" } : { name: title || identifier, idNumber: identifier };
}

/** A text that several items share stands before what this one asks. */
function shared(item: XmlElement, { stimulus }: Standing, place: MarkupPlace): string {
  return childrenOf(item, "assessmentStimulusRef").map(({ attributes, line }) => {
    const found = stimulus?.(attributes.get("href") ?? "");
    const body = found && childOf(namedAsInQti2(found), "stimulusBody");
    if (!body) throw new QtiError(say("qti.file-missing", { file: (attributes.get("href") ?? "").slice(0, 120) }), line);
    return htmlOf(body.children, place).trim();
  }).join("");
}
