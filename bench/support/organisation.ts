import { hashPassword } from "../../src/domain/passwords.ts";
import { refreshDuties } from "../../src/domain/refreshing-duties.ts";
import type { Db } from "../../src/storage/tables.ts";

export const PASSWORD = "correct horse battery staple";
const QUIZZES = 10;
export const QUESTIONS = 100;
export const ATTEMPTS = 10;
export const PER_TEAM = 100;
const TOPICS = ["attribution", "ransomware", "patching", "passwords", "social-engineering", "supply-chain", "data", "reporting", "continuity", "industrial"];
const BODY = JSON.stringify({ schema: 1, kind: "single", level: "recall", difficulty: "medium", stem: "Q", explanation: "E", facts: [], topic: "patching", evidence: [], enemies: [], options: ["a", "b"].map((id) => ({ id, text: id, correct: id === "a", feedback: "F" })) });
/** A hash of whole numbers, so that the same people come out of every run. */
const mixed = (a: string, b: string, to: number) => `(((${a}) * 2654435761 + (${b}) * 40503 + ((${a}) % 97) * ((${b}) % 89) * 7919) % 1000003 % ${to})`;
const counting = (to: number) => `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${to})`;
const dayAgo = (days: string) => `strftime('%Y-%m-%dT09:00:00.000Z', '2026-11-01', '-' || (${days}) || ' days')`;

/** Seeded and set-based: ten teams of ten under each of some areas, ten attempts of ten questions a person over a year, fifty memories a person. */
export async function fillOrganisation(db: Db, people: number): Promise<void> {
  const teams = people / PER_TEAM;
  const areas = Math.max(1, Math.round(teams / 40));
  const run = (sql: string) => db.raw(sql);
  await run(`${counting(areas)} INSERT INTO teams (id, public_id, name, parent_id) SELECT n, 'area' || n, 'Area ' || n, NULL FROM c`);
  await run(`${counting(teams - areas)} INSERT INTO teams (id, public_id, name, parent_id) SELECT n + ${areas}, 'team' || n, 'Team ' || n, 1 + n % ${areas} FROM c`);
  await run(`${counting(people)} INSERT INTO people (id, public_id, email, name, team_id, created_at) SELECT n, 'p' || n, n || '@bench.test', 'Person ' || n, 1 + n % ${teams}, '2025-01-01T00:00:00.000Z' FROM c`);
  await db("people").where({ id: 1 }).update({ password_hash: await hashPassword(PASSWORD) });
  await db("person_roles").insert([{ person_id: 1, role: "admin" }, { person_id: 2, role: "manager" }]);
  await db("teams").where({ id: 1 }).update({ manager_id: 2 });
  await db("people").where({ id: 2 }).update({ password_hash: await hashPassword(PASSWORD) });
  await run("INSERT INTO incidents (id, kind, slug, title, label, summary, happened, topics) VALUES (1, 'incident', 'i', 'I', 'i', 's', '2019', '[]')");
  await run(`${counting(QUESTIONS)} INSERT INTO facts (id, key, incident_id, subject, relation, modality, asserted_by, data, state, standing) SELECT n, 'f' || n, 1, 's', 'r', 'asserted', 'x', '{}', 'current', 'current' FROM c`);
  for (let n = 1; n <= QUESTIONS; n++) {
    await db("questions").insert({ id: n, public_id: `q${n}`, topic: TOPICS[n % 10]!, kind: "single", level: ["recall", "mechanism", "decide"][n % 3]!, state: "published", created_at: "2025-01-01" });
    await db("question_versions").insert({ id: n, question_id: n, number: 1, stem: `Q${n}`, body: BODY, created_at: "2025-01-01" });
  }
  for (let n = 1; n <= QUIZZES; n++) {
    await db("quizzes").insert({ id: n, slug: `quiz-${n}`, title: `Quiz ${n}`, summary: "", topic: "patching", pass_percent: 70, state: "published", created_at: "2025-01-01" });
    await db("quiz_versions").insert({ id: n, quiz_id: n, number: 1, title: `Quiz ${n}`, summary: "", pass_percent: 70, published_at: "2025-01-01" });
    await run(`${counting(10)} INSERT INTO quiz_version_questions (quiz_version_id, question_version_id, position) SELECT ${n}, ${(n - 1) * 10} + n, n FROM c`);
    await db("assignments").insert({ id: n, public_id: `a${n}`, title: "", late: 1, required: 1, done_when: "finished", due_on: `2026-${String(n).padStart(2, "0")}-28`, created_at: "2025-01-01" });
    await db("assignment_quizzes").insert({ assignment_id: n, quiz_id: n, position: 1 });
    await db("assignment_audiences").insert({ assignment_id: n, kind: n % 2 ? "everyone" : "team", team_id: n % 2 ? null : 1 + (n % areas), is_exclusion: 0 });
  }
  const attempts = people * ATTEMPTS;
  await run(`${counting(attempts)} INSERT INTO attempts (id, public_id, person_id, quiz_id, quiz_version_id, number, seed, started_at, finished_at, score, "of", tallied)
    SELECT n, 'x' || n, 1 + (n - 1) / ${ATTEMPTS}, 1 + (n - 1) % ${QUIZZES}, 1 + (n - 1) % ${QUIZZES}, 1, 's', ${dayAgo(`1 + ${mixed("n", "7", 360)}`)}, ${dayAgo(`1 + ${mixed("n", "7", 360)}`)}, 3 + ${mixed("n", "3", 8)}, 10, 1 FROM c`);
  await refreshDuties(db, {}, new Date("2026-11-01T00:00:00Z"));
  await run(`INSERT INTO paper_items (id, attempt_id, position, question_version_id, layout) SELECT (a.id - 1) * 10 + q.position, a.id, q.position, q.question_version_id, '[]' FROM attempts a JOIN quiz_version_questions q ON q.quiz_version_id = a.quiz_version_id`);
  await run(`INSERT INTO responses (id, paper_item_id, attempt_id, chosen, score, answered_at, confidence)
    SELECT p.id, p.id, p.attempt_id, '["a"]', ${mixed("p.id", "p.position", 100)} < 72, a.finished_at, CASE ${mixed("p.id", "5", 3)} WHEN 0 THEN 'sure' WHEN 1 THEN 'think' END FROM paper_items p JOIN attempts a ON a.id = p.attempt_id`);
  await run(`${counting(50)} INSERT INTO memories (person_id, fact_id, stability, difficulty, decay, due_at, last_at, reps, lapses, last_question_id)
    SELECT p.id, 1 + (c.n * 2 + p.id % 2) % ${QUESTIONS}, 0.5 + ${mixed("p.id", "c.n", 900)} / 10.0, 5, 0.1542, '2026-12-01', ${dayAgo(mixed("p.id + c.n", "c.n", 300))}, 1, 0, 1 + (c.n * 2 + p.id % 2) % ${QUESTIONS} FROM people p, c`);
}
