import type { Db } from "../../src/storage/tables.ts";
import { putOnTriggers, takeOffTriggers } from "../../src/storage/summary-triggers.ts";

const PER_PERSON = 10;
const counting = (to: number) => `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${to})`;
const dayAgo = (days: string) => `strftime('%Y-%m-%dT09:00:00.000Z', '2026-01-01', '-' || (${days}) || ' days')`;

/** So many answers of earlier years to the questions of this quiz, ten an attempt and ten attempts a person, as SQLite writes them fastest. */
export async function fillHistory(db: Db, slug: string, responses: number): Promise<void> {
  const { id: quiz } = (await db("quizzes").where({ slug }).first())!;
  const { id: version } = (await db("quiz_versions").where({ quiz_id: quiz }).first())!;
  const first = async (table: "people" | "attempts" | "paper_items") => Number((await db(table).max({ id: "id" }))[0]!["id"] ?? 0);
  const [people, attempts, items] = [await first("people"), await first("attempts"), await first("paper_items")];
  const sittings = Math.ceil(responses / 10);
  const run = (sql: string) => db.raw(sql);
  await takeOffTriggers(db);
  await run("PRAGMA synchronous = OFF");
  await run(`${counting(Math.ceil(sittings / PER_PERSON))} INSERT INTO people (id, public_id, email, name, created_at) SELECT n + ${people}, 'past' || n, 'past' || n || '@bench.test', 'Person ' || n, '2025-01-01T00:00:00.000Z' FROM c`);
  await run(`${counting(sittings)} INSERT INTO attempts (id, public_id, person_id, quiz_id, quiz_version_id, number, seed, started_at, finished_at, score, "of", tallied)
    SELECT n + ${attempts}, 'past' || n, ${people} + 1 + (n - 1) / ${PER_PERSON}, ${quiz}, ${version}, 1 + (n - 1) % ${PER_PERSON}, 's', ${dayAgo("n % 700")}, ${dayAgo("n % 700")}, n % 11, 10, 1 FROM c`);
  await run(`INSERT INTO paper_items (id, attempt_id, position, question_version_id, layout) SELECT ${items} + (a.id - ${attempts} - 1) * 10 + q.position, a.id, q.position, q.question_version_id, '[]' FROM attempts a JOIN quiz_version_questions q ON q.quiz_version_id = a.quiz_version_id WHERE a.id > ${attempts}`);
  await run(`INSERT INTO responses (paper_item_id, attempt_id, chosen, score, answered_at) SELECT p.id, p.attempt_id, '["a"]', p.id % 2, a.finished_at FROM paper_items p JOIN attempts a ON a.id = p.attempt_id WHERE p.id > ${items}`);
  await putOnTriggers(db);
  await run("ANALYZE");
  await run("PRAGMA wal_checkpoint(TRUNCATE)");
  await run("PRAGMA synchronous = FULL");
}
