import { say } from "../../../../lib/messages.ts";
import { childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Declarations, ResponseVariable } from "./declarations.ts";
import { evaluate } from "./expressions.ts";
import { spanOfEqual, spanOfEqualRounded } from "./numeric-comparing.ts";
import type { NamedNumber } from "./numbers.ts";
import { QtiError } from "./qti-error.ts";
import type { Atom } from "./values.ts";

/** What a response is held against in the rules. */
export interface Comparison { rule: XmlElement; atoms: readonly Atom[]; isFirst: boolean }

const COMPARING = new Set(["match", "equal", "equalRounded", "stringMatch", "gt", "gte", "lt", "lte", "member", "contains"]);
/** Rules in which a response may stand without being compared to anything. */
const HARMLESS = new Set(["isNull", "setOutcomeValue", "containerSize"]);

/**
 * Everything that the rules compare this response with. A rule that does anything else with it is refused, because then it could not be said for which responses the marking changes.
 */
export function comparisonsIn(rules: XmlElement, declared: Declarations, response: string): Comparison[] {
  const scope = { declared, responses: new Map(), outcomes: new Map([...declared.outcomes].map(([name, { start }]) => [name, start])), steps: { left: 10_000 } };
  const isIt = (element: XmlElement) => element.name === "variable" && element.attributes.get("identifier")?.trim() === response;
  const walk = (element: XmlElement): Comparison[] => {
    const operands = childrenOf(element);
    const place = operands.findIndex(isIt);
    if (place < 0 || HARMLESS.has(element.name)) return operands.flatMap((operand) => (isIt(operand) ? [] : walk(operand)));
    if (!COMPARING.has(element.name) || operands.length !== 2) throw new QtiError(say("qti.unknown-rule", { rule: element.name }), element.line);
    return [{ rule: element, atoms: evaluate(operands[1 - place]!, scope).atoms, isFirst: place === 1 }];
  };
  return walk(rules);
}

/** The texts that a response can be told from others by. */
export function textsIn(comparisons: readonly Comparison[], { mapping, correct }: ResponseVariable): string[] {
  return [...mapping?.entries.map(({ key }) => key) ?? [], ...correct.atoms, ...comparisons.flatMap(({ atoms }) => atoms)].map(String);
}

/** The numbers that a response can be told from others by, and what is taken for each. */
export function numbersIn(comparisons: readonly Comparison[], { mapping, correct }: ResponseVariable): NamedNumber[] {
  const compared = comparisons.flatMap(({ rule, atoms, isFirst }) => atoms.map(Number).map((value) => ({ value, ...spanIn(rule, value, isFirst) })));
  const plain = [...mapping?.entries.map(({ key }) => key) ?? [], ...correct.atoms].map(Number);
  return [...compared, ...plain.map((value) => ({ value, from: value, to: value }))];
}

function spanIn(rule: XmlElement, value: number, isFirst: boolean) {
  if (rule.name === "equal") return spanOfEqual(rule, value, isFirst);
  return rule.name === "equalRounded" ? spanOfEqualRounded(rule, value) : { from: value, to: value };
}

/** Whether a bound of some range is left out of it. */
export function hasStrictBounds(comparisons: readonly Comparison[]): boolean {
  const bounds = ["includeLowerBound", "includeUpperBound"];
  return comparisons.some(({ rule: { attributes, name } }) => name === "gt" || name === "lt" || bounds.some((bound) => /^(?:false|0)$/.test(attributes.get(bound) ?? "")));
}
