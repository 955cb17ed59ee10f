import type { Knex } from "knex";

/** Texts that people confirm to have read, and packs of evidence for auditors. */
export async function up(db: Knex): Promise<void> {
  await policies(db);
  await evidence(db);
}

async function policies(db: Knex): Promise<void> {
  await db.schema
    .createTable("policies", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.string("state").notNullable();
      t.text("draft").notNullable();
      t.integer("number").notNullable().defaultTo(0);
      t.integer("asked_number").notNullable().defaultTo(0);
      t.integer("author_id").references("people.id").index();
      t.string("created_at").notNullable();
    })
    .createTable("policy_versions", (t) => {
      t.increments("id");
      t.integer("policy_id").notNullable().references("policies.id");
      t.integer("number").notNullable();
      t.text("texts").notNullable();
      t.string("hash").notNullable();
      t.integer("asks_again").notNullable();
      t.text("note").notNullable();
      t.integer("publisher_id").references("people.id").index();
      t.string("published_at").notNullable();
      t.unique(["policy_id", "number"]);
    })
    .createTable("policy_audiences", (t) => {
      t.increments("id");
      t.integer("policy_id").notNullable().references("policies.id").index();
      t.integer("team_id").references("teams.id").onDelete("CASCADE").index();
      t.integer("group_id").references("groups.id").onDelete("CASCADE").index();
    })
    .createTable("acknowledgements", (t) => {
      t.increments("id");
      t.integer("policy_version_id").notNullable().references("policy_versions.id");
      t.integer("person_id").references("people.id").index();
      t.string("language").notNullable();
      t.string("text_hash").notNullable();
      t.string("at").notNullable().index();
      t.unique(["policy_version_id", "person_id"]);
    });
}

async function evidence(db: Knex): Promise<void> {
  await db.schema
    .createTable("evidence_packs", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.integer("author_id").references("people.id").index();
      for (const text of ["first_day", "last_day", "time_zone", "mode", "created_at"]) t.string(text).notNullable();
      t.string("state").notNullable().index();
      for (const number of ["least", "done", "total", "people"]) t.integer(number).notNullable().defaultTo(0);
      t.bigInteger("bytes").notNullable().defaultTo(0);
      for (const text of ["run", "beat_at", "finished_at", "expires_at", "digest", "manifest"]) t.string(text);
    })
    .createTable("evidence_pieces", (t) => {
      t.integer("pack_id").notNullable().references("evidence_packs.id");
      t.integer("position").notNullable();
      t.binary("content").notNullable();
      t.primary(["pack_id", "position"]);
    });
}
