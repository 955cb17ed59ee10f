import type { Knex } from "knex";
import { ScimError } from "../lib/scim/errors.ts";
import type { Comparison, Filter, Literal } from "../lib/scim/filter.ts";

/**
 * What a filter may ask of a row. `text` is compared whatever its case, `exact` as written, `time` as an ISO time; `flag` is a condition. `among`: the rows with this value, found through an index.
 * `held` is a condition with a place for the value, which can only be asked for as it is. `inside`: what each value of a list may be asked for, by its part.
 */
export type Filterable =
  | { kind: "text" | "exact" | "time"; sql: string; among?: (value: string) => Knex.QueryBuilder }
  | { kind: "flag"; sql: string }
  | { kind: "held"; sql: string }
  | { kind: "list"; inside: Readonly<Record<string, Filterable>> };

export type Filterables = Readonly<Record<string, Filterable>>;

/** Keeps the rows that fit. @throws ScimError for what cannot be asked for */
export function keepFitting(query: Knex.QueryBuilder, filter: Filter, known: Filterables): void {
  if (filter.is === "and") return filter.parts.forEach((part) => query.andWhere((one: Knex.QueryBuilder) => keepFitting(one, part, known)));
  if (filter.is === "or") return void query.where((any: Knex.QueryBuilder) => filter.parts.forEach((part) => any.orWhere((one: Knex.QueryBuilder) => keepFitting(one, part, known))));
  if (filter.is === "not") return void query.whereNot((one: Knex.QueryBuilder) => keepFitting(one, filter.part, known));
  const what = Object.hasOwn(known, filter.path.toLowerCase()) ? known[filter.path.toLowerCase()]! : undefined;
  if (filter.is === "has") {
    if (what?.kind !== "list") throw unknown(filter.path);
    return keepFitting(query, filter.part, what.inside);
  }
  if (!what) throw unknown(filter.path);
  if (what.kind === "list") return keepFitting(query, { ...filter, path: "value" }, what.inside);
  compare(query, what, filter.is, filter.value);
}

function unknown(path: string): ScimError {
  return new ScimError(400, "invalidFilter", "scim-errors.filter-unknown", { path: path.slice(0, 100) });
}

type Single = Exclude<Filterable, { kind: "list" }>;

function compare(query: Knex.QueryBuilder, what: Single, is: Comparison, value: Literal): void {
  const { sql } = what;
  if (what.kind === "flag") return asFlag(query, sql, is, value);
  if (what.kind === "held") return asHeld(query, sql, is, value);
  if (is === "pr") return void query.whereRaw(`coalesce(${sql}, '') <> ''`);
  if (value === null) return void query.whereRaw(is === "eq" ? `coalesce(${sql}, '') = ''` : `coalesce(${sql}, '') <> ''`);
  const text = what.kind === "time" ? timeOf(String(value)) : String(value);
  if (is === "eq" && what.among) return void query.whereIn("people.id", what.among(text));
  const [column, wanted] = what.kind === "text" ? [`lower(coalesce(${sql}, ''))`, text.toLowerCase()] : [`coalesce(${sql}, '')`, text];
  if (is === "co" || is === "sw" || is === "ew") return void query.whereRaw(`${column} LIKE ? ESCAPE '\\'`, [likened(wanted, is)]);
  const sign = SIGNS[is];
  if (what.kind === "text" && (is === "eq" || is === "ne")) return void query.whereRaw(`${is === "ne" ? "NOT " : ""}(${column} = ? OR ${sql} = ?)`, [wanted, text]);
  query.whereRaw(`${column} ${sign} ?`, [wanted]);
}

const SIGNS = { eq: "=", ne: "<>", gt: ">", ge: ">=", lt: "<", le: "<=" } as const;

function asFlag(query: Knex.QueryBuilder, sql: string, is: Comparison, value: Literal): void {
  if (is === "pr") return;
  const wanted = typeof value === "string" ? value.toLowerCase() === "true" : value === true;
  if (is !== "eq" && is !== "ne") throw new ScimError(400, "invalidFilter", "scim-errors.filter-flag");
  query.whereRaw(wanted === (is === "eq") ? `(${sql})` : `NOT (${sql})`);
}

function asHeld(query: Knex.QueryBuilder, sql: string, is: Comparison, value: Literal): void {
  if (is !== "eq" || typeof value !== "string") throw new ScimError(400, "invalidFilter", "scim-errors.filter-held");
  query.whereRaw(sql, [value]);
}

function likened(text: string, is: "co" | "sw" | "ew"): string {
  const words = text.replace(/[\\%_]/g, "\\$&");
  return `${is === "sw" ? "" : "%"}${words}${is === "ew" ? "" : "%"}`;
}

function timeOf(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new ScimError(400, "invalidFilter", "scim-errors.filter-time");
  return new Date(time).toISOString();
}
