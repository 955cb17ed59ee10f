import type { Knex } from "knex";
import { peopleMatching, type PeopleFilter } from "./people-filter.ts";
import { matching, type QuestionFilter } from "./question-filter.ts";
import { questionLines, signedVersions, type FullQuestion, type SignedVersion } from "./questions.ts";
import type { Db, FactRow, Incident, Person, Quiz, QuizState, QuizVersion, Team } from "./tables.ts";
import type { Group } from "./people-tables.ts";
import { whereContains } from "./search.ts";
import { plainEmail } from "../lib/emails.ts";

/** So many rows of a table after one id, in the order of ids: what others add meanwhile puts none out of its place. */
function after<Row>(query: Knex.QueryBuilder, table: string, id: number, limit: number): Promise<Row[]> {
  return query.where(`${table}.id`, ">", id).orderBy(`${table}.id`).limit(limit);
}

export function listPeopleAfter(db: Db, filter: PeopleFilter & { email: string; external_id: string }, id: number, limit: number): Promise<Person[]> {
  const query = peopleMatching(db, filter).select("people.*");
  if (filter.email) query.where("people.email", plainEmail(filter.email));
  if (filter.external_id) query.where("people.external_id", filter.external_id);
  return after(query, "people", id, limit);
}

export function listTeamsAfter(db: Db, id: number, limit: number): Promise<Team[]> {
  return after(db("teams").select("*") as Knex.QueryBuilder, "teams", id, limit);
}

export function listGroupsAfter(db: Db, id: number, limit: number): Promise<Group[]> {
  return after(db("groups").select("*") as Knex.QueryBuilder, "groups", id, limit);
}

/** The active people of a group. */
export function listMembersAfter(db: Db, groupId: number, id: number, limit: number): Promise<Person[]> {
  const members: Knex.QueryBuilder = db("people").whereNull("people.deactivated_at").whereIn("people.id", db("group_members").where({ group_id: groupId }).select("person_id")).select("people.*");
  return after(members, "people", id, limit);
}

export async function listQuestionsAfter(db: Db, filter: QuestionFilter, id: number, limit: number): Promise<FullQuestion[]> {
  const rows = await after<{ id: number }>(matching(db, filter).select("questions.id"), "questions", id, limit);
  return (await questionLines(db).whereIn("questions.id", rows.map((row) => row.id)).select("version.body").orderBy("questions.id")) as FullQuestion[];
}

export function listQuizzesAfter(db: Db, { q, state }: { q: string; state: QuizState | "" }, id: number, limit: number): Promise<Quiz[]> {
  const query: Knex.QueryBuilder = db("quizzes").select("*");
  if (q) whereContains(query, "quizzes.title", q);
  if (state) query.where({ state });
  return after(query, "quizzes", id, limit);
}

export function listVersionsAfter(db: Db, questionId: number, id: number, limit: number): Promise<SignedVersion[]> {
  return after(signedVersions(db, questionId), "question_versions", id, limit);
}

export function listQuizVersionsAfter(db: Db, quizId: number, id: number, limit: number): Promise<QuizVersion[]> {
  return after(db("quiz_versions").where({ quiz_id: quizId }).select("*") as Knex.QueryBuilder, "quiz_versions", id, limit);
}

export function findQuizVersionByNumber(db: Db, quizId: number, number: number): Promise<QuizVersion | undefined> {
  return db("quiz_versions").where({ quiz_id: quizId, number }).first();
}

export function listIncidentsAfter(db: Db, q: string, id: number, limit: number): Promise<Incident[]> {
  const query: Knex.QueryBuilder = db("incidents").where({ kind: "incident" }).select("*");
  if (q) query.where((found) => { found.where((title) => whereContains(title, "incidents.title", q)).orWhere((summary) => whereContains(summary, "incidents.summary", q)); });
  return after(query, "incidents", id, limit);
}

/** What its files have no more is not among them. */
export function listFactsAfter(db: Db, incidentId: number, id: number, limit: number): Promise<FactRow[]> {
  return after(db("facts").where({ incident_id: incidentId, state: "current" }).select("*") as Knex.QueryBuilder, "facts", id, limit);
}
