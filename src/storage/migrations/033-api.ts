import type { Knex } from "knex";

/** Tokens of programs, what each took of its budget of requests, and the replies to what they sent under a key of their own. */
export async function up(db: Knex): Promise<void> {
  await db.schema
    .createTable("api_tokens", (t) => {
      t.increments("id");
      for (const text of ["public_id", "token_hash"]) t.string(text).notNullable().unique();
      for (const text of ["name", "shown", "created_at", "expires_at"]) t.string(text).notNullable();
      t.text("scopes").notNullable();
      t.integer("person_id").notNullable().references("people.id").index();
      t.string("last_used_at");
      t.string("revoked_at");
      t.integer("revoked_by").references("people.id").index();
    })
    .createTable("api_budgets", (t) => {
      t.integer("token_id").primary().references("api_tokens.id").onDelete("CASCADE");
      t.string("since").notNullable();
      t.integer("taken").notNullable();
    })
    .createTable("api_replies", (t) => {
      t.integer("token_id").notNullable().references("api_tokens.id").onDelete("CASCADE");
      t.string("key").notNullable();
      for (const text of ["digest", "run"]) t.string(text).notNullable();
      t.string("begun_at").notNullable().index();
      t.integer("status");
      t.text("reply");
      t.primary(["token_id", "key"]);
    });
}
