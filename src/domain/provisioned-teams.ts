import { groupBy } from "../lib/groups.ts";
import { listFilledGroupsOf } from "../storage/directory-groups.ts";
import { updatePeople } from "../storage/people-batches.ts";
import { listPeopleById } from "../storage/people.ts";
import type { Db } from "../storage/tables.ts";
import type { Client } from "./provisioned-rows.ts";
import { refreshGroups } from "./refreshing-groups.ts";

/** Where a directory takes teams from groups: puts these people into the team of the first of their groups that has one, by name. Who is in none stays where they are. */
export async function placeByGroups(tx: Db, { directory }: Pick<Client, "directory">, personIds: readonly number[], at: Date): Promise<void> {
  if (directory.team_from !== "groups" || personIds.length === 0) return;
  const people = await listPeopleById(tx, personIds);
  const teams = new Map<number, number>();
  for (const { person_id, team_id } of await listFilledGroupsOf(tx, directory, people)) if (team_id !== null && !teams.has(person_id)) teams.set(person_id, team_id);
  const moves = groupBy(people.filter(({ id, team_id }) => teams.has(id) && teams.get(id) !== team_id), ({ id }) => String(teams.get(id)));
  for (const [team_id, moved] of moves) await updatePeople(tx, moved.map(({ id }) => id), { team_id: Number(team_id) });
  const moved = [...moves.values()].flat().map(({ id }) => id);
  if (moved.length > 0) await refreshGroups(tx, moved, at);
}
