import { say, type Message } from "../../../../lib/messages.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Item } from "../item.ts";
import type { Told } from "./marking.ts";
import type { MarkupPlace } from "./markup.ts";
import { materialHtml } from "./old-material.ts";
import { oldRulesOf, processed } from "./old-processing.ts";
import { readResponses, refuseOthers, type OldMark } from "./old-responses.ts";
import { QtiError } from "./qti-error.ts";
import { STEPS_MORE, type Standing } from "./reading-item.ts";

/** Kinds of question, as Canvas and the profile of Common Cartridge name them, that none of ours can hold. */
const REFUSED = /^(?:essay|file_upload|fill_in_multiple_blanks|multiple_dropdowns|calculated|text_only|categorization|hot_spot|formula)_question$|^cc\.(?:essay|pattern_match)\./;
const RESPONSE = /^response_(?:lid|str|num|xy|grp)$/;

/**
 * Reads an item of QTI 1.2, in Canvas's dialect too (IMS QTI 1.2 ASI; Common Cartridge 1.1, section 4.10).
 * @throws QtiError for whatever our kinds of question cannot hold, or would mark otherwise.
 */
export function readOldItem(item: XmlElement, standing: Standing): Item {
  const meta = metadataOf(item);
  standing.steps.left += STEPS_MORE;
  const kind = meta.get("question_type") ?? meta.get("cc_profile") ?? "";
  if (REFUSED.test(kind)) throw new QtiError(say("qti.unknown-kind", { kind }), item.line);
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
  const text = materialHtml(presentation, place);
  const points = Number(meta.get("points_possible") ?? meta.get("cc_weighting"));
  const part = readResponses({ kind, responses, conditions: rules.conditions, html: (element) => materialHtml(element, place) }, mark,
    { told, correct: [], line: item.line, note, ...(Number.isFinite(rules.most) && { top: rules.most }), points: Number.isFinite(points) && points > 0 ? points : 1 });
  const ident = item.attributes.get("ident") ?? "";
  return {
    ...part, line: item.line, name: item.attributes.get("title")?.trim() || ident, idNumber: ident, text, format: "html", penalty: 0, category: standing.category,
    tags: standing.tags, hints: [], files: standing.pictures.files(), dropped: [...notes.values()],
  };
}

export function metadataOf(element: XmlElement): Map<string, string> {
  const holders = [element, ...childrenOf(element, "itemmetadata")].flatMap((holder) => childrenOf(holder, "qtimetadata"));
  const fields = holders.flatMap((holder) => childrenOf(holder, "qtimetadatafield"));
  return new Map(fields.map((field) => [textOf(childOf(field, "fieldlabel")).trim(), textOf(childOf(field, "fieldentry")).trim()]));
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
