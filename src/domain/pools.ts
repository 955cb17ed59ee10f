import { insertAuditEvent } from "../storage/audit-events.ts";
import { POOL_FIELDS, poolFilterOf, type PoolFilter } from "../storage/pool-filters.ts";
import { lockQuiz, updateQuiz } from "../storage/quiz-drafts.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

/** The filter by which questions join the pool of a draft, undefined where none do. */
export function filterOf(quiz: Pick<Quiz, "pool_filter">): PoolFilter | undefined {
  return poolFilterOf(quiz);
}

/**
 * Lets every published question that fits join the draft, now and in future; an undefined filter ends that. What learners take stays as it is: each publication keeps what the filter found then.
 */
export async function changePool(db: Db, author: Pick<Person, "id">, quiz: Pick<Quiz, "id">, filter: PoolFilter | undefined, at: Date): Promise<void> {
  const asked = POOL_FIELDS.flatMap((field): [string, string][] => (filter?.[field] ? [[field, filter[field]]] : []));
  if (filter && asked.length === 0) throw new Refused("quiz-pools.everything", "pool");
  const to = filter ? JSON.stringify(Object.fromEntries(asked)) : "";
  await db.transaction(async (tx) => {
    const held = await lockQuiz(tx, quiz.id);
    if (!held) throw new NotFound();
    if (held.pool_filter === to) return;
    await updateQuiz(tx, held.id, { pool_filter: to });
    await insertAuditEvent(tx, author.id, "quiz.pool-changed", held.slug, { from: held.pool_filter, to }, at);
  });
}
