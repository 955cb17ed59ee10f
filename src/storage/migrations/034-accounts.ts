import type { Knex } from "knex";

/** Links by mail, one-time codes, recovery codes and passkeys; of a session, from where, with what and how surely it was opened; and whether an import invites whom it adds. */
export async function up(db: Knex): Promise<void> {
  await links(db);
  await secondFactors(db);
  await passkeys(db);
  await db.schema
    .alterTable("sessions", (t) => {
      for (const column of ["started_at", "agent", "network", "factor", "stepped_up_at"]) t.string(column);
    })
    .alterTable("people", (t) => { t.string("password_seal"); })
    .alterTable("people_imports", (t) => { t.integer("invites").notNullable().defaultTo(0); });
}

/** The database keeps a digest of what a link holds. */
async function links(db: Knex): Promise<void> {
  await db.schema.createTable("account_links", (t) => {
    t.string("token_hash").primary();
    t.integer("person_id").notNullable().references("people.id").index();
    t.string("kind").notNullable();
    t.string("created_at").notNullable();
    t.string("expires_at").notNullable().index();
    t.string("used_at");
  });
}

/** `last_step` is the newest step of 30 seconds whose code was used: neither it nor an older one is taken again. */
async function secondFactors(db: Knex): Promise<void> {
  await db.schema
    .createTable("one_time_secrets", (t) => {
      t.integer("person_id").primary().references("people.id");
      t.text("sealed_secret").notNullable();
      t.integer("last_step").notNullable().defaultTo(0);
      t.string("created_at").notNullable();
      t.string("confirmed_at");
    })
    .createTable("recovery_codes", (t) => {
      t.increments("id");
      t.integer("person_id").notNullable().references("people.id").index();
      t.string("digest").notNullable().unique();
      t.string("created_at").notNullable();
      t.string("used_at");
    });
}

/** The counter of an authenticator goes up to 2^32, which a double holds exactly. */
async function passkeys(db: Knex): Promise<void> {
  await db.schema
    .createTable("passkeys", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.integer("person_id").notNullable().references("people.id").index();
      t.string("credential_id", 1400).notNullable().unique();
      t.text("public_key").notNullable();
      t.double("counter").notNullable();
      t.string("transports").notNullable();
      t.string("name").notNullable();
      t.integer("is_synced").notNullable();
      t.string("created_at").notNullable();
      t.string("last_used_at");
    })
    .createTable("spent_challenges", (t) => {
      t.string("digest").primary();
      t.string("expires_at").notNullable().index();
    });
}
