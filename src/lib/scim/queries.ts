import { badValue } from "./errors.ts";
import { readFilter, type Filter } from "./filter.ts";
import type { Kind } from "./schemas.ts";
import { readSelection, type Selection } from "./selecting.ts";

/** What a list is asked for. `start` counts from 1; `sortBy` is a path in lower case, empty for our order. */
export interface Query { filter: Filter | undefined; sortBy: string; isDescending: boolean; start: number; count: number; selection: Selection }

export const MOST_RESULTS = 500;
const USUAL_RESULTS = 100;

/** Reads a query of RFC 7644, 3.4.2, from an address or from the body of a /.search, names in any case. @throws ScimError */
export function readQuery(kind: Kind, given: Readonly<Record<string, unknown>>): Query {
  const values = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const text = (name: string) => textIn(values.get(name));
  const filter = text("filter")?.trim();
  return {
    filter: filter ? readFilter(filter) : undefined,
    sortBy: text("sortby")?.trim().toLowerCase() ?? "", isDescending: text("sortorder")?.toLowerCase() === "descending",
    start: Math.max(1, numberIn(values.get("startindex"), "startIndex", 1)), count: Math.min(MOST_RESULTS, Math.max(0, numberIn(values.get("count"), "count", USUAL_RESULTS))),
    selection: readSelection(kind, { attributes: text("attributes"), excludedAttributes: text("excludedattributes") }),
  };
}

/** A list of names comes with commas between them, or as a list. */
function textIn(value: unknown): string | undefined {
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.join(",");
  return typeof value === "string" ? value : undefined;
}

function numberIn(value: unknown, name: string, usual: number): number {
  if (value === undefined || value === "") return usual;
  if ((typeof value !== "string" && typeof value !== "number") || !/^-?\d{1,9}$/.test(String(value))) throw badValue("number-odd", { name });
  return Number(value);
}
