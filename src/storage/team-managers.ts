import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import { countRows } from "./counting-rows.ts";
import type { Db, Team } from "./tables.ts";

/** By name. */
export async function listTeamsManagedBy(db: Db, personIds: readonly number[]): Promise<Team[]> {
  const found: Team[] = [];
  for (const portion of inPortions(personIds, 5_000)) found.push(...(await db("teams").whereIn("manager_id", portion)));
  return found.sort((one, other) => one.name.localeCompare(other.name, "en"));
}

/** Teams that were given a manager who has left or may not manage any more. */
export async function listUnmanagedIds(db: Db): Promise<Set<number>> {
  const rows: { id: number }[] = await unmanaged(db).select("id");
  return new Set(rows.map(({ id }) => id));
}

export function countUnmanaged(db: Db): Promise<number> {
  return countRows(unmanaged(db));
}

function unmanaged(db: Db): Knex.QueryBuilder {
  const able = db("people").join("person_roles", "person_roles.person_id", "people.id").whereIn("person_roles.role", ["manager", "admin"]).whereNull("people.deactivated_at").select("people.id");
  return (db("teams") as Knex.QueryBuilder).whereNotNull("manager_id").whereNotIn("manager_id", able);
}
