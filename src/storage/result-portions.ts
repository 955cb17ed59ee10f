import type { Knex } from "knex";
import { nobodies } from "./erasures.ts";
import { reaching } from "./assignment-lists.ts";
import type { Assignment, AssignmentException, DutyRow } from "./assignment-tables.ts";
import type { Certificate } from "./certificate-tables.ts";
import { stepsBefore } from "./path-steps.ts";
import type { Attempt, Db, QuizState } from "./tables.ts";

/** Whose: people of these teams, or everybody; one of them, where `person` is a public id. */
export interface Whose { teamIds: readonly number[] | undefined; person?: string | undefined }

/** Active people who were not erased. */
function of(query: Knex.QueryBuilder, db: Db, { teamIds, person }: Whose): Knex.QueryBuilder {
  query.whereNull("people.deactivated_at").whereNotIn("people.id", nobodies(db));
  if (teamIds) query.whereIn("people.team_id", [...teamIds]);
  if (person) query.where("people.public_id", person);
  return query;
}

export interface NamedResult extends Pick<Attempt, "id" | "public_id" | "person_id" | "number" | "started_at" | "finished_at" | "score" | "of" | "adaptive"> {
  person_name: string; person_public_id: string; slug: string; title: string; version: number; pass_percent: number;
}

/** Attempts that count, in the order in which they were begun. */
export async function listAttemptsAfter(db: Db, whose: Whose & { quiz?: string | undefined; state?: "open" | "finished" | undefined }, id: number, limit: number): Promise<NamedResult[]> {
  const rows = results(db, whose).where("attempts.id", ">", id).orderBy("attempts.id").limit(limit);
  if (whose.quiz) rows.where("quizzes.slug", whose.quiz);
  if (whose.state === "open") rows.whereNull("attempts.finished_at");
  if (whose.state === "finished") rows.whereNotNull("attempts.finished_at");
  return (await rows) as NamedResult[];
}

export async function findResult(db: Db, whose: Whose, publicId: string): Promise<NamedResult | undefined> {
  return ((await results(db, whose).where("attempts.public_id", publicId)) as NamedResult[])[0];
}

/** Where everything was withdrawn, nothing counts; nor does practice. */
function results(db: Db, whose: Whose): Knex.QueryBuilder {
  const rows: Knex.QueryBuilder = db("attempts").join("people", "people.id", "attempts.person_id").join("quizzes", "quizzes.id", "attempts.quiz_id").join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id");
  return of(rows, db, whose).whereNull("attempts.practice_of").where("attempts.of", ">", 0)
    .select("attempts.id", "attempts.public_id", "attempts.person_id", "attempts.number", "attempts.started_at", "attempts.finished_at", "attempts.score", "attempts.of", "attempts.adaptive")
    .select("people.name as person_name", "people.public_id as person_public_id", "quizzes.slug", "quiz_versions.title", "quiz_versions.number as version", "quiz_versions.pass_percent");
}

/** `time_zone`: the clock that its owner chose. `waits`: a step before it is still open. */
export interface NamedDuty extends DutyRow { person_name: string; person_public_id: string; assignment_public_id: string; slug: string; title: string; quiz_state: QuizState; time_zone: string | null; waits: boolean | 0 | 1 }

export async function listDutiesAfter(db: Db, whose: Whose & { assignment?: string | undefined; state?: DutyRow["state"] | undefined }, id: number, limit: number): Promise<NamedDuty[]> {
  const rows: Knex.QueryBuilder = db("duties as d").join("people", "people.id", "d.person_id").join("quizzes", "quizzes.id", "d.quiz_id").join("assignments", "assignments.id", "d.assignment_id").leftJoin("reminders", "reminders.person_id", "d.person_id");
  of(rows, db, whose).where("d.id", ">", id).orderBy("d.id").limit(limit);
  if (whose.assignment) rows.where("assignments.public_id", whose.assignment);
  if (whose.state) rows.where("d.state", whose.state);
  const named: unknown = await rows.select("d.*", "people.name as person_name", "people.public_id as person_public_id", "assignments.public_id as assignment_public_id", "quizzes.slug", "quizzes.title", "quizzes.state as quiz_state", "reminders.time_zone", db.raw("? as waits", [stepsBefore(db)]));
  return named as NamedDuty[];
}

export async function listAssignmentsAfter(db: Db, { teamIds, state }: { teamIds: readonly number[] | undefined; state?: "running" | "ended" | undefined }, id: number, limit: number): Promise<Assignment[]> {
  const rows: Knex.QueryBuilder = db("assignments").select("assignments.*").where("assignments.id", ">", id).orderBy("assignments.id").limit(limit);
  if (state === "running") rows.whereNull("ended_at");
  if (state === "ended") rows.whereNotNull("ended_at");
  if (teamIds) rows.whereIn("assignments.id", reaching(db, teamIds));
  return (await rows) as Assignment[];
}

export async function listExceptionsAfter(db: Db, assignmentId: number, teamIds: readonly number[] | undefined, id: number, limit: number): Promise<(AssignmentException & { name: string; person_public_id: string })[]> {
  const rows: Knex.QueryBuilder = db("assignment_exceptions as e").join("people", "people.id", "e.person_id").where("e.assignment_id", assignmentId).where("e.id", ">", id).orderBy("e.id").limit(limit).select("e.*", "people.name", "people.public_id as person_public_id");
  if (teamIds) rows.whereIn("people.team_id", [...teamIds]);
  return (await rows) as (AssignmentException & { name: string; person_public_id: string })[];
}

export interface ToldCertificate extends Pick<Certificate, "id" | "number" | "person_id" | "issued_at" | "expires_at" | "revoked_at"> { certificate_title: string; person_name: string; person_public_id: string; slug: string; title: string; version: number }

export async function listCertificatesAfter(db: Db, whose: Whose & { quiz?: string | undefined; state?: "valid" | "expired" | "revoked" | undefined; at: Date }, id: number, limit: number): Promise<ToldCertificate[]> {
  const rows = certificatesOf(db, whose).where("certificates.id", ">", id).orderBy("certificates.id").limit(limit);
  const now = whose.at.toISOString();
  if (whose.quiz) rows.where("quizzes.slug", whose.quiz);
  if (whose.state === "revoked") rows.whereNotNull("certificates.revoked_at");
  else if (whose.state) rows.whereNull("certificates.revoked_at").where("certificates.expires_at", whose.state === "valid" ? ">=" : "<", now);
  return (await rows) as ToldCertificate[];
}

export async function findCertificateOf(db: Db, whose: Whose, number: string): Promise<ToldCertificate | undefined> {
  return ((await certificatesOf(db, whose).where("certificates.number", number)) as ToldCertificate[])[0];
}

function certificatesOf(db: Db, whose: Whose): Knex.QueryBuilder {
  const rows: Knex.QueryBuilder = db("certificates").join("people", "people.id", "certificates.person_id").join("quiz_versions", "quiz_versions.id", "certificates.quiz_version_id").join("quizzes", "quizzes.id", "quiz_versions.quiz_id");
  return of(rows, db, whose).select("certificates.id", "certificates.number", "certificates.person_id", "certificates.issued_at", "certificates.expires_at", "certificates.revoked_at", "certificates.title as certificate_title")
    .select("people.name as person_name", "people.public_id as person_public_id", "quizzes.slug", "quizzes.title", "quiz_versions.number as version");
}
