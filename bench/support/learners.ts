import { join } from "node:path";
import type { Knex } from "knex";
import { checkBank } from "../../src/domain/checking-questions.ts";
import { hashPassword } from "../../src/domain/passwords.ts";
import type { Feedback } from "../../src/engine/questions/telling.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import { openDatabase } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/tables.ts";
import { serve } from "./serving.ts";

export const PASSWORD = "correct horse battery staple";
const AT = "2026-01-01T00:00:00.000Z";

/** The emails of so many new learners. */
export async function makePeople(db: Db, count: number): Promise<string[]> {
  const password_hash = await hashPassword(PASSWORD);
  const rows = Array.from({ length: count }, (_, n) => ({ public_id: newPublicId(), email: `learner${n}@bench.test`, name: `Learner ${n}`, password_hash, created_at: AT, team_id: null, deactivated_at: null, sought: "" }));
  await db.batchInsert("people", rows, 100);
  return rows.map(({ email }) => email);
}

/** The slug of a published quiz with so many questions of the content that ships, their explanations and evidence with them, and that of one that tells only at its end. */
export async function makeShippedQuizzes(db: Db, length: number): Promise<[slug: string, untold: string]> {
  const rows: Knex.QueryBuilder = db("question_versions").join("questions", "questions.id", "question_versions.question_id").where({ kind: "single" }).orderBy("question_versions.id").limit(length).select("question_versions.id", "question_versions.question_id");
  const versions = (await rows) as { id: number; question_id: number }[];
  await db("questions").whereIn("id", versions.map(({ question_id }) => question_id)).update({ state: "published" });
  const publish = (slug: string, feedback: Feedback) => publishQuiz(db, slug, feedback, versions.map(({ id }) => id));
  return [await publish("bench", "immediate"), await publish("bench-untold", "deferred")];
}

async function publishQuiz(db: Db, slug: string, feedback: Feedback, versionIds: readonly number[]): Promise<string> {
  const rules = { title: "The quiz of the benchmark", summary: "", pass_percent: 70, asks_confidence: 1, feedback } as const;
  const [quiz] = await db("quizzes").insert({ ...rules, slug, topic: "patching", state: "published", created_at: AT }).returning("*");
  const [version] = await db("quiz_versions").insert({ ...rules, quiz_id: quiz!.id, number: 1, published_at: AT }).returning("*");
  await db("quiz_version_questions").insert(versionIds.map((id, index) => ({ quiz_version_id: version!.id, question_version_id: id, position: index + 1 })));
  return slug;
}

/** A new file with what ships, looked through, its quiz of so many questions and so many learners; `more` fills it further. */
export async function makeBenchFile(folder: string, length: number, learners: number, more: (db: Db, slug: string) => Promise<void> = () => Promise.resolve()): Promise<{ url: string; slug: string; untold: string; people: string[] }> {
  const url = join(folder, "bench.sqlite");
  await (await serve(url, folder)).stop();
  const db = openDatabase(url);
  const [slug, untold] = await makeShippedQuizzes(db, length);
  while ((await checkBank(db)) > 0);
  await more(db, slug);
  const people = await makePeople(db, learners);
  await db.destroy();
  return { url, slug, untold, people };
}
