import type { Knex } from "knex";

/** What calendars were told of each duty with a day, so that a change can be told as a change and an end as an end. `queued_sequence` and `sent_sequence`: the last that went by mail. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("calendar_entries", (t) => {
    t.increments("id");
    t.integer("person_id").notNullable().references("people.id").onDelete("CASCADE");
    t.integer("assignment_id").notNullable().references("assignments.id").onDelete("CASCADE").index();
    t.integer("round").notNullable();
    t.integer("quiz_id").notNullable().references("quizzes.id").onDelete("CASCADE").index();
    t.integer("sequence").notNullable();
    t.string("state").notNullable();
    t.string("day").notNullable();
    t.string("title").notNullable();
    t.string("changed_at").notNullable();
    t.integer("queued_sequence");
    t.integer("sent_sequence");
    t.unique(["person_id", "assignment_id", "round", "quiz_id"]);
    t.index(["state", "day"]);
  });
}
