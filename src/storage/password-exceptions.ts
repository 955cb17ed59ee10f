import type { Db, Person } from "./tables.ts";

export function listPasswordExceptions(db: Db): Promise<Person[]> {
  return db("people").select("people.*").whereIn("id", db("password_exceptions").select("person_id")).orderBy(["name", "id"]);
}

export async function hasPasswordException(db: Db, personId: number): Promise<boolean> {
  return (await db("password_exceptions").where({ person_id: personId }).first()) !== undefined;
}

/** Active administrators with a password that opens the door whatever providers do. */
export async function countBreakGlassAdmins(db: Db): Promise<number> {
  const row = await db("people").whereIn("id", db("password_exceptions").select("person_id")).whereIn("id", db("person_roles").where({ role: "admin" }).select("person_id"))
    .whereNull("deactivated_at").whereNotNull("password_hash").count({ total: "*" }).first();
  return Number(row?.total ?? 0);
}

export async function insertPasswordException(tx: Db, personId: number, at: string): Promise<void> {
  await tx("password_exceptions").insert({ person_id: personId, created_at: at }).onConflict("person_id").ignore();
}

export async function deletePasswordException(tx: Db, personId: number): Promise<void> {
  await tx("password_exceptions").where({ person_id: personId }).delete();
}
