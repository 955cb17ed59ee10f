import type { Db, New, Person } from "./tables.ts";

/** A page of the desk that somebody keeps by name; `address` is tidied by domain/saving-views.ts. One of a person may be where their desk begins. */
export interface SavedView { id: number; public_id: string; person_id: number; name: string; address: string; is_start: 0 | 1; created_at: string }

declare module "knex/types/tables.js" {
  interface Tables { desk_views: SavedView }
}

type Owner = Pick<Person, "id">;

/** In the order in which they were kept, the one where the desk begins first. */
export function listSavedViews(db: Db, { id }: Owner): Promise<SavedView[]> {
  return db("desk_views").where({ person_id: id }).orderBy([{ column: "is_start", order: "desc" }, { column: "id" }]);
}

export function findSavedView(db: Db, { id }: Owner, publicId: string): Promise<SavedView | undefined> {
  return db("desk_views").where({ person_id: id, public_id: publicId }).first();
}

export async function insertSavedView(db: Db, view: New<SavedView>): Promise<SavedView> {
  const [row] = await db("desk_views").insert(view).returning("*");
  return row!;
}

export async function updateSavedView(db: Db, { id }: Owner, publicId: string, name: string): Promise<void> {
  await db("desk_views").where({ person_id: id, public_id: publicId }).update({ name });
}

/** Undefined: none of them is where the desk begins. */
export async function updateStart(tx: Db, { id }: Owner, publicId: string | undefined): Promise<void> {
  await tx("desk_views").where({ person_id: id, is_start: 1 }).update({ is_start: 0 });
  if (publicId !== undefined) await tx("desk_views").where({ person_id: id, public_id: publicId }).update({ is_start: 1 });
}

export async function deleteSavedView(db: Db, { id }: Owner, publicId: string): Promise<void> {
  await db("desk_views").where({ person_id: id, public_id: publicId }).delete();
}
