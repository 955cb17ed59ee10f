import type { Knex } from "knex";
import type { Assignment, AudienceRow } from "./assignment-tables.ts";
import { inPortions } from "./batches.ts";
import type { SummaryRow } from "./summary-tables.ts";
import type { Db } from "./tables.ts";

/** An assignment as it is put in order and found: `first` is the title of its first quiz. */
export type AssignmentOutline = Assignment & { first: string };

/** All of them, also those that ended; only those with people of these teams, where teams are said. */
export async function listOutlines(db: Db, teamIds: readonly number[] | undefined): Promise<AssignmentOutline[]> {
  const first = db("assignment_quizzes as f").min("f.position").whereRaw("f.assignment_id = assignments.id");
  const query: Knex.QueryBuilder = db("assignments").join("assignment_quizzes as s", "s.assignment_id", "assignments.id").join("quizzes", "quizzes.id", "s.quiz_id").where("s.position", first).select("assignments.*", "quizzes.title as first");
  if (teamIds) void query.whereIn("assignments.id", reaching(db, teamIds));
  return (await query) as AssignmentOutline[];
}

/** How many people are late with each assignment, from the sums of these teams' own people, or of everybody. */
export async function countOverdue(db: Db, teamIds: readonly number[] | undefined, today: string): Promise<Map<number, number>> {
  const counted = new Map<number, number>();
  for (const teams of teamIds ? inPortions(teamIds, 500) : [undefined]) {
    const rows: Knex.QueryBuilder = sumsOf(db, teams).where({ measure: "todo" }).where("period", "<", today).whereNot({ period: "" }).groupBy("subject").select("subject").sum({ people: "people" });
    for (const { subject, people } of (await rows) as Pick<SummaryRow, "subject" | "people">[]) counted.set(Number(subject), (counted.get(Number(subject)) ?? 0) + Number(people));
  }
  return counted;
}

function sumsOf(db: Db, teams: readonly number[] | undefined): Knex.QueryBuilder {
  const sums: Knex.QueryBuilder = db("summaries");
  return teams ? sums.where({ own: 1 }).whereIn("team_id", [...teams]) : sums.where({ own: 0, team_id: 0 });
}

/** Assignments that have, or had, people of these teams, or that name one of them. */
export function reaching(db: Db, teamIds: readonly number[]): Knex.QueryBuilder {
  const members: Knex.QueryBuilder = db("assignment_members").join("people", "people.id", "assignment_members.person_id").whereIn("people.team_id", [...teamIds]).select("assignment_id");
  return members.union([db("assignment_audiences").whereIn("team_id", [...teamIds]).select("assignment_id")]);
}

/** The assignment, where it reaches these teams: found with the first of their people. */
export async function findReaching(db: Db, publicId: string, teamIds: readonly number[]): Promise<Assignment | undefined> {
  const members: Knex.QueryBuilder = db("assignment_members as m").join("people", "people.id", "m.person_id").whereRaw("m.assignment_id = assignments.id").whereIn("people.team_id", [...teamIds]).select(db.raw("1"));
  const named = db("assignment_audiences").whereIn("team_id", [...teamIds]).select("assignment_id");
  return db("assignments").where({ public_id: publicId }).where((some) => some.whereIn("id", named).orWhereExists(members)).first();
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

/** People in an audience, and how many of them have something open, something overdue, have done something and have nothing left, or are exempt. */
export interface Progress { people: number; todo: number; overdue: number; done: number; exempt: number }

/** By assignment, from the sums of these teams' own people, or of everybody. `today` as a day; missed duties of older rounds are not counted. */
export async function countProgress(db: Db, ids: readonly number[], teamIds: readonly number[] | undefined, today: string, now: string): Promise<Map<number, Progress>> {
  const counted = new Map(ids.map((id) => [id, { people: 0, todo: 0, overdue: 0, done: 0, exempt: 0 }]));
  for (const teams of teamIds ? inPortions(teamIds, 500) : [undefined]) {
    const rows: Knex.QueryBuilder = sumsOf(db, teams).whereIn("measure", ["member", "todo", "until", "done", "exempt"]).whereIn("subject", ids.map(String))
      .groupBy("measure", "subject", "period").select("measure", "subject", "period").sum({ people: "people" });
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
  if (measure === "done" && period <= now) progress.done += count;
  if (measure === "exempt" && (period === "" || period > now)) progress.exempt += count;
}
