import { childOf, childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import { NOTHING, atomOf, numberOf, type Atom, type Value } from "./values.ts";

interface MapEntry { key: Atom; value: number; caseSensitive: boolean }
export interface Mapping { entries: readonly MapEntry[]; exact: ReadonlyMap<Atom, number>; folded: ReadonlyMap<string, number>; lower: number; upper: number; other: number }

export interface ResponseVariable { identifier: string; baseType: string; cardinality: string; correct: Value; mapping?: Mapping }
export interface OutcomeVariable { identifier: string; baseType: string; start: Value; maximum?: number }
export interface Declarations { responses: ReadonlyMap<string, ResponseVariable>; outcomes: ReadonlyMap<string, OutcomeVariable> }

/** The variables that an item declares (QTI 2.1 info model, section 5). */
export function readDeclarations(item: XmlElement): Declarations {
  return {
    responses: new Map(childrenOf(item, "responseDeclaration").map((element) => [identifierOf(element), readResponse(element)])),
    outcomes: new Map(childrenOf(item, "outcomeDeclaration").map((element) => [identifierOf(element), readOutcome(element)])),
  };
}

export function identifierOf(element: XmlElement): string {
  return element.attributes.get("identifier")?.trim() ?? "";
}

function readResponse(element: XmlElement): ResponseVariable {
  const baseType = element.attributes.get("baseType") ?? "identifier";
  const mapping = childOf(element, "mapping");
  return {
    identifier: identifierOf(element), baseType, cardinality: element.attributes.get("cardinality") ?? "single",
    correct: valuesIn(childOf(element, "correctResponse"), element, baseType), ...(mapping && { mapping: readMapping(mapping, baseType) }),
  };
}

function readOutcome(element: XmlElement): OutcomeVariable {
  const baseType = element.attributes.get("baseType") ?? "identifier";
  const maximum = element.attributes.get("normalMaximum");
  const start = valuesIn(childOf(element, "defaultValue"), element, baseType);
  return { identifier: identifierOf(element), baseType, start, ...(maximum !== undefined && { maximum: numberOf(maximum, element.line) }) };
}

function valuesIn(holder: XmlElement | undefined, declaration: XmlElement, baseType: string): Value {
  if (!holder) return NOTHING;
  const atoms = childrenOf(holder, "value").filter((value) => baseType === "string" || textOf(value).trim() !== "").map((value) => atomOf(textOf(value), baseType, value.line));
  return { atoms, ordered: declaration.attributes.get("cardinality") === "ordered" };
}

function readMapping(element: XmlElement, baseType: string): Mapping {
  const bound = (name: string, otherwise: number) => (element.attributes.has(name) ? numberOf(element.attributes.get(name)!, element.line) : otherwise);
  const entries = childrenOf(element, "mapEntry").map((entry): MapEntry => ({
    key: atomOf(entry.attributes.get("mapKey") ?? "", baseType, entry.line), value: numberOf(entry.attributes.get("mappedValue") ?? "", entry.line),
    caseSensitive: baseType !== "string" || !/^(?:false|0)$/.test(entry.attributes.get("caseSensitive") ?? "true"),
  }));
  const exact = new Map(entries.toReversed().filter((entry) => entry.caseSensitive).map(({ key, value }) => [key, value]));
  const folded = new Map(entries.toReversed().filter((entry) => !entry.caseSensitive).map(({ key, value }) => [String(key).toLowerCase(), value]));
  return { entries, exact, folded, lower: bound("lowerBound", -Infinity), upper: bound("upperBound", Infinity), other: bound("defaultValue", 0) };
}

/** What a response is worth by its mapping (QTI 2.1 info model, mapResponse): the sum of what its values are worth, each once, within the bounds. */
export function mapped(response: Value, mapping: Mapping): number {
  const atoms = [...new Set(response.atoms)];
  const sum = atoms.map((atom) => worthOf(atom, mapping)).reduce((total, worth) => total + worth, 0);
  return Math.min(Math.max(sum, mapping.lower), mapping.upper);
}

function worthOf(atom: Atom, mapping: Mapping): number {
  const worth = mapping.exact.get(atom);
  if (worth !== undefined || typeof atom !== "string") return worth ?? mapping.other;
  return mapping.folded.get(atom.toLowerCase()) ?? mapping.other;
}
