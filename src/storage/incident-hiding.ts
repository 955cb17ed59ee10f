import type { Db } from "./tables.ts";

/** Whether that changed anything. */
export async function updateIncidentHidden(db: Db, id: number, hiddenAt: string | null): Promise<boolean> {
  const row = db("incidents").where({ id });
  return (await (hiddenAt === null ? row.whereNotNull("hidden_at") : row.whereNull("hidden_at")).update({ hidden_at: hiddenAt })) > 0;
}
