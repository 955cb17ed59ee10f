import type { RecordStore } from "./hook-tables.ts";
import { statement } from "./statements.ts";
import type { Db, New } from "./tables.ts";

/** There is one at most. Its secret is sealed. */
export async function findRecordStore(db: Db): Promise<RecordStore | undefined> {
  return (await stores(db))[0];
}

export const stores = statement<[], RecordStore>((db) => db("record_stores").orderBy("id"));

export async function insertRecordStore(tx: Db, row: New<RecordStore>): Promise<void> {
  await tx("record_stores").insert(row);
}

export async function updateRecordStore(db: Db, id: number, changes: Partial<Omit<RecordStore, "id">>): Promise<void> {
  await db("record_stores").where({ id }).update(changes);
}

/** Takes the store that is on for this process alone, if something may be sent to it at `at`: two would mix up the order. */
export async function leaseRecordStore(db: Db, at: string, until: string): Promise<RecordStore | undefined> {
  const [row] = await db("record_stores").where({ is_on: 1 }).where("next_at", "<=", at).where((free) => void free.whereNull("leased_until").orWhere("leased_until", "<=", at)).update({ leased_until: until }).returning("*");
  return row;
}

/** With every statement that was to go there. */
export async function deleteRecordStore(tx: Db, id: number): Promise<void> {
  await tx("statements").delete();
  await tx("record_stores").where({ id }).delete();
}
