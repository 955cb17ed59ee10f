import type { Knex } from "knex";

/** Learning systems that launch quizzes (LTI 1.3) and get grades back, and links that lead to one question. */
export async function up(db: Knex): Promise<void> {
  await systems(db);
  await launches(db);
  await links(db);
}

async function systems(db: Knex): Promise<void> {
  await db.schema
    .createTable("learning_systems", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      for (const text of ["name", "client_id", "created_at"]) t.string(text).notNullable();
      for (const text of ["deployments", "login_url", "token_url", "keys_url", "token_audience", "frames", "grounds"]) t.text(text).notNullable();
      t.string("issuer", 500).notNullable();
      for (const flag of ["links_by_email", "makes_people", "makes_trainers", "is_on"]) t.integer(flag).notNullable();
      t.integer("author_id").references("people.id").index();
      t.unique(["issuer", "client_id"]);
    })
    .createTable("learning_accounts", (t) => {
      t.increments("id");
      t.string("issuer", 500).notNullable();
      t.string("subject").notNullable();
      t.integer("person_id").notNullable().references("people.id").index();
      t.string("created_at").notNullable();
      t.string("last_at").notNullable();
      t.unique(["issuer", "subject"]);
    })
    .createTable("tool_keys", (t) => {
      t.string("kid").primary();
      t.text("public_key").notNullable();
      t.text("sealed_key").notNullable();
      t.string("created_at").notNullable();
      t.string("used_from").notNullable();
    })
    .createTable("learning_invitations", (t) => {
      t.string("token_hash").primary();
      t.integer("author_id").notNullable().references("people.id").index();
      t.string("expires_at").notNullable();
    });
}

async function launches(db: Knex): Promise<void> {
  await db.schema
    .createTable("launch_states", (t) => {
      t.string("state_hash").primary();
      t.integer("system_id").notNullable().references("learning_systems.id").onDelete("CASCADE").index();
      t.string("nonce_hash").notNullable();
      t.string("expires_at").notNullable().index();
    })
    .createTable("launch_tickets", (t) => {
      t.string("ticket_hash").primary();
      t.integer("system_id").notNullable().references("learning_systems.id").onDelete("CASCADE").index();
      t.integer("person_id").references("people.id").index();
      t.text("data").notNullable();
      t.string("expires_at").notNullable().index();
    })
    .createTable("grade_links", (t) => {
      t.increments("id");
      t.integer("system_id").notNullable().references("learning_systems.id").onDelete("CASCADE");
      t.integer("person_id").notNullable().references("people.id");
      t.integer("quiz_id").notNullable().references("quizzes.id");
      for (const text of ["deployment", "resource_link", "subject", "state", "next_at", "created_at"]) t.string(text).notNullable();
      t.text("endpoint").notNullable();
      t.text("line_item");
      for (const number of ["turn", "tries"]) t.integer(number).notNullable().defaultTo(0);
      for (const text of ["sent_at", "told_at"]) t.string(text);
      t.text("failure");
      t.unique(["system_id", "deployment", "resource_link", "person_id"]);
      t.index(["person_id", "quiz_id"]);
      t.index(["state", "next_at"]);
    });
}

async function links(db: Knex): Promise<void> {
  await db.schema.createTable("question_links", (t) => {
    t.increments("id");
    t.string("public_id").notNullable().unique();
    t.string("title").notNullable();
    t.integer("quiz_id").notNullable().references("quizzes.id").unique();
    t.text("sealed_secret").notNullable();
    t.string("ends_at").notNullable();
    t.string("ended_at");
    t.integer("author_id").references("people.id").index();
    t.string("created_at").notNullable();
  });
}
