import type { Knex } from "knex";
import { nobodies } from "./erasures.ts";
import { paginate, type Page } from "./page.ts";
import { whereContains } from "./search.ts";
import type { Db, Person, Role } from "./tables.ts";
import { whereNeverIn } from "./ways-in.ts";

/** What a list of people is narrowed to; empty takes all. `team` and `group` are public ids, a team with those below it; `team` may be NO_TEAM. */
export interface PeopleFilter { q: string; team: string; group: string; role: Role | ""; state: "active" | "deactivated" | "never-in" | ""; department: string; site: string }
export const NO_TEAM = "no-team";
export const EVERYBODY: PeopleFilter = { q: "", team: "", group: "", role: "", state: "", department: "", site: "" };

export const PEOPLE_ORDERS = ["name", "email", "department", "site", "start_date"] as const;
/** By which column, and `-` in front for the other way round. */
export type PeopleOrder = (typeof PEOPLE_ORDERS)[number] | `-${(typeof PEOPLE_ORDERS)[number]}`;

/** Everybody who fits, erased people left out. */
export function peopleMatching(db: Db, { q, team, group, role, state, department, site }: PeopleFilter): Knex.QueryBuilder {
  const query: Knex.QueryBuilder = db("people").whereNotIn("people.id", nobodies(db));
  for (const word of q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)) whereContains(query, "people.sought", word);
  if (team === NO_TEAM) query.whereNull("people.team_id");
  else if (team) query.whereRaw(`people.team_id IN (${BELOW})`, [team]);
  if (group) query.whereIn("people.id", db("group_members").join("groups", "groups.id", "group_members.group_id").where("groups.public_id", group).select("person_id"));
  if (role && role !== "learner") query.whereIn("people.id", db("person_roles").where({ role }).select("person_id"));
  if (state === "active") query.whereNull("people.deactivated_at");
  if (state === "deactivated") query.whereNotNull("people.deactivated_at");
  if (state === "never-in") whereNeverIn(query, db);
  if (department) query.where({ department });
  if (site) query.where({ site });
  return query;
}

/** The ids of a team, by its public id, and of all below it; UNION keeps a circle from going round for ever. */
export const BELOW = "WITH RECURSIVE below(id) AS (SELECT id FROM teams WHERE public_id = ? UNION SELECT teams.id FROM teams JOIN below ON teams.parent_id = below.id) SELECT id FROM below";

export function listPeople(db: Db, filter: PeopleFilter, order: PeopleOrder, page: number): Promise<Page<Person>> {
  const column = order.replace(/^-/, "");
  const direction = order.startsWith("-") ? "desc" : "asc";
  const query = peopleMatching(db, filter).select("people.*");
  if (column === "start_date") query.orderByRaw("CASE WHEN people.start_date IS NULL THEN 1 ELSE 0 END");
  return paginate<Person>(query.orderBy([{ column: `people.${column}`, order: direction }, { column: "people.id", order: direction }]), page);
}

/** Public ids, or all that match; `most` and one more at most, in the order of their ids. */
export async function listChosenPeople(db: Db, chosen: readonly string[] | PeopleFilter, most: number): Promise<Person[]> {
  if (!Array.isArray(chosen)) return (await peopleMatching(db, chosen as PeopleFilter).select("people.*").orderBy("people.id").limit(most + 1)) as Person[];
  return db("people").whereIn("public_id", chosen.slice(0, most + 1) as string[]).whereNotIn("id", nobodies(db)).orderBy("id");
}

/** The departments, sites or job titles that anybody has, by name. */
export async function listInUse(db: Db, column: "department" | "site" | "job_title", most = 500): Promise<string[]> {
  const rows = (await db("people").whereNot(column, "").distinct(column).orderBy(column).limit(most)) as Record<string, string>[];
  return rows.map((row) => row[column]!);
}
