import { findDirectoryById, listDirectories } from "../storage/directories.ts";
import { findFiller } from "../storage/directory-groups.ts";
import { listKept } from "../storage/directory-people.ts";
import type { Directory } from "../storage/directory-tables.ts";
import type { Group } from "../storage/people-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import type { SaidFields } from "./provisioned-fields.ts";

const COLUMNS = {
  name: "name", email: "email", external_id: "external_id", department: "department", job_title: "job_title", site: "site", start_date: "start_date", line_manager: "line_manager_id", team: "team_id",
} as const satisfies Record<keyof SaidFields, keyof Person>;

/** Which directory keeps somebody, and the fields that it says: those cannot be changed here. */
export interface Keeper { directory: Directory; fields: readonly (keyof SaidFields)[] }

export async function findKeeper(db: Db, { id }: Pick<Person, "id">): Promise<Keeper | undefined> {
  const kept = (await listKept(db, [id])).get(id);
  if (!kept || kept.gone_at !== null) return undefined;
  const directory = (await findDirectoryById(db, kept.directory_id))!;
  const said = JSON.parse(kept.said) as (keyof SaidFields)[];
  return { directory, fields: directory.team_from === "groups" ? [...said, "team"] : said };
}

/** The same for many, by whom they keep, with the name of the directory. */
export async function listKeepers(db: Db, personIds: readonly number[]): Promise<Map<number, { directory: string; fields: string[] }>> {
  const keepers = new Map<number, { directory: string; fields: string[] }>();
  const directories = new Map((await listDirectories(db)).map((directory) => [directory.id, directory]));
  if (directories.size === 0) return keepers;
  for (const { person_id, directory_id, said, gone_at } of (await listKept(db, personIds)).values()) {
    const directory = directories.get(directory_id);
    if (directory && gone_at === null) keepers.set(person_id, { directory: directory.name, fields: [...JSON.parse(said) as string[], ...directory.team_from === "groups" ? ["team"] : []] });
  }
  return keepers;
}

/** @throws Refused for a change of what a directory says */
export async function mayChangeHere(tx: Db, person: Person, changes: Partial<Person>): Promise<void> {
  const keeper = await findKeeper(tx, person);
  const field = keeper?.fields.find((name) => COLUMNS[name] in changes && changes[COLUMNS[name]] !== person[COLUMNS[name]]);
  if (field !== undefined) throw new Refused("scim.person-kept", field, { directory: keeper!.directory.name });
}

/** @throws Refused for a group that a directory fills */
export async function mayChangeGroupHere(tx: Db, group: Pick<Group, "id">): Promise<void> {
  const filler = await findFiller(tx, group);
  if (filler) throw new Refused("scim.group-filled", "form", { directory: filler.name });
}
