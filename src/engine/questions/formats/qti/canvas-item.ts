import { say, type Message } from "../../../../lib/messages.ts";
import { markdownAsHtml } from "../../markup.ts";
import type { Item, TextFormat } from "../item.ts";
import { conditionsOf } from "./canvas-rules.ts";
import { responsesOf } from "./canvas-responses.ts";
import { escapeText } from "./markup.ts";
import { escapeXml, tagsOf, type Tag } from "./tags.ts";

const tag = tagsOf("2.1");
const KINDS = { truefalse: "true_false_question", shortanswer: "short_answer_question", numerical: "numerical_question", match: "matching_question", ordering: "ordering_question" } as const;

/** What is written of an item: how to make an element, a text as HTML within one, and who is told what is lost. */
export interface CanvasWriting { tag: Tag; material: (text: string, format?: TextFormat) => string; note: (message: Message) => void }

/** A question as an item of QTI 1.2 as Canvas writes it, with what of it that cannot carry. `folder` holds its pictures. What Canvas has no place for, and passes over, stands in metadata of our own. */
export function writeCanvasItem(item: Item, ident: string, folder: string): { xml: string; notes: readonly Message[] } {
  const notes = new Map<string, Message>();
  const note = (message: Message) => { notes.set(JSON.stringify(message), message); };
  if (item.hints.length > 0) note(say("qti.hints-not-carried"));
  if (item.penalty > 0) note(say("qti.penalty-not-carried"));
  if (item.defaultMark <= 0) note(say("qti.no-mark-not-carried"));
  const material = (text: string, format = item.format) => tag("material", {}, tag("mattext", { texttype: "text/html" }, escapeXml(htmlOf(text, format, folder))));
  const writing: CanvasWriting = { tag, material, note };
  const { conditions, told } = conditionsOf(item, writing);
  const least = item.type === "multichoice" && item.single && item.answers.some(({ fraction }) => fraction < 0) ? "-100" : "0";
  const outcomes = tag("outcomes", {}, tag("decvar", { maxvalue: "100", minvalue: least, varname: "SCORE", vartype: "Decimal" }));
  const feedback = told.map(([id, text]) => tag("itemfeedback", { ident: id }, tag("flow_mat", {}, material(text))));
  const xml = tag("item", { ident, title: item.name }, tag("itemmetadata", {}, tag("qtimetadata", {}, ...fieldsOf(item))),
    tag("presentation", {}, material(item.text), ...responsesOf(item, writing)), tag("resprocessing", {}, outcomes, ...conditions), ...feedback);
  return { xml, notes: [...notes.values()] };
}

function fieldsOf(item: Item): string[] {
  const kind = item.type === "multichoice" ? (item.single ? "multiple_choice_question" : "multiple_answers_question") : KINDS[item.type];
  const fields = { question_type: kind, points_possible: String(item.defaultMark > 0 ? item.defaultMark : 1), debrief_category: item.category, debrief_id_number: item.idNumber, debrief_tags: item.tags.join("\n") };
  return Object.entries(fields).map(([label, entry]) => tag("qtimetadatafield", {}, tag("fieldlabel", {}, label), tag("fieldentry", {}, escapeXml(entry))));
}

/** Canvas calls the folder of a package by a name of its own. */
function htmlOf(text: string, format: TextFormat, folder: string): string {
  if (format === "plain") return escapeText(text).replaceAll("\n", "<br>");
  const html = format === "markdown" ? markdownAsHtml(text).trim() : format === "moodle" ? text.replaceAll("\n", "<br>") : text;
  return html.replaceAll("@@PLUGINFILE@@/", `$IMS-CC-FILEBASE$/${folder}/`);
}
