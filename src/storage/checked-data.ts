import { countRows } from "./counting-rows.ts";
import type { Attempt, Db } from "./tables.ts";
import { digestsIn } from "./pictures.ts";

export function countFinishedAttempts(db: Db): Promise<number> {
  return countRows(db("attempts").whereNotNull("finished_at"));
}

export function listFinishedAttemptsAfter(db: Db, id: number, limit: number): Promise<Attempt[]> {
  return db("attempts").whereNotNull("finished_at").where("id", ">", id).orderBy("id").limit(limit);
}

/** Keys of PostgreSQL that somebody added without having the rows looked at. */
export async function listInvalidKeys(db: Db): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>("SELECT conname AS name FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace");
  return rows.map(({ name }) => name);
}

/** How many pictures questions show that are not there. */
export async function countMissingPictures(db: Db): Promise<number> {
  const shown = new Set((await db("question_versions").where("body", "like", "%/pictures/%").select("body")).flatMap(({ body }) => digestsIn(body)));
  const there = new Set((await db("pictures").select("digest")).map(({ digest }) => digest));
  return [...shown].filter((digest) => !there.has(digest)).length;
}

export function hasSettings(db: Db): Promise<boolean> {
  return db.schema.hasTable("settings");
}
