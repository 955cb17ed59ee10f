import type { Knex } from "knex";

/** Who asked to be forgotten, and who has been. The second index lets people's own events be found: for their download and for counting downloads. */
export async function up(db: Knex): Promise<void> {
  await db.schema
    .createTable("erasure_requests", (t) => {
      t.increments("id");
      t.integer("person_id").notNullable().references("people.id").index();
      t.string("asked_at").notNullable();
      t.string("closed_at");
      t.string("outcome");
      t.integer("closed_by").references("people.id");
      t.text("reason").notNullable();
    })
    .createTable("erasures", (t) => {
      t.integer("person_id").primary().references("people.id");
      t.string("at");
    })
    .alterTable("audit_events", (t) => {
      t.index(["actor_id", "at"]);
      t.index(["subject"]);
    });
  await db.raw("CREATE UNIQUE INDEX erasure_requests_one_open ON erasure_requests (person_id) WHERE closed_at IS NULL");
}
