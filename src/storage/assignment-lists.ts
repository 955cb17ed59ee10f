import type { Knex } from "knex";
import type { Assignment, AudienceRow } from "./assignment-tables.ts";
import { inPortions } from "./batches.ts";
import { paginate, type Page } from "./page.ts";
import { whereContains } from "./search.ts";
import type { SummaryRow } from "./summary-tables.ts";
import type { Db } from "./tables.ts";

/** The newest first; only those with people of these teams, where teams are said. */
export function listAssignments(db: Db, teamIds: readonly number[] | undefined, isEnded: boolean, page: number): Promise<Page<Assignment>> {
  const query: Knex.QueryBuilder = db("assignments").select("assignments.*").orderBy("assignments.id", "desc");
  void (isEnded ? query.whereNotNull("ended_at") : query.whereNull("ended_at"));
  if (teamIds) void query.whereIn("assignments.id", reaching(db, teamIds));
  return paginate<Assignment>(query, page);
}

/** Assignments that have, or had, people of these teams, or that name one of them. */
export function reaching(db: Db, teamIds: readonly number[]): Knex.QueryBuilder {
  const members: Knex.QueryBuilder = db("assignment_members").join("people", "people.id", "assignment_members.person_id").whereIn("people.team_id", [...teamIds]).select("assignment_id");
  return members.union([db("assignment_audiences").whereIn("team_id", [...teamIds]).select("assignment_id")]);
}

/** The assignment, where it reaches these teams. */
export async function findReaching(db: Db, publicId: string, teamIds: readonly number[]): Promise<Assignment | undefined> {
  return db("assignments").where({ public_id: publicId }).whereIn("id", reaching(db, teamIds)).first();
}

/** A part of an audience with what it is called; null for everybody. */
export type NamedPart = AudienceRow & { name: string | null; public_id: string | null; email: string | null };

export async function listNamedParts(db: Db, assignmentIds: readonly number[]): Promise<NamedPart[]> {
  const rows: Knex.QueryBuilder = db("assignment_audiences as a").leftJoin("teams as t", "t.id", "a.team_id").leftJoin("groups as g", "g.id", "a.group_id").leftJoin("people as p", "p.id", "a.person_id")
    .whereIn("a.assignment_id", [...assignmentIds]).orderBy("a.id").select("a.*", "p.email", db.raw("coalesce(t.name, g.name, p.name) as name"), db.raw("coalesce(t.public_id, g.public_id, p.public_id) as public_id"));
  return (await rows) as NamedPart[];
}

export interface NamedStep { assignment_id: number; quiz_id: number; slug: string; title: string; state: string; position: number }

export async function listSteps(db: Db, assignmentIds: readonly number[]): Promise<NamedStep[]> {
  const rows: Knex.QueryBuilder = db("assignment_quizzes as s").join("quizzes as q", "q.id", "s.quiz_id").whereIn("s.assignment_id", [...assignmentIds]).orderBy(["s.assignment_id", "s.position"]).select("s.*", "q.slug", "q.title", "q.state");
  return (await rows) as NamedStep[];
}

/** People in an audience, and how many of them have something open, something overdue, or are exempt. */
export interface Progress { people: number; todo: number; overdue: number; exempt: number }

/** By assignment, from the sums of these teams' own people, or of everybody. `today` as a day; missed duties of older rounds are not counted. */
export async function countProgress(db: Db, ids: readonly number[], teamIds: readonly number[] | undefined, today: string, now: string): Promise<Map<number, Progress>> {
  const counted = new Map(ids.map((id) => [id, { people: 0, todo: 0, overdue: 0, exempt: 0 }]));
  for (const teams of teamIds ? inPortions(teamIds, 500) : [undefined]) {
    const rows: Knex.QueryBuilder = (db("summaries") as Knex.QueryBuilder).where(teams ? { own: 1 } : { own: 0, team_id: 0 }).whereIn("measure", ["member", "todo", "until", "exempt"]).whereIn("subject", ids.map(String))
      .groupBy("measure", "subject", "period").select("measure", "subject", "period").sum({ people: "people" });
    if (teams) void rows.whereIn("team_id", teams);
    for (const row of (await rows) as ProgressSum[]) add(counted.get(Number(row.subject))!, row, today, now);
  }
  return counted;
}

type ProgressSum = Pick<SummaryRow, "measure" | "subject" | "period" | "people">;

function add(progress: Progress, { measure, period, people }: ProgressSum, today: string, now: string): void {
  const count = Number(people);
  if (measure === "member") progress.people += count;
  if (measure === "todo" || (measure === "until" && period > now)) progress.todo += count;
  if (measure === "todo" && period !== "" && period < today) progress.overdue += count;
  if (measure === "exempt" && (period === "" || period > now)) progress.exempt += count;
}

/** One person of an audience, with what is open and done of the newest round. */
export interface MemberLine { id: number; public_id: string; name: string; joined_on: string; open: number; done: number; exempt: number; due_on: string | null; missed: number; done_at: string | null }
export type MemberFilter = "" | "todo" | "overdue" | "done";
/** `search`: words that each stand somewhere in what somebody is found by. */
export interface MemberWish { filter: MemberFilter; search?: string }

/** By name. */
export async function listMembersOf(db: Db, assignmentId: number, teamIds: readonly number[] | undefined, { filter, search = "" }: MemberWish, today: string, now: string, page: number): Promise<Page<MemberLine>> {
  const duties = (): Knex.QueryBuilder => db("duties as d").where("d.assignment_id", assignmentId).whereRaw("d.person_id = people.id");
  const live = () => duties().where((one: Knex.QueryBuilder) => { void one.whereNull("d.counts_until").orWhere("d.counts_until", ">", now); });
  const query: Knex.QueryBuilder = db("assignment_members as m").join("people", "people.id", "m.person_id").where("m.assignment_id", assignmentId).whereNull("m.left_on").orderBy(["people.name", "people.id"])
    .select("people.id", "people.public_id", "people.name", "m.joined_on", live().where("d.state", "open").count("*").as("open"), duties().where("d.state", "done").count("*").as("done"), live().where("d.state", "exempt").count("*").as("exempt"),
      duties().where("d.state", "open").where("d.counts_until", "<=", now).count("*").as("missed"), live().where("d.state", "open").min("d.due_on").as("due_on"), duties().max("d.done_at").as("done_at"));
  if (teamIds) void query.whereIn("people.team_id", [...teamIds]);
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)) whereContains(query, "people.sought", word);
  const some = () => live().where("d.state", "open").select(db.raw("1"));
  if (filter === "todo") void query.whereExists(some());
  if (filter === "overdue") void query.whereExists(some().where("d.due_on", "<", today));
  if (filter === "done") void query.whereNotExists(some()).whereExists(duties().where("d.state", "done").select(db.raw("1")));
  const list = await paginate<MemberLine>(query, page);
  return { ...list, rows: list.rows.map((row) => ({ ...row, open: Number(row.open), done: Number(row.done), exempt: Number(row.exempt), missed: Number(row.missed) })) };
}
