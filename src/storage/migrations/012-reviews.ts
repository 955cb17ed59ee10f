import type { Knex } from "knex";

/** What people remember of facts, each time that a fact was asked, the reviews of each day, who wants to be reminded, and mail that waits to be sent. */
export async function up(db: Knex): Promise<void> {
  await memories(db);
  await turns(db);
  await reminders(db);
}

async function memories(db: Knex): Promise<void> {
  await db.schema
    .createTable("memories", (t) => {
      t.integer("person_id").notNullable().references("people.id");
      t.integer("fact_id").notNullable().references("facts.id").index();
      t.double("stability").notNullable();
      t.double("difficulty").notNullable();
      t.double("decay").notNullable();
      t.string("due_at").notNullable();
      t.string("last_at").notNullable();
      t.integer("reps").notNullable();
      t.integer("lapses").notNullable();
      t.integer("last_question_id").notNullable().references("questions.id");
      t.primary(["person_id", "fact_id"]);
      t.index(["person_id", "due_at"]);
    })
    .createTable("paces", (t) => {
      t.integer("person_id").primary().references("people.id");
      t.double("pace").notNullable();
    })
    .createTable("recollections", (t) => {
      t.increments("id");
      t.integer("person_id").notNullable().references("people.id");
      t.integer("fact_id").notNullable().references("facts.id").index();
      t.integer("question_id").notNullable().references("questions.id");
      t.integer("grade").notNullable();
      t.double("chance").notNullable();
      t.double("expected");
      t.string("at").notNullable();
      t.index(["person_id", "fact_id", "id"]);
    });
}

async function turns(db: Knex): Promise<void> {
  await db.schema.createTable("reviews", (t) => {
    t.increments("id");
    t.string("public_id").notNullable().unique();
    t.integer("person_id").notNullable().references("people.id");
    t.integer("fact_id").notNullable().references("facts.id");
    t.integer("question_version_id").notNullable().references("question_versions.id");
    t.string("day").notNullable();
    t.integer("position").notNullable();
    t.text("layout").notNullable();
    t.string("asked_at").notNullable();
    t.text("chosen");
    t.double("score");
    t.string("confidence");
    t.string("answered_at");
    t.unique(["person_id", "day", "position"]);
  });
}

async function reminders(db: Knex): Promise<void> {
  await db.schema
    .createTable("reminders", (t) => {
      t.integer("person_id").primary().references("people.id");
      t.string("time_zone");
      t.string("calendar_hash").unique();
      t.string("calendar_since");
      t.integer("digest").notNullable().defaultTo(0);
      t.integer("digest_hour");
    })
    .createTable("outbox", (t) => {
      t.increments("id");
      t.integer("person_id").notNullable().references("people.id");
      t.string("kind").notNullable();
      t.string("day").notNullable();
      t.text("message").notNullable();
      t.string("state").notNullable();
      t.integer("tries").notNullable();
      t.string("next_at").notNullable();
      t.string("created_at").notNullable();
      t.string("sent_at");
      t.text("failure");
      t.unique(["person_id", "kind", "day"]);
      t.index(["state", "next_at"]);
    });
}
