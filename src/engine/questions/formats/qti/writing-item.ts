import { say, type Message } from "../../../../lib/messages.ts";
import type { Item } from "../item.ts";
import type { QtiVersion } from "./names.ts";
import { tagsOf, type Tag } from "./tags.ts";
import { xmlOf } from "./writing-markup.ts";
import { base, chain, partsOf, type Parts } from "./writing-parts.ts";

const SPACES: Readonly<Record<QtiVersion, readonly [space: string, schema: string]>> = {
  "2.1": ["http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"],
  "2.2": ["http://www.imsglobal.org/xsd/imsqti_v2p2", "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd"],
  "3.0": ["http://www.imsglobal.org/xsd/imsqtiasi_v3p0", "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"],
};
const TEMPLATES: Readonly<Record<QtiVersion, string>> = {
  "2.1": "http://www.imsglobal.org/question/qti_v2p1/rptemplates/", "2.2": "http://www.imsglobal.org/question/qti_v2p2/rptemplates/",
  "3.0": "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
};

/** The attributes by which a document says what it is. */
export function spaceOf(version: QtiVersion): Record<string, string> {
  const [space, schema] = SPACES[version];
  return { xmlns: space, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:schemaLocation": `${space} ${schema}` };
}

/** A question as an item of QTI, and what of it QTI cannot carry. `folder` holds its pictures, seen from its file. */
export function writeItem(item: Item, version: QtiVersion, identifier: string, folder: string): { xml: string; notes: readonly Message[] } {
  const notes = new Map<string, Message>();
  const note = (message: Message) => { notes.set(JSON.stringify(message), message); };
  const tag = tagsOf(version);
  const mark = item.defaultMark > 0 ? item.defaultMark : 1;
  const xml = (text: string, format = item.format) => xmlOf(text, format, folder, note);
  noteLosses(item, note);
  const parts = partsOf(item, { tag, mark, xml, note });
  const feedback = feedbackOf(item, parts);
  const content = (html: string) => (version === "3.0" ? tag("contentBody", {}, html) : html);
  const written = tag("assessmentItem", { ...spaceOf(version), identifier, title: item.name, label: item.idNumber || undefined, adaptive: "false", timeDependent: "false", toolName: "Debrief" },
    parts.declaration, ...outcomes(tag, mark, feedback, item.type === "multichoice" && !item.single), body(tag, item, parts, xml), processing(tag, version, mark, parts, feedback),
    ...feedback.map(({ outcome, id, html }) => tag("modalFeedback", { outcomeIdentifier: outcome, identifier: id, showHide: "show" }, content(xml(html, "html")))));
  return { xml: `<?xml version="1.0" encoding="UTF-8"?>\n${written}\n`, notes: [...notes.values()] };
}

function noteLosses(item: Item, note: (message: Message) => void): void {
  if (item.hints.length > 0) note(say("qti.hints-not-carried"));
  if (item.penalty > 0) note(say("qti.penalty-not-carried"));
  if (item.defaultMark <= 0) note(say("qti.no-mark-not-carried"));
}

interface Feedback { outcome: "FEEDBACK" | "OVERALL" | "GENERAL"; id: string; html: string }

function feedbackOf(item: Item, { own }: Parts): Feedback[] {
  const overall = item.type === "multichoice" ? [["correct", item.correctFeedback], ["partly", item.partlyFeedback], ["incorrect", item.incorrectFeedback]] as const : [];
  return [
    ...own.map(({ id, feedback }): Feedback => ({ outcome: "FEEDBACK", id, html: feedback })),
    ...overall.map(([id, html]): Feedback => ({ outcome: "OVERALL", id, html })),
    { outcome: "GENERAL" as const, id: "general", html: item.generalFeedback },
  ].filter(({ html }) => html !== "");
}

function outcomes(tag: Tag, mark: number, feedback: readonly Feedback[], isMultiple: boolean): string[] {
  const value = (text: string) => tag("defaultValue", {}, tag("value", {}, text));
  const kept = [...new Set(feedback.map(({ outcome }) => outcome))];
  return [
    tag("outcomeDeclaration", { identifier: "SCORE", cardinality: "single", baseType: "float" }, value("0")),
    tag("outcomeDeclaration", { identifier: "MAXSCORE", cardinality: "single", baseType: "float" }, value(String(mark))),
    ...kept.map((outcome) => tag("outcomeDeclaration", { identifier: outcome, cardinality: outcome === "FEEDBACK" && isMultiple ? "multiple" : "single", baseType: "identifier" })),
  ];
}

/** Where one types, the field stands below the text. */
function body(tag: Tag, item: Item, { interaction }: Parts, xml: (text: string) => string): string {
  const isTyped = item.type === "shortanswer" || item.type === "numerical";
  return tag("itemBody", {}, `<div>${xml(item.text)}</div>`, isTyped ? `<p>${tag("textEntryInteraction", { responseIdentifier: "RESPONSE" })}</p>` : interaction);
}

function processing(tag: Tag, version: QtiVersion, mark: number, { scoring, telling }: Parts, feedback: readonly Feedback[]): string {
  if (feedback.length === 0 && scoring.by === "mapping") return tag("responseProcessing", { template: `${TEMPLATES[version]}map_response${version === "3.0" ? ".xml" : ""}` });
  const given = tag("variable", { identifier: "RESPONSE" });
  const score = (value: string) => tag("setOutcomeValue", { identifier: "SCORE" }, value);
  const all = score(base(tag, "float", String(mark)));
  const scored = scoring.by === "rules" ? scoring.rules
    : scoring.by === "whole" ? chain(tag, [[tag("match", {}, given, tag("correct", { identifier: "RESPONSE" })), all]])
      : chain(tag, [[tag("isNull", {}, given), score(base(tag, "float", "0"))]], score(tag("mapResponse", { identifier: "RESPONSE" })));
  return tag("responseProcessing", {}, scored, ...tellingRules(tag, mark, telling, new Set(feedback.map(({ outcome }) => outcome))));
}

function tellingRules(tag: Tag, mark: number, telling: readonly string[], outcomes: ReadonlySet<Feedback["outcome"]>): string[] {
  const set = (outcome: Feedback["outcome"], id: string) => tag("setOutcomeValue", { identifier: outcome }, base(tag, "identifier", id));
  const above = (rule: string, bound: number) => tag(rule, {}, tag("variable", { identifier: "SCORE" }), base(tag, "float", String(bound)));
  return [
    ...(outcomes.has("FEEDBACK") ? telling : []),
    ...(outcomes.has("OVERALL") ? [chain(tag, [[above("gte", mark * 0.9999), set("OVERALL", "correct")], [above("gt", 0), set("OVERALL", "partly")]], set("OVERALL", "incorrect"))] : []),
    ...(outcomes.has("GENERAL") ? [set("GENERAL", "general")] : []),
  ];
}
