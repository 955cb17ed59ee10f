import { rowsOf } from "./audience-members.ts";
import { isPostgresDb } from "./dialects.ts";
import type { Db, Team } from "./tables.ts";

type Fields = [id: number, public_id: string, name: string, parent_id: number | null, manager_id: number | null];

let held: { text: string; teams: readonly Team[] } = { text: "[]", teams: [] };

/** All teams by name; the same list as before where nothing of it has changed, so that what was made of it can be kept. A thousand rows take longer to become objects than to be read as one text and compared. */
export async function listHeldTeams(db: Db): Promise<readonly Team[]> {
  const text = await readTeams(db);
  if (text !== held.text) held = { text, teams: (JSON.parse(text) as Fields[]).map(([id, public_id, name, parent_id, manager_id]) => ({ id, public_id, name, parent_id, manager_id })) };
  return held.teams;
}

async function readTeams(db: Db): Promise<string> {
  const fields = "id, public_id, name, parent_id, manager_id";
  const sql = isPostgresDb(db) ? `SELECT json_agg(json_build_array(${fields}) ORDER BY name, id)::text AS teams FROM teams` : `SELECT json_group_array(json_array(${fields})) AS teams FROM (SELECT ${fields} FROM teams ORDER BY name, id)`;
  return (await rowsOf<{ teams: string | null }>(db, sql))[0]?.teams ?? "[]";
}
