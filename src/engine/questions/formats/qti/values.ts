import { say } from "../../../../lib/messages.ts";
import { QtiError } from "./qti-error.ts";

export type Atom = string | number | boolean;

/** A value of QTI: a single one holds one atom, NULL none (QTI 2.1 info model, "NULL" and empty containers are the same). */
export interface Value { atoms: readonly Atom[]; ordered: boolean }

export const NOTHING: Value = { atoms: [], ordered: false };
export const TRUE = single(true);
export const FALSE = single(false);

export function single(atom: Atom): Value {
  return { atoms: [atom], ordered: false };
}

/** A text of a file as its base type has it. Both ends of a pair are told apart by one space; those of an undirected pair stand in alphabetical order. */
export function atomOf(text: string, baseType: string, line: number): Atom {
  const trimmed = text.trim();
  if (baseType === "float" || baseType === "integer") return numberOf(trimmed, line);
  if (baseType === "boolean") return trimmed === "true" || trimmed === "1";
  if (baseType === "string") return text;
  if (baseType === "pair") return trimmed.split(/\s+/).sort().join(" ");
  return trimmed.split(/\s+/).join(" ");
}

export function numberOf(text: string, line: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new QtiError(say("qti.no-number", { text: text.slice(0, 40) }), line);
  return value;
}

/** Whether two values are the same; undefined where one is NULL. The order counts in ordered ones only. */
export function isSame(one: Value, other: Value): boolean | undefined {
  if (one.atoms.length === 0 || other.atoms.length === 0) return undefined;
  if (one.atoms.length !== other.atoms.length) return false;
  const [left, right] = one.ordered && other.ordered ? [one.atoms, other.atoms] : [sorted(one.atoms), sorted(other.atoms)];
  return left.every((atom, place) => atom === right[place]);
}

function sorted(atoms: readonly Atom[]): readonly Atom[] {
  return atoms.length < 2 ? atoms : [...atoms].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
}
