import type { Knex } from "knex";

/** What somebody has typed of a question and not saved yet: one copy a person and question, or for a new one. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("working_copies", (t) => {
    t.increments("id");
    t.integer("person_id").notNullable().references("people.id");
    t.string("question").notNullable().index();
    t.integer("base_version").notNullable();
    t.text("fields").notNullable();
    t.string("at").notNullable();
    t.unique(["person_id", "question"]);
  });
}
