import type { Knex } from "knex";

/** What other programs are told: events that go to webhooks, and statements that go to a learning record store. `due_told_on` is the due day that was told last. */
export async function up(db: Knex): Promise<void> {
  await webhooks(db);
  await statements(db);
  await db.schema.alterTable("duties", (t) => {
    t.string("due_told_on");
    t.index(["state", "due_on"]);
  });
}

async function webhooks(db: Knex): Promise<void> {
  await db.schema
    .createTable("webhooks", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.string("name").notNullable();
      t.text("sealed_address").notNullable();
      t.string("shown_address").notNullable();
      t.text("sealed_secret").notNullable();
      t.text("sealed_old_secret");
      t.string("old_secret_until");
      t.text("events").notNullable();
      t.integer("is_on").notNullable();
      t.string("failing_since");
      t.string("paused_until");
      t.string("stopped_because");
      t.integer("author_id").references("people.id").index();
      t.string("created_at").notNullable();
    })
    .createTable("webhook_deliveries", (t) => {
      t.increments("id");
      t.string("message_id").notNullable();
      t.integer("webhook_id").notNullable().references("webhooks.id").onDelete("CASCADE");
      t.string("event").notNullable();
      t.text("data").notNullable();
      t.integer("person_id").references("people.id").index();
      t.string("happened_at").notNullable();
      t.string("state").notNullable();
      t.integer("tries").notNullable().defaultTo(0);
      t.string("next_at").notNullable();
      t.string("created_at").notNullable();
      t.string("settled_at");
      t.integer("status");
      t.string("failure");
      t.text("answer");
      t.unique(["webhook_id", "message_id"]);
      t.index(["state", "next_at"]);
      t.index(["webhook_id", "state", "id"]);
    });
}

async function statements(db: Knex): Promise<void> {
  await db.schema
    .createTable("record_stores", (t) => {
      t.increments("id");
      t.text("address").notNullable();
      t.string("key").notNullable();
      t.text("sealed_secret").notNullable();
      t.string("version").notNullable();
      t.string("actors").notNullable();
      t.text("grounds").notNullable();
      t.integer("is_on").notNullable();
      t.integer("tries").notNullable().defaultTo(0);
      t.string("next_at").notNullable();
      t.string("leased_until");
      t.string("failing_since");
      t.string("failure");
      t.text("answer");
      t.string("sent_at");
      t.integer("author_id").references("people.id").index();
      t.string("created_at").notNullable();
    })
    .createTable("statements", (t) => {
      t.increments("id");
      t.integer("attempt_id").notNullable().references("attempts.id");
      t.integer("person_id").notNullable().references("people.id").index();
      t.string("verb").notNullable();
      t.integer("position").notNullable();
      t.string("state").notNullable();
      t.text("body");
      t.string("due_at").notNullable();
      t.string("created_at").notNullable();
      t.string("settled_at");
      t.string("failure");
      t.text("answer");
      t.unique(["attempt_id", "verb", "position"]);
      t.index(["state", "id"]);
    });
}
