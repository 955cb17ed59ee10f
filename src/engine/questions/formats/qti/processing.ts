import { say } from "../../../../lib/messages.ts";
import { childOf, childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Declarations } from "./declarations.ts";
import { evaluate, isTrue, type Scope } from "./expressions.ts";
import { QtiError } from "./qti-error.ts";
import { templateOf } from "./templates.ts";
import { NOTHING, single, type Value } from "./values.ts";

/** What the outcomes of an item are after these responses. */
export type Process = (responses: ReadonlyMap<string, Value>) => ReadonlyMap<string, Value>;

/** Puts the response processing of an item to work. Which responses score, and how much, is found by trying them, so that every way of writing the same rule is read the same. */
export function processOf(item: XmlElement, declared: Declarations, response: string, steps: Scope["steps"]): { process: Process; rules: XmlElement } {
  const rules = rulesOf(item, declared, response);
  const process: Process = (responses) => {
    const outcomes = new Map([...declared.outcomes].map(([name, { start, baseType }]) => [name, startOf(start, baseType)]));
    run(childrenOf(rules), { declared, responses, outcomes, steps });
    return outcomes;
  };
  return { process, rules };
}

/** Numbers begin at nought (QTI 2.1 info model, outcomeDeclaration). */
function startOf(start: Value, baseType: string): Value {
  return start.atoms.length === 0 && (baseType === "float" || baseType === "integer") ? single(0) : start;
}

function rulesOf(item: XmlElement, declared: Declarations, response: string): XmlElement {
  const rules = childOf(item, "responseProcessing");
  const template = rules?.attributes.get("template") ?? rules?.attributes.get("templateLocation");
  if (rules && childrenOf(rules).length > 0) return rules;
  if (template !== undefined) return templateOf(template.trim(), response, rules!.line);
  const { mapping, correct } = declared.responses.get(response)!;
  if (mapping) return templateOf("map_response", response, item.line);
  if (correct.atoms.length > 0) return templateOf("match_correct", response, item.line);
  throw new QtiError(say("qti.no-key"), item.line);
}

/** False where the rules say that nothing follows. */
function run(rules: readonly XmlElement[], scope: Scope): boolean {
  return rules.every((rule) => {
    if (--scope.steps.left < 0) throw new QtiError(say("qti.too-involved"), rule.line);
    if (rule.name === "exitResponse") return false;
    if (rule.name === "responseCondition") return runCondition(rule, scope);
    if (rule.name === "responseProcessingFragment") return run(childrenOf(rule), scope);
    if (rule.name !== "setOutcomeValue") throw new QtiError(say("qti.unknown-rule", { rule: rule.name }), rule.line);
    const expression = childrenOf(rule)[0];
    scope.outcomes.set(rule.attributes.get("identifier")?.trim() ?? "", expression ? evaluate(expression, scope) : NOTHING);
    return true;
  });
}

function runCondition(condition: XmlElement, scope: Scope): boolean {
  for (const branch of childrenOf(condition)) {
    const [test, ...rules] = childrenOf(branch);
    if (branch.name === "responseElse") return run(childrenOf(branch), scope);
    if (test && isTrue(evaluate(test, scope))) return run(rules, scope);
  }
  return true;
}
