import type { Request } from "express";
import { PEOPLE_ORDERS, type PeopleFilter, type PeopleOrder } from "../../storage/people-filter.ts";
import { ROLES } from "../../storage/tables.ts";

type Given = Request["query"] | Record<string, unknown>;
export const PEOPLE_FILTER_FIELDS = ["q", "team", "group", "role", "state", "department", "site"] as const;

/** What an address or a form narrows the list to; what makes no sense narrows nothing. */
export function peopleFilterIn(given: Given): PeopleFilter {
  const [role, state] = [ROLES.find((known) => known === given["role"]), (["active", "deactivated", "never-in"] as const).find((known) => known === given["state"])];
  return { q: textIn(given, "q"), team: textIn(given, "team"), group: textIn(given, "group"), role: role ?? "", state: state ?? "", department: textIn(given, "department"), site: textIn(given, "site") };
}

export function peopleOrderIn(given: Given): PeopleOrder {
  const typed = textIn(given, "order");
  const column = PEOPLE_ORDERS.find((known) => known === typed.replace(/^-/, ""));
  return column ? (typed.startsWith("-") ? `-${column}` : column) : "name";
}

/** "&q=ann&role=manager": what else the addresses of further pages say. */
export function peopleQuery(filter: PeopleFilter, order: PeopleOrder = "name"): string {
  const said = PEOPLE_FILTER_FIELDS.filter((name) => filter[name] !== "").map((name) => `&${name}=${encodeURIComponent(filter[name])}`).join("");
  return said + (order === "name" ? "" : `&order=${order}`);
}

export function textIn(given: Given, name: string): string {
  const value = given[name];
  return typeof value === "string" ? value.trim().slice(0, 300) : "";
}
