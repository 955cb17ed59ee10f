import { insertAuditEvent } from "../storage/audit-events.ts";
import { countOpenReports, lockOpenReports, lockReport, updateReply, updateReports } from "../storage/problem-reports.ts";
import type { ProblemReport, ReportOutcome } from "../storage/report-tables.ts";
import type { Db, Person, QuestionRow } from "../storage/tables.ts";
import { NotFound } from "./errors.ts";
import { endSuspension } from "./suspending.ts";

type Trainer = Pick<Person, "id">;
/** What came of looking at a report, with a word to whoever made it. */
export interface Closure { outcome: ReportOutcome; note: string }

/** Closes those of the reports that are open still. A question that was suspended is asked again once none of them says any more that a further option is true. Says how many were closed. */
export function closeReports(db: Db, trainer: Trainer, question: Pick<QuestionRow, "id" | "public_id">, publicIds: readonly string[], { outcome, note }: Closure, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const open = await lockOpenReports(tx, question.id, publicIds);
    for (const { id, note: earlier } of open) await updateReports(tx, [id], { state: "closed", closed_by: trainer.id, closed_at: at.toISOString(), outcome, note: note || earlier });
    for (const report of open) await insertAuditEvent(tx, trainer.id, "problem.closed", question.public_id, { report: report.public_id, reason: report.reason, outcome }, at);
    if (open.some(({ reason }) => reason === "also_true") && (await countOpenReports(tx, question.id, "also_true")) === 0) await endSuspension(tx, trainer, question, at);
    return open.length;
  });
}

/** Answers whoever made an open report; it stays open. They read it under Progress. */
export function replyToReport(db: Db, trainer: Trainer, { public_id }: Pick<ProblemReport, "public_id">, note: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const held = await lockReport(tx, public_id);
    if (!held) throw new NotFound();
    if (held.note === note) return;
    await updateReply(tx, held.id, note);
    await insertAuditEvent(tx, trainer.id, "problem.answered", held.public_id, {}, at);
  });
}
