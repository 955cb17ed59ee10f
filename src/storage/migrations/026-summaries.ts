import type { Knex } from "knex";
import { isPostgresDb } from "../dialects.ts";
import { putOnTriggers } from "../summary-triggers.ts";

/** Figures about teams, added up: what of each person is in them, who has to be counted anew, and what was told of them where people are not named. */
export async function up(db: Knex): Promise<void> {
  await marks(db);
  await sums(db);
  await releases(db);
  await db("summary_marks").insert({ kind: "team", ref: 0, part: "place" });
  if (isPostgresDb(db)) await putOnTriggers(db);
}

async function marks(db: Knex): Promise<void> {
  await db.schema
    .createTable("summary_marks", (t) => {
      t.increments("id");
      t.string("kind").notNullable();
      t.integer("ref").notNullable();
      t.string("part").notNullable();
      t.index(["ref", "part", "kind"]);
    })
    .createTable("counted_people", (t) => {
      t.integer("person_id").primary().references("people.id");
      t.text("path").notNullable();
      for (const part of ["duties", "answers", "memories"]) t.text(part).notNullable();
      t.integer("team_id").notNullable();
      t.string("memories_at").notNullable();
      t.index(["team_id", "memories_at"]);
    });
}

async function sums(db: Knex): Promise<void> {
  await db.schema
    .createTable("summaries", (t) => {
      node(t);
      for (const key of ["measure", "subject", "period"]) t.string(key).notNullable();
      for (const sum of ["people", "amount", "answers"]) t.bigInteger(sum).notNullable();
      t.integer("is_new").notNullable().defaultTo(1);
      t.primary(["team_id", "own", "measure", "subject", "period"]);
    })
    .createTable("memory_summaries", (t) => {
      node(t);
      t.string("topic").notNullable();
      t.text("bins").notNullable();
      t.primary(["team_id", "own", "topic"]);
    });
  await db.raw("CREATE INDEX summaries_new ON summaries (team_id) WHERE is_new = 1 AND own = 1");
  await db.raw("CREATE INDEX summaries_void ON summaries (team_id) WHERE people = 0");
}

async function releases(db: Knex): Promise<void> {
  await db.schema
    .createTable("releases", (t) => {
      node(t);
      for (const key of ["measure", "subject", "period"]) t.string(key).notNullable();
      for (const figure of ["people", "low", "high", "seen_people", "seen_amount"]) t.bigInteger(figure).notNullable();
      t.primary(["team_id", "own", "measure", "subject", "period"]);
    })
    .createTable("memory_releases", (t) => {
      node(t);
      t.string("topic").notNullable();
      t.text("bins").notNullable();
      t.string("at").notNullable();
      t.primary(["team_id", "own", "topic"]);
    });
}

/** A team, or 0 for everybody; `own`: without the teams below it. */
function node(t: Knex.CreateTableBuilder): void {
  t.integer("team_id").notNullable();
  t.integer("own").notNullable();
}
