import type { Knex } from "knex";

/** What else goes out: a weekly word to who leads a team, what waits in the studio, messages to channels of a team; what was sent, for a million rows; and sentences of the installation's own. */
export async function up(db: Knex): Promise<void> {
  await channels(db);
  await outbox(db);
  await reminders(db);
  await db.schema.createTable("mail_words", (t) => {
    t.string("language").primary();
    t.text("opening").notNullable();
    t.text("closing").notNullable();
  });
}

async function channels(db: Knex): Promise<void> {
  await db.schema.createTable("channels", (t) => {
    t.increments("id");
    t.string("public_id").notNullable().unique();
    t.string("name").notNullable();
    t.string("program").notNullable();
    t.integer("team_id").references("teams.id").onDelete("CASCADE").index();
    t.text("sealed_address").notNullable();
    t.string("shown_address").notNullable();
    t.string("language").notNullable();
    t.integer("weekday").notNullable();
    t.integer("hour").notNullable();
    t.integer("is_on").notNullable().defaultTo(1);
    t.integer("author_id").references("people.id").index();
    t.string("created_at").notNullable();
  });
}

/** A message goes to a person or to a channel. */
async function outbox(db: Knex): Promise<void> {
  await db.schema.alterTable("outbox", (t) => { t.setNullable("person_id"); });
  await db.schema.alterTable("outbox", (t) => {
    t.integer("channel_id").references("channels.id").onDelete("CASCADE");
    t.string("subject");
    t.unique(["channel_id", "kind", "day"]);
    t.index(["person_id", "id"]);
    t.index(["state", "id"]);
    t.index(["day"]);
  });
}

/** `team_day` is the weekday of the word about teams, 1 to 7, 0 for none and null for what is usual; `studio` likewise; `looked_on` the day on which it was last looked at what to tell, `reminded_at` when the last mail was written. */
async function reminders(db: Knex): Promise<void> {
  await db.schema.alterTable("reminders", (t) => {
    t.integer("team_day");
    t.integer("studio");
    t.string("looked_on");
    t.string("reminded_at");
    t.index(["time_zone", "digest_hour", "looked_on"]);
  });
  await db("reminders").update({ reminded_at: db("outbox").max("created_at").where("person_id", db.ref("reminders.person_id")).whereNot({ state: "dropped" }) as never });
}
