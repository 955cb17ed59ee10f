import type { Knex } from "knex";

/** Directories that keep people and groups through SCIM, what they said, and their last requests. */
export async function up(db: Knex): Promise<void> {
  await db.schema
    .createTable("directories", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.string("name").notNullable().unique();
      for (const choice of ["team_from", "site_from"]) t.string(choice).notNullable();
      t.string("created_at").notNullable();
    })
    .createTable("directory_tokens", (t) => {
      t.integer("token_id").primary().references("api_tokens.id").onDelete("CASCADE");
      t.integer("directory_id").notNullable().references("directories.id").index();
    })
    .createTable("directory_people", (t) => {
      t.integer("person_id").primary().references("people.id");
      t.integer("directory_id").notNullable().references("directories.id");
      t.string("user_name").notNullable();
      t.string("user_name_key").notNullable();
      for (const text of ["external_id", "given_name", "family_name"]) t.string(text);
      t.string("email_type").notNullable();
      for (const json of ["resource", "said"]) t.text(json).notNullable();
      for (const time of ["created_at", "updated_at"]) t.string(time).notNullable();
      t.string("gone_at");
      t.unique(["directory_id", "user_name_key"]);
      t.unique(["directory_id", "external_id"]);
    })
    .createTable("directory_groups", (t) => {
      t.integer("group_id").primary().references("groups.id").onDelete("CASCADE");
      t.integer("directory_id").notNullable().references("directories.id").index();
      t.string("external_id");
      t.integer("team_id").references("teams.id").index();
      t.integer("version").notNullable();
      for (const time of ["created_at", "updated_at"]) t.string(time).notNullable();
      t.string("gone_at");
      t.unique(["directory_id", "external_id"]);
    });
  await requests(db);
}

async function requests(db: Knex): Promise<void> {
  await db.schema.createTable("directory_requests", (t) => {
    t.increments("id");
    t.integer("directory_id").notNullable().references("directories.id");
    for (const text of ["at", "method", "path"]) t.string(text).notNullable();
    for (const number of ["status", "millis"]) t.integer(number).notNullable();
    t.text("problem");
    t.text("ignored");
    t.index(["directory_id", "id"]);
  });
}
