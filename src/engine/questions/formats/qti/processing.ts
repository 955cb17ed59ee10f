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
  if (rules && childrenOf(rules).length > 0) return scoredBy(rules, declared) === undefined && hasKey(declared, response) ? withScore(rules, declared, response) : rules;
  if (template !== undefined) return templateOf(template.trim(), response, rules!.line);
  if (!hasKey(declared, response)) throw new QtiError(say("qti.no-key"), item.line);
  return usualRules(declared, response, item.line);
}

function hasKey({ responses }: Declarations, response: string): boolean {
  const { mapping, correct } = responses.get(response)!;
  return mapping !== undefined || correct.atoms.length > 0;
}

function usualRules({ responses }: Declarations, response: string, line: number): XmlElement {
  return templateOf(responses.get(response)!.mapping ? "map_response" : "match_correct", response, line);
}

/** Some programs say which answer is right and forget to score it. */
function withScore(rules: XmlElement, declared: Declarations, response: string): XmlElement {
  return { ...rules, children: [...usualRules(declared, response, rules.line).children, ...rules.children] };
}

/** The outcome that holds the score: SCORE, or the one number that the rules set; undefined where they set none. */
export function scoredBy(rules: XmlElement, { outcomes }: Declarations): string | undefined {
  const numbers = new Set(setIn(rules).filter((name) => name === "SCORE" || /^(?:float|integer)$/.test(outcomes.get(name)?.baseType ?? "")));
  return numbers.has("SCORE") || numbers.size > 1 ? "SCORE" : [...numbers][0];
}

function setIn(element: XmlElement): string[] {
  return childrenOf(element).flatMap((child) => (child.name === "setOutcomeValue" ? [child.attributes.get("identifier")?.trim() ?? ""] : setIn(child)));
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
