import { say } from "../../../../lib/messages.ts";
import { childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import { mapped, type Declarations } from "./declarations.ts";
import { isEqual, isEqualRounded } from "./numeric-comparing.ts";
import { QtiError } from "./qti-error.ts";
import { FALSE, NOTHING, TRUE, atomOf, isSame, single, type Value } from "./values.ts";

/** What expressions see: the variables as they stand, and how many more steps may be taken. */
export interface Scope { declared: Declarations; responses: ReadonlyMap<string, Value>; outcomes: Map<string, Value>; steps: { left: number } }

type Operator = (element: XmlElement, operands: readonly Value[], scope: Scope) => Value;

/** The value of an expression (QTI 2.1 info model, section 9). One that is not in the table is refused by its name. */
export function evaluate(element: XmlElement, scope: Scope): Value {
  if (--scope.steps.left < 0) throw new QtiError(say("qti.too-involved"), element.line);
  const operator = OPERATORS.get(element.name);
  if (!operator) throw new QtiError(say("qti.unknown-rule", { rule: element.name }), element.line);
  const operands = childrenOf(element).map((operand) => evaluate(operand, scope));
  scope.steps.left -= costOf(element.name, operands.map(({ atoms }) => atoms.length));
  return operator(element, operands, scope);
}

const OPERATORS = new Map<string, Operator>(Object.entries({
  variable: (element, _, scope) => variable(element, scope),
  correct: (element, _, scope) => declared(element, scope).correct,
  mapResponse: (element, _, scope) => single(mapped(scope.responses.get(nameOf(element)) ?? NOTHING, mappingOf(element, scope))),
  default: (element, _, scope) => scope.declared.outcomes.get(nameOf(element))?.start ?? NOTHING,
  baseValue: (element) => single(atomOf(textOf(element), element.attributes.get("baseType") ?? "identifier", element.line)),
  null: () => NOTHING,
  isNull: (_, [value]) => truth(value!.atoms.length === 0),
  not: (_, [value]) => (value!.atoms.length === 0 ? NOTHING : truth(value!.atoms[0] !== true)),
  and: (_, operands) => (operands.some(isFalse) ? FALSE : operands.every(isTrue) ? TRUE : NOTHING),
  or: (_, operands) => (operands.some(isTrue) ? TRUE : operands.every(isFalse) ? FALSE : NOTHING),
  match: (_, [one, other]) => truth(isSame(one!, other!)),
  member: (_, [one, container]) => (one!.atoms.length === 0 ? NOTHING : truth(container!.atoms.includes(one!.atoms[0]!))),
  contains: (_, [whole, part]) => (part!.atoms.length === 0 ? NOTHING : truth(part!.atoms.every((atom) => whole!.atoms.includes(atom)))),
  multiple: (_, operands) => ({ atoms: operands.flatMap((value) => value.atoms), ordered: false }),
  ordered: (_, operands) => ({ atoms: operands.flatMap((value) => value.atoms), ordered: true }),
  containerSize: (_, [value]) => single(value!.atoms.length),
  stringMatch: (element, [one, other]) => compared(one!, other!, (left, right) => isSameText(element, String(left), String(right))),
  equal: (element, [one, other]) => compared(one!, other!, (left, right) => isEqual(element, Number(left), Number(right))),
  equalRounded: (element, [one, other]) => compared(one!, other!, (left, right) => isEqualRounded(element, Number(left), Number(right))),
  gt: (_, [one, other]) => compared(one!, other!, (left, right) => left > right),
  gte: (_, [one, other]) => compared(one!, other!, (left, right) => left >= right),
  lt: (_, [one, other]) => compared(one!, other!, (left, right) => left < right),
  lte: (_, [one, other]) => compared(one!, other!, (left, right) => left <= right),
  sum: (_, operands) => counted(operands, (numbers) => numbers.reduce((total, number) => total + number, 0)),
  product: (_, operands) => counted(operands, (numbers) => numbers.reduce((total, number) => total * number, 1)),
  subtract: (_, operands) => counted(operands, ([one, other]) => one! - other!),
  divide: (_, operands) => counted(operands, ([one, other]) => one! / other!),
  min: (_, operands) => counted(operands, (numbers) => Math.min(...numbers)),
  max: (_, operands) => counted(operands, (numbers) => Math.max(...numbers)),
  integerToFloat: (_, [value]) => value!,
} satisfies Record<string, Operator>));

function costOf(name: string, sizes: readonly number[]): number {
  return name === "contains" ? sizes.reduce((cost, size) => cost * size, 1) : sizes.reduce((cost, size) => cost + size, 0);
}

export function isTrue(value: Value): boolean {
  return value.atoms[0] === true;
}

function isFalse(value: Value): boolean {
  return value.atoms[0] === false;
}

function truth(is: boolean | undefined): Value {
  return is === undefined ? NOTHING : is ? TRUE : FALSE;
}

function nameOf(element: XmlElement): string {
  return element.attributes.get("identifier")?.trim() ?? "";
}

function variable(element: XmlElement, scope: Scope): Value {
  const name = nameOf(element);
  const value = scope.outcomes.get(name) ?? scope.responses.get(name);
  if (value) return value;
  if (scope.declared.responses.has(name) || name === "numAttempts" || name === "duration") return NOTHING;
  throw new QtiError(say("qti.unknown-variable", { name }), element.line);
}

function declared(element: XmlElement, scope: Scope) {
  const found = scope.declared.responses.get(nameOf(element));
  if (!found) throw new QtiError(say("qti.unknown-variable", { name: nameOf(element) }), element.line);
  return found;
}

function mappingOf(element: XmlElement, scope: Scope) {
  const { mapping, identifier } = declared(element, scope);
  if (!mapping) throw new QtiError(say("qti.no-mapping", { name: identifier }), element.line);
  return mapping;
}

function compared(one: Value, other: Value, is: (left: string | number | boolean, right: string | number | boolean) => boolean): Value {
  return one.atoms.length === 0 || other.atoms.length === 0 ? NOTHING : truth(is(one.atoms[0]!, other.atoms[0]!));
}

function counted(operands: readonly Value[], count: (numbers: readonly number[]) => number): Value {
  if (operands.length === 0 || operands.some((value) => value.atoms.length === 0)) return NOTHING;
  const result = count(operands.flatMap((value) => value.atoms.map(Number)));
  return Number.isFinite(result) ? single(result) : NOTHING;
}

function isSameText(element: XmlElement, one: string, other: string): boolean {
  if (/^(?:true|1)$/.test(element.attributes.get("substring") ?? "")) throw new QtiError(say("qti.unknown-rule", { rule: "stringMatch substring" }), element.line);
  return /^(?:false|0)$/.test(element.attributes.get("caseSensitive") ?? "true") ? one.toLowerCase() === other.toLowerCase() : one === other;
}
