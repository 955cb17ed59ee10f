import type { Knex } from "knex";

/** What was removed because of its age, who stopped that and why, and results whose answers are gone. The indexes find what is old. */
export async function up(db: Knex): Promise<void> {
  await db.schema
    .createTable("retention_runs", (t) => {
      t.string("kind").notNullable();
      t.string("day").notNullable();
      t.string("before").notNullable();
      t.integer("removed").notNullable().defaultTo(0);
      t.string("started_at").notNullable();
      t.string("finished_at");
      t.primary(["kind", "day"]);
    })
    .createTable("legal_holds", (t) => {
      t.increments("id");
      t.text("reason").notNullable();
      t.string("since").notNullable();
      t.integer("begun_by").notNullable().references("people.id").index();
      t.string("ended_at");
      t.integer("ended_by").references("people.id").index();
    })
    .alterTable("attempts", (t) => {
      t.string("answers_gone_at");
      t.index(["finished_at"]);
    })
    .alterTable("recollections", (t) => t.index(["at"]))
    .alterTable("reviews", (t) => t.index(["asked_at"]))
    .alterTable("sightings", (t) => t.index(["hour"]));
  await db.raw("CREATE UNIQUE INDEX legal_holds_one_open ON legal_holds ((COALESCE(ended_at, ''))) WHERE ended_at IS NULL");
}
