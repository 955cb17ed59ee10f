import type { Knex } from "knex";
import { listLiveAssignmentsFor } from "./assignments.ts";
import type { Attempt, Db, Person } from "./tables.ts";
import { listTeams, withAbove } from "./teams.ts";

/** Whose people a manager may see: those of these teams and, for admins, those without a team. */
export interface DeskScope { teamIds: number[]; withTeamless: boolean }

/** An active person's attempt at a published quiz. */
export interface PersonAttempt extends Pick<Attempt, "person_id" | "quiz_id" | "number" | "score" | "of" | "finished_at" | "adaptive"> { pass_percent: number }

export function listPeopleIn(db: Db, scope: DeskScope): Promise<Pick<Person, "id" | "public_id" | "name">[]> {
  return activePeople(db, scope).orderBy(["people.name", "people.id"]).select<Pick<Person, "id" | "public_id" | "name">[]>("people.id", "people.public_id", "people.name");
}

export function listAttemptsIn(db: Db, scope: DeskScope): Promise<PersonAttempt[]> {
  return attemptsIn(db, scope).orderBy("attempts.number")
    .select<PersonAttempt[]>("attempts.person_id", "attempts.quiz_id", "attempts.number", "attempts.score", "attempts.of", "attempts.finished_at", "attempts.adaptive", "quiz_versions.pass_percent");
}

/** What is assigned to a team itself, to one above it or to everybody; 0 stands for people without a team. */
export async function listAssignedQuizIds(db: Db, teamId: number): Promise<Set<number>> {
  const chain = teamId === 0 ? [] : withAbove(await listTeams(db), teamId).map(({ id }) => id);
  return new Set((await listLiveAssignmentsFor(db, chain)).map(({ quiz_id }) => quiz_id));
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
