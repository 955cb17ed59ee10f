import { randomBytes } from "node:crypto";
import type { Knex } from "knex";
import { digestOf, digestOfDetail, EMPTY, nextHead, type Entry } from "../../lib/chain.ts";
import { chainOnPostgres, chainOnSqlite } from "./027-audit-triggers.ts";

/** The audit log becomes a chain that can only grow; who saw whose results; and what is set for the installation. */
export async function up(db: Knex): Promise<void> {
  await db.schema
    .alterTable("audit_events", (t) => {
      t.string("salt").notNullable().defaultTo("");
      t.string("detail_digest");
      t.string("digest");
      t.integer("number").unique();
      t.string("hash");
      t.index(["deed", "number"]);
      t.index(["actor_id", "number"]);
      t.index(["at"]);
    })
    .createTable("audit_head", (t) => {
      t.integer("id").primary();
      t.integer("number").notNullable();
      t.string("hash").notNullable();
    })
    .createTable("sightings", (t) => {
      t.integer("person_id").notNullable().references("people.id");
      t.integer("viewer_id").notNullable().references("people.id").index();
      t.string("hour").notNullable();
      t.string("place").notNullable();
      t.primary(["person_id", "hour", "viewer_id"]);
    })
    .createTable("installation_settings", (t) => {
      t.string("section").primary();
      t.integer("version").notNullable();
      t.text("given").notNullable();
      t.string("changed_at").notNullable();
      t.integer("changed_by").references("people.id").index();
    });
  await db("audit_head").insert({ id: 1, ...(await chainExisting(db)) });
  await ((db.client as { config: { client: unknown } }).config.client === "pg" ? chainOnPostgres(db) : chainOnSqlite(db));
}

const PORTION = 500;

/** What was noted so far comes first, in the order of its ids. */
async function chainExisting(db: Knex): Promise<typeof EMPTY> {
  let head = EMPTY;
  for (let after = 0; ;) {
    const rows = (await db("audit_events").where("id", ">", after).orderBy("id").limit(PORTION)) as (Entry & { id: number })[];
    for (const row of rows) {
      const salt = randomBytes(16).toString("base64url");
      const detail_digest = digestOfDetail({ salt, detail: row.detail });
      const digest = digestOf(row, detail_digest);
      head = nextHead(head, digest);
      await db("audit_events").where({ id: row.id }).update({ salt, detail_digest, digest, ...head });
    }
    if (rows.length < PORTION) return head;
    after = rows.at(-1)!.id;
  }
}
