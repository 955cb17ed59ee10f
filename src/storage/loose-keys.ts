import type { Told } from "./copying/digests.ts";
import type { Db } from "./tables.ts";

/** Rows of a table that point at others in `parent` that are not there. */
export interface LooseKey { table: string; parent: string; rows: number }

const KEYS = `SELECT k.conrelid::regclass::text AS "table", k.confrelid::regclass::text AS parent,
    string_agg(format('p.%I = c.%I', theirs.attname, ours.attname), ' AND ' ORDER BY pair.place) AS "isPair", string_agg(format('c.%I IS NOT NULL', ours.attname), ' AND ') AS "isGiven"
  FROM pg_constraint k CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS pair(mine, other, place)
  JOIN pg_attribute ours ON ours.attrelid = k.conrelid AND ours.attnum = pair.mine JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attnum = pair.other
  WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace GROUP BY k.oid, 1, 2 ORDER BY 1, 2`;

/** Holds every foreign key of PostgreSQL against the rows themselves. `told` hears of keys. */
export async function listLooseKeys(db: Db, told: Told): Promise<LooseKey[]> {
  const { rows: keys } = await db.raw<{ rows: { table: string; parent: string; isPair: string; isGiven: string }[] }>(KEYS);
  const loose: LooseKey[] = [];
  for (const [place, { table, parent, isPair, isGiven }] of keys.entries()) {
    const { rows } = await db.raw<{ rows: { total: string }[] }>(`SELECT count(*) AS total FROM ${table} c WHERE ${isGiven} AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE ${isPair})`);
    if (Number(rows[0]!.total) > 0) loose.push({ table, parent, rows: Number(rows[0]!.total) });
    told(place + 1, keys.length + 1);
  }
  return loose;
}
