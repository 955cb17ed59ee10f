import { groupBy } from "../lib/groups.ts";
import { listDoubtsAbout, type Doubting } from "../storage/doubts.ts";
import type { PaperLine } from "../storage/paper-items.ts";
import { listRulings } from "../storage/rulings.ts";
import type { Db } from "../storage/tables.ts";

/**
 * Why a question was withdrawn: facts in doubt, a trainer dropped it (for a reason), or it waits until one has looked at what learners say. What it teaches is not shown as true any more
 * where one of its facts was `retracted`.
 */
export interface Withdrawal { isRetracted: boolean; doubts: Doubting[]; cause: "facts" | "dropped" | "suspended"; reason: string }

type Line = Pick<PaperLine, "question_version_id" | "isWithdrawn">;

/** The withdrawals of the lines that are withdrawn, by the version of the question. */
export async function findWithdrawals(db: Db, lines: readonly Line[]): Promise<Map<number, Withdrawal>> {
  const versions = lines.filter(({ isWithdrawn }) => isWithdrawn).map((line) => line.question_version_id);
  const doubts = groupBy(versions.length === 0 ? [] : await listDoubtsAbout(db, versions), (doubt) => String(doubt.question_version_id));
  const drops = new Map((versions.length === 0 ? [] : await listRulings(db, versions)).filter(({ kind }) => kind === "drop").map((ruling) => [ruling.question_version_id, ruling.reason]));
  return new Map(versions.map((version) => {
    const its = doubts.get(String(version)) ?? [];
    const cause = its.length > 0 ? "facts" : drops.has(version) ? "dropped" : "suspended";
    return [version, { isRetracted: its.some(({ standing }) => standing === "retracted"), doubts: its, cause, reason: drops.get(version) ?? "" }];
  }));
}
