import { say } from "../../../../lib/messages.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import { holds, type Responses } from "./old-conditions.ts";
import { QtiError } from "./qti-error.ts";
import { numberOf } from "./values.ts";

/** The rules of an item of QTI 1.2, and the variable that is its score. */
export interface OldRules { conditions: readonly XmlElement[]; score: string; least: number; most: number; start: number }

export function oldRulesOf(item: XmlElement): OldRules {
  const processing = childOf(item, "resprocessing");
  if (!processing) throw new QtiError(say("qti.no-key"), item.line);
  const declared = childrenOf(childOf(processing, "outcomes") ?? processing, "decvar");
  const score = declared.find(({ attributes }) => (attributes.get("varname") ?? "SCORE") === "SCORE") ?? declared[0];
  const bound = (name: string, otherwise: number) => {
    const text = score?.attributes.get(name);
    return text === undefined || text.trim() === "" ? otherwise : numberOf(text, score!.line);
  };
  const bounds = { least: bound("minvalue", -Infinity), most: bound("maxvalue", Infinity), start: bound("defaultval", 0) };
  return { conditions: childrenOf(processing, "respcondition"), score: score?.attributes.get("varname") ?? "SCORE", ...bounds };
}

/** The score of a response, and the identifiers of the feedback that is shown after it (QTI 1.2 ASI information model, respcondition). */
export function processed({ conditions, score, least, most, start }: OldRules, given: Responses, steps: { left: number }): { score: number; shown: Set<string> } {
  let sum = start;
  const shown = new Set<string>();
  for (const condition of conditions) {
    const test = childOf(condition, "conditionvar");
    if (test && !holds(test, given, steps)) continue;
    for (const change of childrenOf(condition, "setvar")) if ((change.attributes.get("varname") ?? "SCORE") === score) sum = changed(sum, change);
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

function changed(sum: number, change: XmlElement): number {
  const value = numberOf(textOf(change), change.line);
  const action = change.attributes.get("action") ?? "Set";
  if (action === "Set") return value;
  if (action === "Add") return sum + value;
  if (action === "Subtract") return sum - value;
  throw new QtiError(say("qti.unknown-rule", { rule: `setvar ${action}` }), change.line);
}
