import type { Knex } from "knex";
import type { Progress } from "./assignment-lists.ts";
import { paginate, type Page } from "./page.ts";
import { whereContains } from "./search.ts";
import type { Db } from "./tables.ts";

/** One person of an audience, with what is open and done of the newest round. */
export interface MemberLine { id: number; public_id: string; name: string; joined_on: string; open: number; done: number; exempt: number; due_on: string | null; missed: number; done_at: string | null }
export type MemberFilter = "" | "todo" | "overdue" | "done";
/** `search`: words that each stand somewhere in what somebody is found by. `teamIds`: of these teams only. `progress`: how far these people are, where the sums are up to date. */
export interface MemberWish { filter: MemberFilter; search?: string; teamIds: readonly number[] | undefined; progress?: Progress | undefined; page: number }

/** So many names are put in order; of more, names are gone through in their order until a page is full. */
const MOST_SORTED = 2_000;

/** By name. A page of a large audience takes as long as one of a small one: the sums say how many there are, and only those on the page are looked up. */
export async function listMembersOf(db: Db, assignmentId: number, wish: MemberWish, today: string, now: string): Promise<Page<MemberLine>> {
  const { filter, search = "", teamIds, progress, page } = wish;
  const counted = search === "" && progress ? progress[filter === "" ? "people" : filter] : undefined;
  const duties = (): Knex.QueryBuilder => db("duties as d").where("d.assignment_id", assignmentId).whereRaw("d.person_id = people.id");
  const live = () => duties().where((one: Knex.QueryBuilder) => { void one.whereNull("d.counts_until").orWhere("d.counts_until", ">", now); });
  const query = peopleIn(db, (counted ?? 0) > MOST_SORTED || teamIds !== undefined).where("m.assignment_id", assignmentId).whereNull("m.left_on").orderBy(["people.name", "people.id"])
    .select("people.id", "people.public_id", "people.name", "m.joined_on", live().where("d.state", "open").count("*").as("open"), duties().where("d.state", "done").count("*").as("done"), live().where("d.state", "exempt").count("*").as("exempt"),
      duties().where("d.state", "open").where("d.counts_until", "<=", now).count("*").as("missed"), live().where("d.state", "open").min("d.due_on").as("due_on"), duties().max("d.done_at").as("done_at"));
  if (teamIds) void query.whereIn("people.team_id", [...teamIds]);
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)) whereContains(query, "people.sought", word);
  const some = () => live().where("d.state", "open").select(db.raw("1"));
  if (filter === "todo") void query.whereExists(some());
  if (filter === "overdue") void query.whereExists(some().whereNull("d.counts_until").where("d.due_on", "<", today));
  if (filter === "done") void query.whereNotExists(some()).whereExists(duties().where("d.state", "done").select(db.raw("1")));
  if (filter !== "" && counted !== undefined && counted <= MOST_SORTED) void query.whereIn("m.person_id", db("duties").where({ assignment_id: assignmentId, state: filter === "done" ? "done" : "open" }).select("person_id"));
  const list = await paginate<MemberLine>(query, page, counted);
  return { ...list, rows: list.rows.map((row) => ({ ...row, open: Number(row.open), done: Number(row.done), exempt: Number(row.exempt), missed: Number(row.missed) })) };
}

/** SQLite goes through the tables of a CROSS JOIN as they are written, and picks the better way of an inner one only where it knows how many rows there are. */
function peopleIn(db: Db, peopleFirst: boolean): Knex.QueryBuilder {
  const people: Knex.QueryBuilder = db("people");
  return peopleFirst ? people.crossJoin("assignment_members as m" as never).whereRaw("m.person_id = people.id") : people.join("assignment_members as m", "people.id", "m.person_id");
}
