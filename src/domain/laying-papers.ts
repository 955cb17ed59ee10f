import { forPool } from "../engine/generation/papers.ts";
import { layOut } from "../engine/questions/layout.ts";
import type { Question } from "../engine/questions/question.ts";
import { insertPaperItems } from "../storage/paper-items.ts";
import type { PooledVersion } from "../storage/quizzes.ts";
import type { Attempt, Db } from "../storage/tables.ts";

type Version = Pick<PooledVersion, "id" | "question_id" | "body">;
export type PoolEntry = ReturnType<typeof forPool> & { version: Version };

/** A version of a question with what assembling needs to know of it. Where it was published with tags, rules go by those. */
export function poolEntry(version: Version & { tags?: string }): PoolEntry {
  return { version, ...forPool(JSON.parse(version.body) as Question), tags: JSON.parse(version.tags ?? "[]") as string[] };
}

/** Puts the questions on the paper behind those that stand there, each in the layout that the seed gives it, or as it was written. */
export async function insertPaper(tx: Db, { id, seed }: Pick<Attempt, "id" | "seed">, paper: readonly PoolEntry[], { standing = 0, shuffles = true }: { standing?: number; shuffles?: boolean } = {}): Promise<void> {
  await insertPaperItems(tx, paper.map((question, index) => ({ attempt_id: id, position: standing + index + 1, question_version_id: question.version.id, layout: JSON.stringify(layOut(question, seed, { shuffles })) })));
}
