import type { Knex } from "knex";
import { PASS_SLACK } from "../engine/questions/score.ts";
import type { Attempt, Db, Person } from "./tables.ts";

/** Whose people a manager may see: those of these teams and, for admins, those without a team. */
export interface DeskScope { teamIds: number[]; withTeamless: boolean }

export interface HeadCount { team_id: number | null; people: number }
/** How many active people of one team have finished one published quiz, how many passed, and the sum of their first scores, each from 0 to 1. */
export interface TeamQuizRow { team_id: number | null; quiz_id: number; finished: number; passed: number; first: number }
/** An active person's attempt at a published quiz. */
export interface PersonAttempt extends Pick<Attempt, "person_id" | "quiz_id" | "number" | "score" | "of" | "finished_at" | "adaptive"> { pass_percent: number }

export async function countPeopleByTeam(db: Db, scope: DeskScope): Promise<HeadCount[]> {
  const rows = await activePeople(db, scope).groupBy("people.team_id").select("people.team_id").count<HeadCount[]>({ people: "people.id" });
  return rows.map((row) => ({ ...row, people: Number(row.people) }));
}

export async function listResultsByTeam(db: Db, scope: DeskScope): Promise<TeamQuizRow[]> {
  const passed = db.raw("count(distinct case when ?? * 100 + ? >= ?? * ?? then ?? end) as ??", ["attempts.score", PASS_SLACK, "attempts.of", "quiz_versions.pass_percent", "people.id", "passed"]);
  const first = db.raw("sum(case when ?? = 1 then ?? / ?? else 0 end) as ??", ["attempts.number", "attempts.score", "attempts.of", "first"]);
  const rows = await attemptsIn(db, scope).whereNotNull("attempts.finished_at").groupBy("people.team_id", "attempts.quiz_id")
    .select("people.team_id", "attempts.quiz_id", passed, first).countDistinct<TeamQuizRow[]>({ finished: "people.id" });
  return rows.map((row) => ({ ...row, finished: Number(row.finished), passed: Number(row.passed), first: Number(row.first) }));
}

export function listPeopleIn(db: Db, scope: DeskScope): Promise<Pick<Person, "id" | "public_id" | "name">[]> {
  return activePeople(db, scope).orderBy(["people.name", "people.id"]).select<Pick<Person, "id" | "public_id" | "name">[]>("people.id", "people.public_id", "people.name");
}

export function listAttemptsIn(db: Db, scope: DeskScope): Promise<PersonAttempt[]> {
  return attemptsIn(db, scope).orderBy("attempts.number")
    .select<PersonAttempt[]>("attempts.person_id", "attempts.quiz_id", "attempts.number", "attempts.score", "attempts.of", "attempts.finished_at", "attempts.adaptive", "quiz_versions.pass_percent");
}

/** Where everything was withdrawn, nothing counts; nor does practice. */
function attemptsIn(db: Db, scope: DeskScope): Knex.QueryBuilder {
  return activePeople(db, scope).join("attempts", "attempts.person_id", "people.id").join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id")
    .join("quizzes", "quizzes.id", "attempts.quiz_id").where("quizzes.state", "published").where("attempts.of", ">", 0).whereNull("attempts.practice_of");
}

function activePeople(db: Db, { teamIds, withTeamless }: DeskScope): Knex.QueryBuilder {
  const isInside = (inside: Knex.QueryBuilder) => { inside.whereIn("people.team_id", teamIds); if (withTeamless) inside.orWhereNull("people.team_id"); };
  return (db("people") as Knex.QueryBuilder).whereNull("people.deactivated_at").where(isInside);
}
