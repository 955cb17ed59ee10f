import type { Knex } from "knex";

/** The courses of learning systems that say who their members are (LTI Names and Role Provisioning Services). */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("learning_courses", (t) => {
    t.increments("id");
    t.string("public_id").notNullable().unique();
    t.integer("system_id").notNullable().references("learning_systems.id").onDelete("CASCADE");
    t.string("context").notNullable();
    t.string("title").notNullable();
    t.text("members_url").notNullable();
    t.string("seen_at").notNullable();
    t.string("read_at");
    t.unique(["system_id", "context"]);
  });
}
