import type { Knex } from "knex";
import { attempts, questions, quizzes } from "./001-first-quizzes.ts";

/** People, incidents, questions, quizzes and attempts: the first shape of the database. */
export async function up(db: Knex): Promise<void> {
  await people(db);
  await incidents(db);
  await questions(db);
  await quizzes(db);
  await attempts(db);
}

async function people(db: Knex): Promise<void> {
  await db.schema
    .createTable("teams", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.string("name").notNullable();
      t.integer("parent_id").references("teams.id").index();
      t.integer("manager_id").index();
    })
    .createTable("people", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.string("email").notNullable().unique();
      t.string("name").notNullable();
      t.string("password_hash");
      t.integer("team_id").references("teams.id").index();
      t.string("created_at").notNullable();
      t.string("deactivated_at");
    })
    .createTable("person_roles", (t) => {
      t.integer("person_id").notNullable().references("people.id");
      t.string("role").notNullable();
      t.primary(["person_id", "role"]);
    })
    .createTable("settings", (t) => {
      t.string("key").primary();
      t.text("value").notNullable();
    })
    .createTable("setup_links", (t) => {
      t.string("token_hash").primary();
      t.string("created_at").notNullable();
      t.string("expires_at").notNullable();
      t.string("used_at");
    })
    .createTable("sessions", (t) => {
      t.string("id").primary();
      t.integer("person_id").references("people.id").index();
      t.text("data").notNullable();
      t.string("touched_at").notNullable();
      t.string("expires_at").notNullable().index();
    })
    .createTable("audit_events", (t) => {
      t.increments("id");
      t.string("at").notNullable();
      t.integer("actor_id").references("people.id");
      t.string("deed").notNullable();
      t.string("subject").notNullable();
      t.text("detail").notNullable();
    });
}

async function incidents(db: Knex): Promise<void> {
  await db.schema
    .createTable("incidents", (t) => {
      t.increments("id");
      t.string("slug").notNullable().unique();
      t.string("title").notNullable();
      t.text("label").notNullable();
      t.text("summary").notNullable();
      t.string("happened").notNullable();
      t.string("class");
      t.text("topics").notNullable();
    })
    .createTable("sources", (t) => {
      t.increments("id");
      t.integer("incident_id").notNullable().references("incidents.id");
      t.string("key").notNullable();
      t.string("publisher").notNullable();
      t.text("title").notNullable();
      t.string("published").notNullable();
      t.text("url").notNullable();
      t.unique(["incident_id", "key"]);
    })
    .createTable("entities", (t) => {
      t.increments("id");
      t.string("key").notNullable().unique();
      t.integer("incident_id").references("incidents.id");
      t.string("type").notNullable();
      t.text("name").notNullable();
      t.text("data").notNullable();
    })
    .createTable("facts", (t) => {
      t.increments("id");
      t.string("key").notNullable().unique();
      t.integer("incident_id").notNullable().references("incidents.id").index();
      t.string("subject").notNullable();
      t.string("relation").notNullable();
      t.string("modality").notNullable();
      t.string("asserted_by").notNullable();
      t.text("data").notNullable();
    })
    .createTable("evidence", (t) => {
      t.increments("id");
      t.integer("fact_id").notNullable().references("facts.id").index();
      t.integer("source_id").notNullable().references("sources.id");
      t.text("quote").notNullable();
      t.integer("start_offset");
      t.integer("end_offset");
    })
    .createTable("lessons", (t) => {
      t.increments("id");
      t.integer("incident_id").notNullable().references("incidents.id").index();
      t.integer("position").notNullable();
      t.string("title").notNullable();
      t.text("text").notNullable();
    });
}
