import type { Comparison, Filter, Literal } from "./filter.ts";

/** Whether one value of a list, such as an email with its type, is as a filter says. Names and texts are compared whatever their case. */
export function isAsSaid(value: Readonly<Record<string, unknown>>, filter: Filter): boolean {
  if (filter.is === "and") return filter.parts.every((part) => isAsSaid(value, part));
  if (filter.is === "or") return filter.parts.some((part) => isAsSaid(value, part));
  if (filter.is === "not") return !isAsSaid(value, filter.part);
  if (filter.is === "has") return false;
  const name = Object.keys(value).find((key) => key.toLowerCase() === filter.path.toLowerCase());
  return isSo(filter.is, name === undefined ? null : value[name], filter.value);
}

/** The values that a filter asks for by `eq`, and by `and` of those: what a new value must have to be one of them. Undefined where it asks for anything else. */
export function askedFor(filter: Filter): Record<string, Literal> | undefined {
  if (filter.is === "eq") return { [filter.path]: filter.value };
  if (filter.is !== "and") return undefined;
  const parts = filter.parts.map(askedFor);
  return parts.some((part) => part === undefined) ? undefined : (Object.assign({}, ...parts) as Record<string, Literal>);
}

function isSo(is: Comparison, actual: unknown, wanted: Literal): boolean {
  const [one, other] = [folded(actual), folded(wanted)];
  switch (is) {
    case "pr": return one !== "";
    case "eq": return one === other;
    case "ne": return one !== other;
    case "co": return one.includes(other);
    case "sw": return one.startsWith(other);
    case "ew": return one.endsWith(other);
    case "gt": return one > other;
    case "ge": return one >= other;
    case "lt": return one < other;
    case "le": return one <= other;
  }
}

function folded(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value).toLowerCase() : "";
}
