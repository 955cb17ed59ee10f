import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { Attempt, Db, New } from "./tables.ts";

export async function insertTwin(tx: Db, attempt: New<Attempt>): Promise<number> {
  const [made] = await tx("attempts").insert(attempt).returning("id");
  return made!.id;
}

/** Paper and answers go from one attempt to another. */
export async function updatePaperOwner(tx: Db, from: number, to: number): Promise<void> {
  for (const table of ["paper_items", "responses", "adaptive_pools"] as const) await (tx(table) as Knex.QueryBuilder).where({ attempt_id: from }).update({ attempt_id: to });
}

export async function deletePapers(tx: Db, attemptIds: readonly number[]): Promise<void> {
  for (const portion of inPortions(attemptIds, 500)) for (const table of ["responses", "paper_items", "adaptive_pools"] as const) await (tx(table) as Knex.QueryBuilder).whereIn("attempt_id", portion).delete();
}

/** Without its seed nobody can lay the same paper again. `finished_at` is set to what it is so that the trigger notes whose figures have changed. */
export async function updateAnswersGone(tx: Db, attemptIds: readonly number[], at: string): Promise<void> {
  for (const portion of inPortions(attemptIds, 500)) await tx("attempts").whereIn("id", portion).update({ answers_gone_at: at, seed: "", finished_at: tx.ref("finished_at") });
}

/** Practice of these attempts, whoever's it is. */
export async function listPracticesOf(tx: Db, attemptIds: readonly number[]): Promise<Attempt[]> {
  const found: Attempt[] = [];
  for (const portion of inPortions(attemptIds, 500)) found.push(...(await tx("attempts").whereIn("practice_of", portion).orderBy("id").forUpdate()));
  return found;
}

/** Certificates that ran out or were revoked. */
export async function deleteCertificatesOf(tx: Db, attemptIds: readonly number[]): Promise<void> {
  for (const portion of inPortions(attemptIds, 500)) await tx("certificates").whereIn("attempt_id", portion).delete();
}
