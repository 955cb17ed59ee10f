import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import { whereDuties, type DutyFilter } from "./counted-duties.ts";
import { paginate, type Page } from "./page.ts";
import { whereContains } from "./search.ts";
import type { Attempt, Db, Person } from "./tables.ts";

/** Whose people a manager may see: those of these teams and, for admins, those without a team. */
export interface DeskScope { teamIds: number[]; withTeamless: boolean }

export type NamedPerson = Pick<Person, "id" | "public_id" | "name" | "email">;

/** Words that people are found by, and how they stand with some quizzes on a day. */
export interface PeopleSought { search: string; show: DutyFilter; quizIds: readonly number[]; today: string }

/** An active person's attempt at a published quiz. */
export interface PersonAttempt extends Pick<Attempt, "person_id" | "quiz_id" | "number" | "score" | "of" | "finished_at" | "adaptive"> { pass_percent: number }

/** By name. */
export async function listPeopleIn(db: Db, scope: DeskScope, sought: PeopleSought): Promise<NamedPerson[]> {
  return (await named(db, scope, sought)) as NamedPerson[];
}

/** One page of them. */
export function listPeoplePageIn(db: Db, scope: DeskScope, sought: PeopleSought, page: number): Promise<Page<NamedPerson>> {
  return paginate<NamedPerson>(named(db, scope, sought), page);
}

/** What these people did about these quizzes, in the order in which they did it. */
export async function listAttemptsOf(db: Db, personIds: readonly number[], quizIds: readonly number[]): Promise<PersonAttempt[]> {
  const found: PersonAttempt[] = [];
  for (const portion of inPortions(personIds, 500)) found.push(...((await attemptsOf(db, portion, quizIds)) as PersonAttempt[]));
  return found;
}

/** Where everything was withdrawn, nothing counts; nor does practice. */
function attemptsOf(db: Db, personIds: readonly number[], quizIds: readonly number[]): Knex.QueryBuilder {
  return (db("attempts") as Knex.QueryBuilder).join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id").join("quizzes", "quizzes.id", "attempts.quiz_id")
    .whereIn("attempts.person_id", [...personIds]).whereIn("attempts.quiz_id", [...quizIds]).where("quizzes.state", "published").where("attempts.of", ">", 0).whereNull("attempts.practice_of")
    .orderBy("attempts.number").select("attempts.person_id", "attempts.quiz_id", "attempts.number", "attempts.score", "attempts.of", "attempts.finished_at", "attempts.adaptive", "quiz_versions.pass_percent");
}

function named(db: Db, scope: DeskScope, { search, show, quizIds, today }: PeopleSought): Knex.QueryBuilder {
  const people = activePeople(db, scope).orderBy(["people.name", "people.id"]).select("people.id", "people.public_id", "people.name", "people.email");
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)) whereContains(people, "people.sought", word);
  whereDuties(people, db, show, quizIds, today);
  return people;
}

function activePeople(db: Db, { teamIds, withTeamless }: DeskScope): Knex.QueryBuilder {
  const isInside = (inside: Knex.QueryBuilder) => { inside.whereIn("people.team_id", teamIds); if (withTeamless) inside.orWhereNull("people.team_id"); };
  return (db("people") as Knex.QueryBuilder).whereNull("people.deactivated_at").where(isInside);
}
