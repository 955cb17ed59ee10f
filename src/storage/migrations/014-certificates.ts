import type { Knex } from "knex";

/** Certificates that a quiz gives to who passes it, tries to guess their numbers, and quizzes that close the pages of their incidents while somebody takes them. */
export async function up(db: Knex): Promise<void> {
  for (const table of ["quizzes", "quiz_versions"]) await db.schema.alterTable(table, (t) => { t.integer("certificate_months"); t.integer("closed_book").notNullable().defaultTo(0); });
  await db.schema
    .createTable("certificates", (t) => {
      t.increments("id");
      t.string("number").notNullable().unique();
      t.string("secret").notNullable();
      t.integer("person_id").notNullable().references("people.id");
      t.integer("quiz_version_id").notNullable().references("quiz_versions.id");
      t.integer("place").notNullable();
      t.integer("attempt_id").notNullable().unique().references("attempts.id");
      t.string("title").notNullable();
      t.string("issued_at").notNullable();
      t.string("expires_at").notNullable();
      t.string("shows").notNullable();
      t.string("revoked_at");
      t.text("revoked_reason");
      t.integer("revoked_by").references("people.id");
      t.unique(["person_id", "quiz_version_id", "place"]);
    })
    .createTable("certificate_misses", (t) => {
      t.string("address").notNullable();
      t.string("hour").notNullable().index();
      t.integer("misses").notNullable();
      t.primary(["address", "hour"]);
    });
}
