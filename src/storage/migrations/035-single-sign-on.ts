import type { Knex } from "knex";

/** Sign-in by providers of an organisation: who they are, whom they vouched for, what is under way, and the keys that we sign with. */
export async function up(db: Knex): Promise<void> {
  await providers(db);
  await underWay(db);
}

async function providers(db: Knex): Promise<void> {
  await db.schema
    .createTable("sign_in_providers", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      for (const text of ["kind", "name", "created_at", "changed_at"]) t.string(text).notNullable();
      for (const text of ["issuer", "settings"]) t.text(text).notNullable();
      t.text("sealed_secret");
      for (const flag of ["is_on", "shows_button"]) t.integer(flag).notNullable();
      t.integer("author_id").references("people.id").index();
      for (const text of ["last_in_at", "refused_at"]) t.string(text);
      t.text("refusal");
    })
    .createTable("sign_in_domains", (t) => {
      t.string("domain").primary();
      t.integer("provider_id").notNullable().references("sign_in_providers.id").onDelete("CASCADE").index();
      t.integer("is_only").notNullable();
    })
    .createTable("identities", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.integer("provider_id").notNullable().references("sign_in_providers.id").onDelete("CASCADE");
      for (const text of ["issuer", "subject"]) t.text(text).notNullable();
      t.integer("person_id").notNullable().references("people.id").index();
      for (const text of ["created_at", "last_at"]) t.string(text).notNullable();
      t.unique(["provider_id", "issuer", "subject"]);
    })
    .createTable("saml_keys", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      for (const text of ["state", "created_at"]) t.string(text).notNullable();
      for (const text of ["certificate", "sealed_key"]) t.text(text).notNullable();
    })
    .createTable("password_exceptions", (t) => {
      t.integer("person_id").primary().references("people.id");
      t.string("created_at").notNullable();
    });
  await db.raw("CREATE UNIQUE INDEX saml_keys_one_of_a_state ON saml_keys (state) WHERE state <> 'old'");
}

async function underWay(db: Knex): Promise<void> {
  await db.schema
    .createTable("sign_in_requests", (t) => {
      t.increments("id");
      for (const text of ["public_id", "key_hash"]) t.string(text).notNullable().unique();
      t.integer("provider_id").notNullable().references("sign_in_providers.id").onDelete("CASCADE").index();
      for (const text of ["browser_hash", "network", "purpose", "created_at", "expires_at"]) t.string(text).notNullable();
      for (const text of ["to_path", "sealed"]) t.text(text).notNullable();
      t.integer("person_id").references("people.id").index();
      for (const text of ["answered_at", "used_at"]) t.string(text);
      t.text("answer");
      t.index(["expires_at"]);
      t.index(["network"]);
    })
    .createTable("spent_tokens", (t) => {
      t.string("key").primary();
      t.string("until").notNullable().index();
    })
    .createTable("federated_sessions", (t) => {
      t.string("session_id").primary().references("sessions.id").onDelete("CASCADE");
      t.integer("provider_id").notNullable().references("sign_in_providers.id").onDelete("CASCADE").index();
      t.text("subject").notNullable();
      t.text("sid");
      t.text("sealed").notNullable();
    });
}
