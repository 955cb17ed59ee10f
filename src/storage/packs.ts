import type { Knex } from "knex";
import type { Db, New } from "./tables.ts";

/** `waiting`: somebody looks at it and has not decided; `current`: its incident is here. */
export type PackState = "waiting" | "current";

/** An incident that came as a file; `text` is that file. `incident_id` is null until it is imported. */
export interface PackRow {
  id: number; public_id: string; slug: string; incident_id: number | null; state: PackState; version: number; sum: string; text: string; author_id: number | null; created_at: string;
}

declare module "knex/types/tables.js" {
  interface Tables { packs: PackRow }
}

export function findPackOf(db: Db, slug: string): Promise<PackRow | undefined> {
  return db("packs").where({ slug, state: "current" }).first();
}

/** One that this person brought and has not decided on. */
export function findWaitingPackOf(db: Db, author: { id: number }, publicId: string): Promise<PackRow | undefined> {
  return db("packs").where({ public_id: publicId, state: "waiting", author_id: author.id }).first();
}

/** What is shown in lists: without the files. */
export type PackLine = Pick<PackRow, "slug" | "version" | "created_at"> & { title: string };

export async function listPackLines(db: Db): Promise<PackLine[]> {
  const lines: Knex.QueryBuilder = db("packs").join("incidents", "incidents.id", "packs.incident_id").where("packs.state", "current").orderBy("incidents.title")
    .select("packs.slug", "packs.version", "packs.created_at", "incidents.title");
  return (await lines) as PackLine[];
}

/** The same in portions, by id. */
export async function listPacksAfter(db: Db, id: number, limit: number): Promise<(PackLine & { id: number })[]> {
  const lines: Knex.QueryBuilder = db("packs").join("incidents", "incidents.id", "packs.incident_id").where("packs.state", "current").where("packs.id", ">", id).orderBy("packs.id").limit(limit)
    .select("packs.id", "packs.slug", "packs.version", "packs.created_at", "incidents.title");
  return (await lines) as (PackLine & { id: number })[];
}

export function listCurrentPacks(db: Db): Promise<PackRow[]> {
  return db("packs").where({ state: "current" }).orderBy("id");
}

/** The incidents that came as packs: the content files say nothing of them. */
export function packedIncidents(db: Db) {
  return db("packs").where({ state: "current" }).whereNotNull("incident_id").select("incident_id");
}

export async function insertPack(db: Db, pack: New<PackRow>): Promise<PackRow> {
  const [row] = await db("packs").insert(pack).returning("*");
  return row!;
}

export async function deletePack(db: Db, id: number): Promise<void> {
  await db("packs").where({ id }).delete();
}

export async function deletePacksOf(db: Db, slugs: readonly string[]): Promise<void> {
  const known = (await db("packs").where({ state: "current" }).select("id", "slug")).filter(({ slug }) => slugs.includes(slug));
  if (known.length > 0) await db("packs").whereIn("id", known.map(({ id }) => id)).delete();
}

export async function deleteWaitingPacksBefore(db: Db, moment: string): Promise<void> {
  await db("packs").where({ state: "waiting" }).where("created_at", "<", moment).delete();
}
