import { say, type Message } from "../../../../lib/messages.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Item } from "../item.ts";
import type { Told } from "./marking.ts";
import type { MarkupPlace } from "./markup.ts";
import { blackboardLists } from "./old-blackboard.ts";
import { materialHtml } from "./old-material.ts";
import { oldRulesOf, processed } from "./old-processing.ts";
import { readResponses, refuseOthers, type OldMark } from "./old-responses.ts";
import { QtiError } from "./qti-error.ts";
import { STEPS_MORE, type Standing } from "./reading-item.ts";

/** Kinds of question, as Canvas and the profile of Common Cartridge name them, that none of ours can hold. */
const REFUSED = /^(?:essay|file_upload|fill_in_multiple_blanks|multiple_dropdowns|calculated|text_only|categorization|hot_spot|formula)_question$|^cc\.(?:essay|pattern_match)\./;
/** The same of Blackboard and of Brightspace. */
const ALSO_REFUSED = /^(?:Essay|Long Answer|Short Response|File Upload|Opinion Scale|Likert|Quiz Bowl|Calculated|Hot Spot|Jumbled Sentence|Fill in the Blank Plus|Multi-Short Answer|Arithmetic|Significant Figures)$/i;
const RESPONSE = /^response_(?:lid|str|num|xy|grp)$/;

/**
 * Reads an item of QTI 1.2, in Canvas's dialect too (IMS QTI 1.2 ASI; Common Cartridge 1.1, section 4.10).
 * @throws QtiError for whatever our kinds of question cannot hold, or would mark otherwise.
 */
export function readOldItem(item: XmlElement, standing: Standing): Item {
  const meta = metadataOf(item);
  standing.steps.left += STEPS_MORE;
  const kind = ["question_type", "cc_profile", "bbmd_questiontype", "qmd_questiontype"].map((label) => meta.get(label)).find((said) => said !== undefined) ?? "";
  if (REFUSED.test(kind) || ALSO_REFUSED.test(kind)) throw new QtiError(say("qti.unknown-kind", { kind }), item.line);
  const presentation = childOf(item, "presentation");
  if (!presentation) throw new QtiError(say("qti.asks-nothing"), item.line);
  const notes = new Map<string, Message>();
  const note = (message: Message) => { notes.set(JSON.stringify(message), message); };
  const place: MarkupPlace = { own: new Map(), note, picture: (source) => standing.pictures.picture(source, note) };
  const responses = responsesIn(presentation);
  refuseOthers(responses);
  const [told, idents] = feedbackOf(item, place);
  const rules = oldRulesOf(item);
  const mark: OldMark = (given) => {
    const { score, shown } = processed(rules, given, standing.steps);
    return { score, shown: new Set(idents.flatMap((ident, index) => (shown.has(ident) ? [index] : []))) };
  };
  const html = (element: XmlElement) => materialHtml(element, place);
  const text = sharedText(meta, standing, html) + html(presentation);
  const part = readResponses({ kind, responses, rules, html, lists: blackboardLists(presentation, html) }, mark,
    { told, correct: [], line: item.line, note, ...(Number.isFinite(rules.most) && { top: rules.most }), points: pointsIn(meta) });
  const ident = item.attributes.get("ident") ?? "";
  const tags = meta.get("debrief_tags")?.split("\n").filter((word) => word !== "");
  return {
    ...part, line: item.line, name: item.attributes.get("title")?.trim() || ident, idNumber: meta.get("debrief_id_number") ?? ident, text, format: "html", penalty: 0,
    category: meta.get("debrief_category") ?? standing.category, tags: tags ?? standing.tags, hints: [], files: standing.pictures.files(), dropped: [...notes.values()],
  };
}

/** In the words of Canvas, Common Cartridge, Respondus, Blackboard and Brightspace. */
const POINTS = ["points_possible", "cc_weighting", "respondusapi_qpoints", "qmd_absolutescore_max", "qmd_weighting"];

function pointsIn(meta: ReadonlyMap<string, string>): number {
  return POINTS.map((label) => Number(meta.get(label))).find((points) => Number.isFinite(points) && points > 0) ?? 1;
}

/** A text that Canvas's new quizzes let several questions share is an item of its own, and stands before what this one asks. */
function sharedText(meta: ReadonlyMap<string, string>, { stimulus }: Standing, html: (element: XmlElement) => string): string {
  const ident = meta.get("parent_stimulus_item_ident");
  const presentation = ident === undefined ? undefined : stimulus?.(ident);
  return presentation ? html(presentation) : "";
}

export function metadataOf(element: XmlElement): Map<string, string> {
  const holders = [element, ...childrenOf(element, "itemmetadata")].flatMap((holder) => childrenOf(holder, "qtimetadata"));
  const fields = holders.flatMap((holder) => childrenOf(holder).filter(({ name }) => /^qti_?metadatafield$/.test(name)));
  const plain = childrenOf(element, "itemmetadata").flatMap((holder) => childrenOf(holder).filter(({ name }) => /^(?:bbmd|qmd)_/.test(name)));
  return new Map([...plain.map((field) => [field.name, textOf(field).trim()] as const), ...fields.map((field) => [textOf(childOf(field, "fieldlabel")).trim(), textOf(childOf(field, "fieldentry")).trim()] as const)]);
}

function responsesIn(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((child) => (RESPONSE.test(child.name) ? [child] : responsesIn(child)));
}

/** Feedback of an answer is called by the answer's identifier and "_fb" in Canvas. */
function feedbackOf(item: XmlElement, place: MarkupPlace): [Told[], string[]] {
  const elements = childrenOf(item, "itemfeedback");
  const idents = elements.map(({ attributes }) => attributes.get("ident") ?? "");
  return [elements.map((element, index) => ({ html: materialHtml(element, place), of: idents[index]!.replace(/_fb$/, "") })), idents];
}
