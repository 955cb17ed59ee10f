import type { Knex } from "knex";
import { paginate, type Page } from "./page.ts";
import type { ProblemReport } from "./report-tables.ts";
import { bodyNow, withRulings } from "./rulings.ts";
import type { Attempt, Db, QuestionRow, QuestionVersion, Quiz } from "./tables.ts";

/**
 * A report as trainers look at it: with the version that it is about, by the key that counts now, and the attempt; `suspended` is there (since when) while the question is out of circulation
 * because of reports. `seen` is how the paper showed it, where the report does not keep that itself.
 */
export interface QueuedReport extends ProblemReport, Pick<QuestionVersion, "stem" | "body" | "number"> {
  question_public_id: QuestionRow["public_id"]; reporter_name: string; closer_name: string | null; suspended: string | null; seen: string | null;
  quiz_slug: Quiz["slug"] | null; quiz_title: string | null; attempt_number: Attempt["number"] | null; finished_at: string | null;
}

/** Empty values narrow nothing. `question` is its public id, `age` a number of days: reports at least so old. */
export interface ReportFilter { state: string; reason: string; quiz: string; question: string; age: string }

/** Those of suspended questions first, then those that wait although a further option may be true, the newest first among each. */
export function listQueuedReports(db: Db, { state, reason, quiz, question }: ReportFilter, before: string | undefined, page: number): Promise<Page<QueuedReport>> {
  const query = queued(db).orderByRaw("case when problem_reports.state = 'open' and suspensions.id is not null then 0 when problem_reports.state = 'open' and problem_reports.queued_because is not null then 1 else 2 end")
    .orderBy("problem_reports.id", "desc");
  if (state) query.where("problem_reports.state", state);
  if (reason) query.where("problem_reports.reason", reason);
  if (quiz) query.where("quizzes.slug", quiz);
  if (question) query.where("questions.public_id", question);
  if (before) query.where("problem_reports.at", "<=", before);
  return paginate<QueuedReport>(query, page);
}

export async function findQueuedReport(db: Db, publicId: string): Promise<QueuedReport | undefined> {
  return (await queued(db).where("problem_reports.public_id", publicId).first()) as QueuedReport | undefined;
}

/** The quizzes in which something was reported, by title. */
export async function listReportedQuizzes(db: Db): Promise<Pick<Quiz, "slug" | "title">[]> {
  return db("problem_reports").join("attempts", "attempts.id", "problem_reports.attempt_id").join("quizzes", "quizzes.id", "attempts.quiz_id").distinct("quizzes.slug", "quizzes.title").orderBy("quizzes.title");
}

/** How many reports are open, and how many questions wait for somebody to look, out of circulation or not. */
export interface ReportCounts { open: number; suspended: number; queued: number }

export async function countReports(db: Db): Promise<ReportCounts> {
  const open = () => db("problem_reports").where({ state: "open" });
  const count = async (query: Knex.QueryBuilder) => Number(((await query.first()) as { total: number | string }).total);
  return {
    open: await count(open().count({ total: "*" })), queued: await count(open().whereNotNull("queued_because").countDistinct({ total: "question_id" })),
    suspended: await count(db("suspensions").whereNull("ended_at").count({ total: "*" })),
  };
}

function queued(db: Db): Knex.QueryBuilder {
  const rows = (db("problem_reports") as Knex.QueryBuilder).join("question_versions", "question_versions.id", "problem_reports.question_version_id").join("questions", "questions.id", "problem_reports.question_id")
    .join("people as reporter", "reporter.id", "problem_reports.person_id").leftJoin("people as closer", "closer.id", "problem_reports.closed_by")
    .leftJoin("attempts", "attempts.id", "problem_reports.attempt_id").leftJoin("quizzes", "quizzes.id", "attempts.quiz_id")
    .leftJoin("paper_items", (join) => { join.on("paper_items.attempt_id", "problem_reports.attempt_id").andOn("paper_items.question_version_id", "problem_reports.question_version_id"); })
    .leftJoin("suspensions", (join) => { join.on("suspensions.question_id", "problem_reports.question_id").andOnNull("suspensions.ended_at"); });
  return withRulings(rows).select("problem_reports.*", "question_versions.stem", "question_versions.number", bodyNow(db), "questions.public_id as question_public_id", "reporter.name as reporter_name", "closer.name as closer_name",
    "suspensions.at as suspended", "paper_items.layout as seen", "quizzes.slug as quiz_slug", "quizzes.title as quiz_title", "attempts.number as attempt_number", "attempts.finished_at");
}
