import type { Request } from "express";
import { emptyForm, type Form } from "./forms.ts";
import { queryText } from "./paging.ts";

type Given = Record<string, unknown>;

/** What is ticked in a list, by its id, and what is to be done with it: `deed`, and `all` for everything that fits. */
export interface Ticks { ids: ReadonlySet<string>; form: Form }

/** What else of the list comes back with its ticks. */
const KEPT = ["page", "deed", "all"] as const;

export function ticksIn(req: Request, name: string): Ticks {
  return { ids: new Set(idsIn(req.query, name)), form: emptyForm({ deed: queryText(req, "deed"), all: queryText(req, "all") }) };
}

/** The ids that were ticked. */
export function idsIn(given: Given, name: string): string[] {
  return [given[name] ?? []].flat().filter((id): id is string => typeof id === "string");
}

/** What the next step must know again, as names and values of hidden fields: the filter and the deed, and what is ticked where not everything is meant. */
export function fieldsIn(given: Given, filter: readonly string[], name: string): [string, string][] {
  const named = ["deed", "all", ...filter].flatMap((each): [string, string][] => { const value = given[each]; return typeof value === "string" && value.trim() !== "" ? [[each, value.trim()]] : []; });
  return given["all"] === "1" ? named : [...named, ...idsIn(given, name).map((id): [string, string] => [name, id])];
}

/** The address of a list whose deed was refused, so that it shows again what was ticked there. */
export function withTicks(address: string, given: Given, name: string): string {
  const kept = KEPT.flatMap((each): [string, string][] => { const value = given[each]; return typeof value === "string" && value !== "" ? [[each, value]] : []; });
  const more = new URLSearchParams([...kept, ...idsIn(given, name).map((id): [string, string] => [name, id])]).toString();
  return more === "" ? address : `${address}${address.includes("?") ? "&" : "?"}${more}`;
}
