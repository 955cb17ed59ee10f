import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import type { ProblemReport, ReportReason } from "./report-tables.ts";
import { statement } from "./statements.ts";
import type { Db, New, Person, QuestionRow } from "./tables.ts";

type Reporter = Pick<Person, "id">;

/** The newest report that this person made of the question. */
export async function findReportOf(db: Db, reporter: Reporter, questionId: number): Promise<ProblemReport | undefined> {
  return (await reportsOf(db, reporter.id, questionId))[0];
}

/** The newest first. */
export const reportsOf = statement<[personId: number, questionId: number], ProblemReport>((db, person_id, question_id) => db("problem_reports").where({ person_id, question_id }).orderBy("id", "desc"));

/** A report as its reporter finds it again: with the question, the language of the attempt and the place on its paper; what was reported in a review has neither. */
export interface OwnReport extends ProblemReport { body: string; spoken: string | null; attempt_public_id: string | null; position: number | null }

/** The newest five. */
export function listReportsOf(db: Db, reporter: Reporter): Promise<OwnReport[]> {
  return newest(db, reporter.id);
}

const newest = statement<[personId: number], OwnReport>((db, personId) => db("problem_reports").leftJoin("attempts", "attempts.id", "problem_reports.attempt_id").join("question_versions", "question_versions.id", "problem_reports.question_version_id")
    .leftJoin("paper_items", (join) => { join.on("paper_items.attempt_id", "problem_reports.attempt_id").andOn("paper_items.question_version_id", "problem_reports.question_version_id"); })
    .where("problem_reports.person_id", personId).orderBy("problem_reports.id", "desc").limit(5)
    .select("problem_reports.*", "question_versions.body", "attempts.language as spoken", "attempts.public_id as attempt_public_id", "paper_items.position"));

/** How many reports this person has made since then, an ISO time. */
export async function countReportsOf(db: Db, reporter: Reporter, since: string): Promise<number> {
  const row = await db("problem_reports").where({ person_id: reporter.id }).where("at", ">", since).count({ total: "*" }).first();
  return Number(row?.total ?? 0);
}

/** A report with who made it, and who closed it, by name, and the version of the question that it is about. */
export interface SignedReport extends ProblemReport { reporter_name: string; closer_name: string | null; number: number }

/** Of one question: the open ones first, each by age, the newest first. */
export async function listReportsOn(db: Db, questionId: number): Promise<SignedReport[]> {
  const rows: Knex.QueryBuilder = db("problem_reports").join("people as reporter", "reporter.id", "problem_reports.person_id").leftJoin("people as closer", "closer.id", "problem_reports.closed_by")
    .join("question_versions", "question_versions.id", "problem_reports.question_version_id").where("problem_reports.question_id", questionId)
    .orderBy([{ column: "problem_reports.state", order: "desc" }, { column: "problem_reports.id", order: "desc" }])
    .select("problem_reports.*", "reporter.name as reporter_name", "closer.name as closer_name", "question_versions.number");
  return (await rows) as SignedReport[];
}

/** A question with how many reports of it are open and when the first was made. */
export interface ReportedQuestion extends Pick<QuestionRow, "id" | "public_id"> { stem: string; reports: number; since: string; suspended: string | null; queued: string | null }

/** Those that are suspended first, then those that should be and are not, then those with most open reports. */
export async function listReportedQuestions(db: Db): Promise<ReportedQuestion[]> {
  const newest = db("question_versions as version").max("version.number").where("version.question_id", db.ref("questions.id"));
  const rows = (db("problem_reports") as Knex.QueryBuilder).join("questions", "questions.id", "problem_reports.question_id").join("question_versions", "question_versions.question_id", "questions.id")
    
    .leftJoin("suspensions", (join) => { join.on("suspensions.question_id", "questions.id").andOnNull("suspensions.ended_at"); }).where("problem_reports.state", "open").where("question_versions.number", newest).groupBy("questions.id", "questions.public_id", "question_versions.stem")
    .select("questions.id", "questions.public_id", "question_versions.stem").count({ reports: "problem_reports.id" }).min({ since: "problem_reports.at" }).min({ suspended: "suspensions.at" }).min({ queued: "problem_reports.queued_because" })
    .orderByRaw("case when min(suspensions.at) is not null then 0 when min(problem_reports.queued_because) is not null then 1 else 2 end").orderBy([{ column: "reports", order: "desc" }, { column: "since" }]);
  return ((await rows) as ReportedQuestion[]).map((row) => ({ ...row, reports: Number(row.reports) }));
}

/** Holds the open reports of a question that bear these public ids until the transaction ends. */
export function lockOpenReports(db: Db, questionId: number, publicIds: readonly string[]): Promise<ProblemReport[]> {
  return db("problem_reports").where({ question_id: questionId, state: "open" }).whereIn("public_id", publicIds).orderBy("id").forUpdate();
}

/** Nothing comes back where this person has an open report of the question. */
export async function insertReportOnce(db: Db, report: New<ProblemReport>): Promise<ProblemReport | undefined> {
  const [row] = await db("problem_reports").insert(report).onConflict().ignore().returning("*");
  return row;
}

export function lockReport(tx: Db, publicId: string): Promise<ProblemReport | undefined> {
  return tx("problem_reports").where({ public_id: publicId }).forUpdate().first();
}

/** How many reports of the question with this reason are open. */
export function countOpenReports(db: Db, questionId: number, reason: ReportReason): Promise<number> {
  return countRows(db("problem_reports").where({ question_id: questionId, state: "open", reason }));
}

export async function updateQueued(tx: Db, id: number, because: ProblemReport["queued_because"]): Promise<void> {
  await tx("problem_reports").where({ id }).update({ queued_because: because });
}

export async function updateReply(tx: Db, id: number, note: string): Promise<void> {
  await tx("problem_reports").where({ id }).update({ note });
}

export async function updateReports(db: Db, ids: readonly number[], changes: Pick<ProblemReport, "state" | "closed_by" | "closed_at" | "note" | "outcome">): Promise<void> {
  await db("problem_reports").whereIn("id", ids).update(changes);
}
