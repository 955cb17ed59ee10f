import type { Knex } from "knex";
import type { Condition, GroupRule } from "../engine/people/group-rule.ts";
import { DAY, later } from "../lib/clock.ts";
import { BELOW } from "./people-filter.ts";
import { nobodies } from "./erasures.ts";
import type { Db } from "./tables.ts";

/** The active people whom a rule names, as rows of `people`. */
export function peopleOfRule(db: Db, { match, conditions }: GroupRule, at: Date): Knex.QueryBuilder {
  const query: Knex.QueryBuilder = db("people").whereNull("people.deactivated_at").whereNotIn("people.id", nobodies(db));
  return query.where((all: Knex.QueryBuilder) => {
    for (const condition of conditions) all[match === "any" ? "orWhere" : "where"]((one: Knex.QueryBuilder) => { holds(db, one, condition, at); });
  });
}

function holds(db: Db, query: Knex.QueryBuilder, condition: Condition, at: Date): void {
  switch (condition.field) {
    case "department": case "site": case "job_title": return textIs(query, condition);
    case "start_date": return startIs(query, condition, at);
    case "role": { const holders = db("person_roles").where({ role: condition.value }).select("person_id"); query[condition.is === "has" ? "whereIn" : "whereNotIn"]("people.id", holders); return; }
    case "team": query.whereRaw(condition.is === "below" ? `people.team_id IN (${BELOW})` : `(people.team_id IS NULL OR people.team_id NOT IN (${BELOW}))`, [condition.value]); return;
    case "manager": query.whereRaw(`${condition.is === "yes" ? "" : "NOT "}(${LEADS})`);
  }
}

const LEADS = "EXISTS (SELECT 1 FROM teams WHERE teams.manager_id = people.id) OR EXISTS (SELECT 1 FROM people AS led WHERE led.line_manager_id = people.id AND led.deactivated_at IS NULL)";

/** SQLite folds plain letters only: values are also compared as written, so that umlauts match in one case at least. */
function textIs(query: Knex.QueryBuilder, { field, is, values }: Extract<Condition, { values: string[] }>): void {
  const among = [...new Set(values.flatMap((value) => [value, value.toLowerCase()]))];
  const places = among.map(() => "?").join(", ");
  query.whereRaw(`${is === "one-of" ? "" : "NOT "}(people.${field} IN (${places}) OR lower(people.${field}) IN (${places}))`, [...among, ...among]);
}

function startIs(query: Knex.QueryBuilder, condition: Extract<Condition, { field: "start_date" }>, at: Date): void {
  query.whereNotNull("people.start_date");
  if (condition.is === "before") query.where("people.start_date", "<", condition.value);
  if (condition.is === "after") query.where("people.start_date", ">", condition.value);
  if (condition.is === "within-days") query.where("people.start_date", ">", dayBefore(at, condition.days)).where("people.start_date", "<=", dayBefore(at, 0));
  if (condition.is === "longer-than-days") query.where("people.start_date", "<=", dayBefore(at, condition.days));
}

function dayBefore(at: Date, days: number): string {
  return later(at, -days * DAY).toISOString().slice(0, 10);
}
