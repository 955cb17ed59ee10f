import { say } from "../../../../lib/messages.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import { holds, type Responses } from "./old-conditions.ts";
import { QtiError } from "./qti-error.ts";
import { numberOf } from "./values.ts";

/** The rules of an item of QTI 1.2, and the variable that is its score. `byFeedback`: no rule scores, and the responses after which the feedback "correct" is shown are right. */
export interface OldRules { conditions: readonly XmlElement[]; score: string; least: number; most: number; start: number; byFeedback: boolean }

export function oldRulesOf(item: XmlElement): OldRules {
  const processing = childOf(item, "resprocessing");
  if (!processing) throw new QtiError(say("qti.no-key"), item.line);
  const conditions = childrenOf(processing, "respcondition");
  const changes = conditions.flatMap((condition) => childrenOf(condition, "setvar"));
  const declared = childrenOf(childOf(processing, "outcomes") ?? processing, "decvar");
  const score = scoreIn(declared, changes);
  const variable = declared.find(({ attributes }) => attributes.get("varname") === score) ?? declared[0];
  const bound = (name: string, otherwise: number) => {
    const text = variable?.attributes.get(name);
    return text === undefined || text.trim() === "" ? otherwise : numberOf(text, variable!.line);
  };
  const rules = { conditions, score, least: bound("minvalue", -Infinity), most: bound("maxvalue", Infinity), start: Math.min(0, bound("defaultval", 0)), byFeedback: false };
  const values = changes.filter((change) => isOfScore(change, score)).map((change) => valueOf(change, rules));
  return { ...rules, most: values.some((value) => value > rules.most) ? Infinity : rules.most, byFeedback: !values.some((value) => value > 0) };
}

/** Programs declare one name and set another, or leave the name out; Blackboard writes it in another attribute. */
function scoreIn(declared: readonly XmlElement[], changes: readonly XmlElement[]): string {
  const used = new Set(changes.map(variableOf).filter((name) => name !== ""));
  const names = declared.map(({ attributes }) => attributes.get("varname") ?? "").filter((name) => name !== "");
  return ["SCORE", ...names].find((name) => used.has(name)) ?? [...used][0] ?? names[0] ?? "SCORE";
}

function variableOf({ attributes }: XmlElement): string {
  return (attributes.get("varname") ?? attributes.get("variablename") ?? "").trim();
}

function isOfScore(change: XmlElement, score: string): boolean {
  const name = variableOf(change);
  return name === "" || name === score;
}

/** "SCORE.max" is Blackboard's word for everything. */
function valueOf(change: XmlElement, { most, least }: Pick<OldRules, "most" | "least">): number {
  const [, bound] = /\.(max|min)$/i.exec(textOf(change).trim()) ?? [];
  if (bound === undefined) return numberOf(textOf(change), change.line);
  return bound.toLowerCase() === "max" ? (Number.isFinite(most) ? most : 1) : Math.max(least, 0);
}

/** Whether a response to which this condition applies scores. */
export function isScoring(condition: XmlElement, rules: OldRules): boolean {
  if (rules.byFeedback) return showsRight(condition);
  return childrenOf(condition, "setvar").some((change) => isOfScore(change, rules.score) && valueOf(change, rules) > 0);
}

function showsRight(condition: XmlElement): boolean {
  return childrenOf(condition, "displayfeedback").some(({ attributes }) => attributes.get("linkrefid") === "correct");
}

/** The score of a response, and the identifiers of the feedback that is shown after it (QTI 1.2 ASI information model, respcondition). */
export function processed(rules: OldRules, given: Responses, steps: { left: number }): { score: number; shown: Set<string> } {
  const { conditions, score, least, most, start, byFeedback } = rules;
  let sum = start;
  const shown = new Set<string>();
  for (const condition of conditions) {
    const test = childOf(condition, "conditionvar");
    if (test && !holds(test, given, steps)) continue;
    if (byFeedback && showsRight(condition)) sum = Number.isFinite(most) ? most : 1;
    for (const change of childrenOf(condition, "setvar")) if (isOfScore(change, score)) sum = changed(sum, change, rules);
    for (const { attributes } of childrenOf(condition, "displayfeedback")) shown.add(attributes.get("linkrefid") ?? "");
    if (!goesOn(condition)) break;
  }
  return { score: Math.min(Math.max(sum, least), most), shown };
}

/** Canvas and others leave out that sums go on. */
function goesOn(condition: XmlElement): boolean {
  const said = condition.attributes.get("continue")?.toLowerCase();
  return said === undefined ? childrenOf(condition, "setvar").some(({ attributes }) => attributes.get("action") === "Add") : said === "yes";
}

function changed(sum: number, change: XmlElement, rules: OldRules): number {
  const value = valueOf(change, rules);
  const action = change.attributes.get("action") ?? "Set";
  if (action === "Set") return value;
  if (action === "Add") return sum + value;
  if (action === "Subtract") return sum - value;
  throw new QtiError(say("qti.unknown-rule", { rule: `setvar ${action}` }), change.line);
}
