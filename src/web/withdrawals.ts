import { groupBy } from "../lib/groups.ts";
import { listDoubtsAbout, type Doubting } from "../storage/doubts.ts";
import type { PaperLine } from "../storage/paper-items.ts";
import type { Db } from "../storage/tables.ts";

/** Why a question was withdrawn. What it teaches is not shown as true any more where one of its facts was `retracted`. */
export interface Withdrawal { isRetracted: boolean; doubts: Doubting[] }

type Line = Pick<PaperLine, "question_version_id" | "isWithdrawn">;

/** The withdrawals of the lines that are withdrawn, by the version of the question. */
export async function findWithdrawals(db: Db, lines: readonly Line[]): Promise<Map<number, Withdrawal>> {
  const versions = lines.filter(({ isWithdrawn }) => isWithdrawn).map((line) => line.question_version_id);
  const doubts = groupBy(versions.length === 0 ? [] : await listDoubtsAbout(db, versions), (doubt) => String(doubt.question_version_id));
  return new Map(versions.map((version) => {
    const its = doubts.get(String(version)) ?? [];
    return [version, { isRetracted: its.some(({ standing }) => standing === "retracted"), doubts: its }];
  }));
}
