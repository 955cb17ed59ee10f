import type { Knex } from "knex";
import type { Certificate } from "./certificate-tables.ts";
import { nobodies } from "./erasures.ts";
import type { Acknowledgement, Policy, PolicyVersion } from "./policy-tables.ts";
import type { Regrade } from "./regrade-tables.ts";
import type { AudienceRow } from "./assignment-tables.ts";
import type { Assignment, Attempt, Db, Person, QuestionRow, QuestionVersion, Quiz, QuizVersion } from "./tables.ts";

/** What evidence is made of, in portions after the last id that was read. Times from `from` on and before `until`, as ISO strings. */
export interface Span { from: string; until: string }

/** `quizzes` in the order of the path; `audience` in its parts, groups with their names. */
export interface AssignmentRecord extends Assignment { quizzes: Pick<Quiz, "slug" | "title">[]; audience: (AudienceRow & { group_name: string | null })[] }
export async function listAssignmentRecords(db: Db, { until }: Span, after: number, limit: number): Promise<AssignmentRecord[]> {
  const rows = await db("assignments").where("created_at", "<", until).where("id", ">", after).orderBy("id").limit(limit);
  const ids = rows.map(({ id }) => id);
  const steps: Knex.QueryBuilder = db("assignment_quizzes").join("quizzes", "quizzes.id", "assignment_quizzes.quiz_id").whereIn("assignment_id", ids).orderBy(["assignment_id", "position"]).select("assignment_id", "slug", "title");
  const parts: Knex.QueryBuilder = db("assignment_audiences").leftJoin("groups", "groups.id", "assignment_audiences.group_id").whereIn("assignment_id", ids).orderBy("assignment_audiences.id").select("assignment_audiences.*", "groups.name as group_name");
  const [quizzes, audience] = [await steps, await parts] as [(AssignmentRecord["quizzes"][number] & { assignment_id: number })[], AssignmentRecord["audience"]];
  const of = <T extends { assignment_id: number }>(all: readonly T[], id: number) => all.filter(({ assignment_id }) => assignment_id === id);
  return rows.map((row) => ({ ...row, quizzes: of(quizzes, row.id).map(({ slug, title }) => ({ slug, title })), audience: of(audience, row.id) }));
}

export type CompletionRecord = Pick<Attempt, "id" | "public_id" | "person_id" | "number" | "started_at" | "finished_at" | "score" | "of"> & Pick<Quiz, "slug"> & Pick<QuizVersion, "title" | "pass_percent"> & { version: number };
export async function listCompletionRecords(db: Db, span: Span, after: number, limit: number): Promise<CompletionRecord[]> {
  const rows: Knex.QueryBuilder = finished(db, span).join("quizzes", "quizzes.id", "attempts.quiz_id").join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id").where("attempts.id", ">", after)
    .orderBy("attempts.id").limit(limit)
    .select("attempts.id", "attempts.public_id", "person_id", "attempts.number", "started_at", "finished_at", "score", "of", "slug", "quiz_versions.title", "quiz_versions.pass_percent", "quiz_versions.number as version");
  return (await rows) as CompletionRecord[];
}

function finished(db: Db, { from, until }: Span): Knex.QueryBuilder {
  return db("attempts").where("finished_at", ">=", from).where("finished_at", "<", until).whereNull("practice_of");
}

