import type { Knex } from "knex";
import type { Db, Person } from "./tables.ts";

/** What events say of what they are about; undefined where it is gone, or somebody else's by now. */
export interface HookedAttempt { public_id: string; finished_at: string; score: number; of: number; slug: string; title: string; pass_percent: number }

export async function findHookedAttempt(db: Db, publicId: string, personId: number): Promise<HookedAttempt | undefined> {
  const row: Knex.QueryBuilder = db("attempts as a").join("quizzes as q", "q.id", "a.quiz_id").join("quiz_versions as v", "v.id", "a.quiz_version_id").where({ "a.public_id": publicId, "a.person_id": personId })
    .whereNotNull("a.finished_at").first("a.public_id", "a.finished_at", "a.score", "a.of", "q.slug", "v.title", "v.pass_percent");
  return (await row) as HookedAttempt | undefined;
}

export async function findHookedAssignment(db: Db, publicId: string, slugs: readonly string[]): Promise<{ title: string; quizzes: { slug: string; title: string }[] } | undefined> {
  const assignment = await db("assignments").where({ public_id: publicId }).first("title");
  return assignment && { title: assignment.title, quizzes: await db("quizzes").whereIn("slug", [...slugs]).orderBy("title").select("slug", "title") };
}

export async function findHookedFact(db: Db, key: string): Promise<{ slug: string; title: string } | undefined> {
  return db("facts").join("incidents", "incidents.id", "facts.incident_id").where("facts.key", key).first("incidents.slug", "incidents.title");
}

export function findHookedPerson(db: Db, id: number): Promise<Pick<Person, "public_id" | "name"> | undefined> {
  return db("people").where({ id }).first("public_id", "name");
}
