import { say } from "../../../../lib/messages.ts";
import { childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import { QtiError } from "./qti-error.ts";
import { numberOf, type Atom } from "./values.ts";

/** What was answered, by the identifiers of the responses; numbers are held against numbers. */
export type Responses = ReadonlyMap<string, readonly Atom[]>;

/** Whether a condition of QTI 1.2 holds (ASI information model, conditionvar). One that is not known is refused by its name. */
export function holds(condition: XmlElement, given: Responses, steps: { left: number }): boolean {
  if (--steps.left < 0) throw new QtiError(say("qti.too-involved"), condition.line);
  const parts = childrenOf(condition);
  switch (condition.name) {
    case "conditionvar": return areAlternatives(parts, given) ? parts.some((part) => holds(part, given, steps)) : withoutMiddle(parts).every((part) => holds(part, given, steps));
    case "and": return parts.every((part) => holds(part, given, steps));
    case "or": return parts.some((part) => holds(part, given, steps));
    case "not": return !parts.some((part) => holds(part, given, steps));
    case "other": return true;
    case "unanswered": return responseTo(condition, given).length === 0;
    case "varequal": return responseTo(condition, given).some((atom) => isSame(condition, atom));
    case "varsubset": return textOf(condition).split(",").every((part) => responseTo(condition, given).includes(part.trim()));
    default: return compares(condition, given);
  }
}

/** Texts for one response side by side are alternatives: it cannot be all of them. Programs write short answers so. */
function areAlternatives(parts: readonly XmlElement[], given: Responses): boolean {
  return parts.length > 1 && parts.every(({ name, attributes }) => name === "varequal" && attributes.get("respident") === parts[0]!.attributes.get("respident"))
    && responseTo(parts[0]!, given).length < 2;
}

/** A number beside the limits of its range is what they were made for, and not a condition more. Blackboard writes numbers so. */
function withoutMiddle(parts: readonly XmlElement[]): readonly XmlElement[] {
  const isRange = ["vargte", "varlte"].every((name) => parts.some((part) => part.name === name));
  return isRange ? parts.filter(({ name }) => name !== "varequal") : parts;
}

function responseTo({ attributes }: XmlElement, given: Responses): readonly Atom[] {
  return given.get(attributes.get("respident") ?? "") ?? [];
}

/** Capitals count only where the condition says so (QTI 1.2, varequal case). */
function isSame(condition: XmlElement, atom: Atom): boolean {
  const text = textOf(condition);
  if (typeof atom === "number") return Number.isFinite(Number(text)) && text.trim() !== "" && Number(text) === atom;
  const [one, other] = [text.trim(), String(atom).trim()];
  return condition.attributes.get("case")?.toLowerCase() === "yes" ? one === other : one.toLowerCase() === other.toLowerCase();
}

const ORDERS = new Map<string, (given: number, bound: number) => boolean>([
  ["vargt", (given, bound) => given > bound], ["vargte", (given, bound) => given >= bound], ["varlt", (given, bound) => given < bound], ["varlte", (given, bound) => given <= bound],
]);

function compares(condition: XmlElement, given: Responses): boolean {
  const order = ORDERS.get(condition.name);
  if (!order) throw new QtiError(say("qti.unknown-rule", { rule: condition.name }), condition.line);
  const bound = numberOf(textOf(condition), condition.line);
  return responseTo(condition, given).some((atom) => atom !== "" && order(Number(atom), bound));
}