/** Which versions of which questions stood on the papers of these attempts, in order. */
export async function listShownVersions(db: Db, attemptIds: readonly number[]): Promise<{ attempt_id: number; question: string; number: number }[]> {
  const rows: Knex.QueryBuilder = db("paper_items").join("question_versions", "question_versions.id", "paper_items.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .whereIn("attempt_id", [...attemptIds]).orderBy(["attempt_id", "position"]).select("attempt_id", "questions.public_id as question", "question_versions.number");
  return (await rows) as { attempt_id: number; question: string; number: number }[];
}

export type QuestionRecord = Pick<QuestionVersion, "id" | "number" | "stem" | "body" | "created_at"> & Pick<QuestionRow, "public_id" | "kind" | "level" | "topic">;
/** The versions that were shown in what was finished. */
export async function listQuestionRecords(db: Db, span: Span, after: number, limit: number): Promise<QuestionRecord[]> {
  const shown = db("paper_items").whereIn("attempt_id", finished(db, span).select("attempts.id")).select("question_version_id");
  const rows: Knex.QueryBuilder = db("question_versions").join("questions", "questions.id", "question_versions.question_id").whereIn("question_versions.id", shown).where("question_versions.id", ">", after)
    .orderBy("question_versions.id").limit(limit).select("question_versions.id", "question_versions.number", "stem", "body", "question_versions.created_at", "questions.public_id", "kind", "level", "topic");
  return (await rows) as QuestionRecord[];
}

export type PolicyRecordRow = PolicyVersion & Pick<Policy, "public_id" | "state">;
export async function listPolicyRecords(db: Db, { until }: Span, after: number, limit: number): Promise<PolicyRecordRow[]> {
  const rows: Knex.QueryBuilder = db("policy_versions").join("policies", "policies.id", "policy_versions.policy_id").where("published_at", "<", until).where("policy_versions.id", ">", after)
    .orderBy("policy_versions.id").limit(limit).select("policy_versions.*", "policies.public_id", "policies.state");
  return (await rows) as PolicyRecordRow[];
}

export type AcknowledgementRecord = Acknowledgement & Pick<Policy, "public_id"> & Pick<PolicyVersion, "number" | "hash">;
export async function listAcknowledgementRecords(db: Db, { from, until }: Span, after: number, limit: number): Promise<AcknowledgementRecord[]> {
  const rows: Knex.QueryBuilder = db("acknowledgements").join("policy_versions", "policy_versions.id", "acknowledgements.policy_version_id").join("policies", "policies.id", "policy_versions.policy_id")
    .where("at", ">=", from).where("at", "<", until).where("acknowledgements.id", ">", after).orderBy("acknowledgements.id").limit(limit).select("acknowledgements.*", "policies.public_id", "policy_versions.number", "policy_versions.hash");
  return (await rows) as AcknowledgementRecord[];
}

export type CertificateRecord = Certificate & Pick<Quiz, "slug"> & { version: number };
/** Those that were given or taken back. */
export async function listCertificateRecords(db: Db, { from, until }: Span, after: number, limit: number): Promise<CertificateRecord[]> {
  const within = (column: string) => (rows: Knex.QueryBuilder) => rows.where(column, ">=", from).where(column, "<", until);
  const rows: Knex.QueryBuilder = db("certificates").join("quiz_versions", "quiz_versions.id", "certificates.quiz_version_id").join("quizzes", "quizzes.id", "quiz_versions.quiz_id")
    .where((any) => any.where(within("issued_at")).orWhere(within("revoked_at"))).where("certificates.id", ">", after)
    .orderBy("certificates.id").limit(limit).select("certificates.*", "quizzes.slug", "quiz_versions.number as version");
  return (await rows) as CertificateRecord[];
}

export type RegradeRecord = Regrade & { question: string; results: number };
export async function listRegradeRecords(db: Db, { from, until }: Span, after: number, limit: number): Promise<RegradeRecord[]> {
  const within = (column: string) => (rows: Knex.QueryBuilder) => rows.where(column, ">=", from).where(column, "<", until);
  const results = db("recounts").count("*").where({ is_reversal: 0 }).where("regrade_id", db.ref("regrades.id")).as("results");
  const rows: Knex.QueryBuilder = db("regrades").join("questions", "questions.id", "regrades.question_id").where((any) => any.where(within("regrades.at")).orWhere(within("reversed_at"))).where("regrades.id", ">", after)
    .orderBy("regrades.id").limit(limit).select("regrades.*", "questions.public_id as question", results);
  return ((await rows) as RegradeRecord[]).map((row) => ({ ...row, results: Number(row.results) }));
}

/** The first and the last place in the chain of what was noted in that time; undefined where nothing was. */
export async function findPlaces(db: Db, { from, until }: Span): Promise<{ first: number; last: number } | undefined> {
  const row = (await db("audit_events").where("at", ">=", from).where("at", "<", until).min({ first: "number" }).max({ last: "number" }).first()) as { first: number | null; last: number | null } | undefined;
  return row?.first == null || row.last == null ? undefined : { first: Number(row.first), last: Number(row.last) };
}

export type NamedPerson = Pick<Person, "id" | "public_id" | "name" | "email" | "team_id">;
/** Of these people, those who were not erased. */
export async function listNamed(db: Db, ids: readonly number[]): Promise<Map<number, NamedPerson>> {
  const rows = await db("people").whereIn("id", [...ids]).whereNotIn("id", nobodies(db)).select("id", "public_id", "name", "email", "team_id");
  return new Map(rows.map((row) => [row.id, row]));
}

export interface QuizCount { slug: string; version: number; people: number; passed: number }
/** How many people finished each version of a quiz, and how many of them passed; `passes` in per cent of points. */
export async function countFinished(db: Db, span: Span): Promise<QuizCount[]> {
  const passing = db.raw("count(distinct case when attempts.of > 0 and 100.0 * score >= quiz_versions.pass_percent * attempts.of - 0.000001 then person_id end) as passed");
  const rows: Knex.QueryBuilder = finished(db, span).join("quizzes", "quizzes.id", "attempts.quiz_id").join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id")
    .groupBy("slug", "quiz_versions.number").orderBy(["slug", "quiz_versions.number"]).select("slug", "quiz_versions.number as version", db.raw("count(distinct person_id) as people"), passing);
  return ((await rows) as QuizCount[]).map((row) => ({ ...row, people: Number(row.people), passed: Number(row.passed) }));
}
