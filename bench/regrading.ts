/**
 * How long a regrade of 10,000 attempts takes on SQLite: `npm run bench -- regrading [ATTEMPTS] [without]`. A quiz of ten questions whose first has the wrong key; half of the people chose what is right,
 * so that every result changes, and a pass mark of 100 % with certificates makes every change one of a certificate too; "without" leaves certificates out.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { regradeQuestion, reverseRegrade, tryRegrade } from "../src/domain/regrading.ts";
import type { Proposal } from "../src/domain/rulings.ts";
import { newPublicId } from "../src/lib/ids.ts";
import { inPortions } from "../src/storage/batches.ts";
import { openDatabase } from "../src/storage/database.ts";
import { migrate } from "../src/storage/migrations.ts";
import type { Db } from "../src/storage/tables.ts";
import { makePerson, makeQuiz, type MadeQuiz } from "../test/support/make.ts";

const AT = new Date("2026-01-05T09:00:00Z");
const QUESTIONS = 10;
const PROPOSAL: Proposal = { kind: "key", corrected: { right: ["b"] }, versions: [1] };

async function fill(db: Db, { quiz, version, questions }: MadeQuiz, attempts: number): Promise<void> {
  const at = AT.toISOString();
  const numbers = Array.from({ length: attempts }, (_, index) => index + 1);
  const nobody = { password_hash: null, team_id: null, created_at: at, deactivated_at: null };
  await db.transaction(async (tx) => {
    for (const portion of inPortions(numbers)) {
      const people = await tx("people").insert(portion.map((number) => ({ ...nobody, public_id: newPublicId(), email: `many${number}@example.test`, name: `Many ${number}`, extra_percent: 0, language: null }))).returning("id");
      const started = await tx("attempts").insert(people.map(({ id }, index) => ({
        public_id: newPublicId(), person_id: id, quiz_id: quiz.id, quiz_version_id: version.id, number: 1, seed: "seed", started_at: at, finished_at: at, of: QUESTIONS, score: portion[index]! % 2 === 0 ? QUESTIONS : QUESTIONS - 1,
        deadline_at: null, added_minutes: 0, practice_of: null, language: null,
      }))).returning(["id", "score"]);
      const lines = started.flatMap(({ id }) => questions.map((question, index) => ({ attempt_id: id, position: index + 1, question_version_id: question.version.id, layout: '["a","b","c"]' })));
      const items = [];
      for (const part of inPortions(lines)) items.push(...(await tx("paper_items").insert(part).returning(["id", "attempt_id", "position"])));
      const whole = new Map(started.map(({ id, score }) => [id, score === QUESTIONS]));
      for (const part of inPortions(items)) await tx("responses").insert(part.map(({ id, attempt_id, position }) => { const isRight = position > 1 || whole.get(attempt_id)!; return { paper_item_id: id, attempt_id, chosen: isRight ? '["a"]' : '["b"]', score: Number(isRight), answered_at: at, confidence: null }; }));
    }
  });
}

async function timed<T>(what: string, deed: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const outcome = await deed();
  console.log(`${what.padEnd(12)} ${((performance.now() - start) / 1000).toFixed(2)} s`);
  return outcome;
}

const attempts = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), "debrief-bench-"));
const db = openDatabase(join(folder, "bench.sqlite"));
try {
  await migrate(db);
  const trainer = await makePerson(db, { roles: ["trainer"] });
  const made = await makeQuiz(db, { questions: QUESTIONS, pass_percent: 100, certificate_months: process.argv[3] === "without" ? null : 12 });
  await fill(db, made, attempts);
  const question = made.questions[0]!.row;
  const { digest, changed } = await timed("dry run", () => tryRegrade(db, trainer, question, PROPOSAL, AT));
  console.log(`${changed.length} of ${attempts} results change`);
  const regraded = await timed("deed", () => regradeQuestion(db, trainer, question, PROPOSAL, { reason: "The key was wrong.", digest, key: newPublicId() }, AT));
  await timed("reversal", () => reverseRegrade(db, trainer, regraded, "It was right.", AT));
} finally {
  await db.destroy();
  rmSync(folder, { recursive: true });
}
