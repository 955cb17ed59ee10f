import type { Entity } from "../engine/knowledge/entity.ts";
import { foldedNamesOf, foldName } from "../engine/knowledge/names.ts";
import { groupBy } from "../lib/groups.ts";
import { listEntityRows, listMergedEntities, updateEntity } from "../storage/entities.ts";
import type { Db } from "../storage/tables.ts";

/** The entity with these names besides its own. */
export function withNames(entity: Entity, names: readonly string[]): Entity {
  const known = new Set(foldedNamesOf(entity));
  return { ...entity, aliases: [...entity.aliases, ...names.filter((name) => !known.has(foldName(name)))] };
}

/** Content comes with things as its files have them: the names of what was merged with them are added again. */
export async function restoreAliases(tx: Db): Promise<void> {
  const merged = groupBy(await listMergedEntities(tx), ({ kept_key }) => kept_key);
  for (const [key, row] of await listEntityRows(tx, [...merged.keys()])) {
    const names = merged.get(key)!.flatMap((each) => JSON.parse(each.names) as string[]);
    await updateEntity(tx, key, { data: JSON.stringify(withNames(JSON.parse(row.data) as Entity, names)) });
  }
}
