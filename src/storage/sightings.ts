import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import { nobodies } from "./erasures.ts";
import { statement } from "./statements.ts";
import type { Sighting } from "./audit-tables.ts";
import type { Db, Person } from "./tables.ts";

/** Those of these people whom this viewer has not looked at in this hour. */
export async function listUnseen(db: Db, viewerId: number, hour: string, people: readonly Pick<Person, "id" | "public_id">[]): Promise<Pick<Person, "id" | "public_id">[]> {
  const seen = new Set((await db("sightings").where({ viewer_id: viewerId, hour }).select("person_id")).map(({ person_id }) => person_id));
  return people.filter(({ id }) => !seen.has(id));
}

/** These people as `sightings` knows them; whoever was erased is nobody. */
export async function listPeopleSeen(db: Db, ids: readonly number[]): Promise<Pick<Person, "id" | "public_id">[]> {
  const people: Pick<Person, "id" | "public_id">[] = [];
  for (const portion of inPortions([...new Set(ids)], 500)) people.push(...(await db("people").whereIn("id", portion).whereNotIn("id", nobodies(db)).select("id", "public_id")));
  return people;
}

/** Says whose sightings are new: another request may have noted the same a moment ago. */
export async function insertSightingsOnce(tx: Db, sightings: readonly Sighting[]): Promise<Set<number>> {
  const fresh = new Set<number>();
  for (const portion of inPortions(sightings)) {
    const rows: Knex.QueryBuilder = tx("sightings").insert(portion).onConflict(["person_id", "hour", "viewer_id"]).ignore().returning("person_id");
    for (const { person_id } of (await rows) as Pick<Sighting, "person_id">[]) fresh.add(person_id);
  }
  return fresh;
}

/** Who looked at somebody's results and when they last did, the latest first. */
export interface Viewing { name: string; hour: string; times: number }

/** The latest twenty. */
export async function listViewingsOf(db: Db, { id }: Pick<Person, "id">, since: string): Promise<Viewing[]> {
  return (await viewings(db, id, since)).map((row) => ({ ...row, times: Number(row.times) }));
}

const viewings = statement<[personId: number, since: string], Omit<Viewing, "times"> & { times: unknown }>((db, id, since) => (db("sightings") as Knex.QueryBuilder).join("people", "people.id", "sightings.viewer_id").where("person_id", id).where("hour", ">=", since).groupBy("people.id", "people.name")
  .select("people.name").max({ hour: "hour" }).count({ times: "*" }).orderBy("hour", "desc").limit(20));
