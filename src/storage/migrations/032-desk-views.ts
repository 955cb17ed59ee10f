import type { Knex } from "knex";

/** Pages of the desk that a manager keeps by name, and roles that a list of people gives. */
export async function up(db: Knex): Promise<void> {
  await db.schema
    .createTable("desk_views", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.integer("person_id").notNullable().references("people.id");
      t.string("name").notNullable();
      t.text("address").notNullable();
      t.integer("is_start").notNullable().defaultTo(0);
      t.string("created_at").notNullable();
      t.unique(["person_id", "name"]);
    })
    .alterTable("people_import_lines", (t) => t.string("roles"));
  await db.raw("CREATE UNIQUE INDEX desk_views_one_start ON desk_views (person_id) WHERE is_start = 1");
}
