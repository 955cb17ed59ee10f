import { inPortions } from "./batches.ts";
import type { Db, EntityRow, FactRow, MergedEntity, New } from "./tables.ts";

export function findEntity(db: Db, key: string): Promise<EntityRow | undefined> {
  return db("entities").where({ key }).whereNot({ type: "collection" }).first();
}

/** The entities that came with an article, in the order in which they came. */
export function listEntitiesOfArticle(db: Db, articleId: number): Promise<EntityRow[]> {
  return db("entities").where({ article_id: articleId }).orderBy("id");
}

/** The facts that speak of an entity, or of which it is the source. */
export function listFactsSpeakingOf(db: Db, key: string): Promise<FactRow[]> {
  return db("facts").where({ subject: key }).orWhere({ asserted_by: key }).orWhereLike("data", `%"object":"${key}"%`).orderBy("id");
}

export async function updateEntity(db: Db, key: string, data: Pick<EntityRow, "data">): Promise<void> {
  await db("entities").where({ key }).update(data);
}

export async function deleteEntity(db: Db, key: string): Promise<void> {
  await db("entities").where({ key }).delete();
}

export async function insertMergedEntity(db: Db, merged: New<MergedEntity>): Promise<void> {
  await db("merged_entities").insert(merged);
}

/** What is one with another by now follows that one. */
export async function updateMergedInto(db: Db, key: string, kept: string): Promise<void> {
  await db("merged_entities").where({ kept_key: key }).update({ kept_key: kept });
}

export function listMergedEntities(db: Db): Promise<MergedEntity[]> {
  return db("merged_entities").orderBy("id");
}

/** The rows of the entities by key. */
export async function listEntityRows(db: Db, keys: readonly string[]): Promise<Map<string, EntityRow>> {
  const rows: EntityRow[] = [];
  for (const portion of inPortions(keys)) rows.push(...(await db("entities").whereIn("key", portion)));
  return new Map(rows.map((row) => [row.key, row]));
}

/** The entities that came with an incident's own file. */
export function listOwnEntities(db: Db, incidentId: number): Promise<EntityRow[]> {
  return db("entities").where({ incident_id: incidentId }).orderBy("id");
}
