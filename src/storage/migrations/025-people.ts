import type { Knex } from "knex";
import { inPortions } from "../batches.ts";

/** What a personnel office knows of people, groups by rule or by hand, and files of people on their way in. `sought` is what a search looks through. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("people", (t) => {
    t.string("external_id");
    for (const column of ["department", "site", "job_title"]) t.string(column).notNullable().defaultTo("");
    t.string("start_date");
    t.text("sought").notNullable().defaultTo("");
    for (const column of ["department", "site", "start_date"]) t.index(column);
    t.unique(["external_id"]);
    t.index(["name", "id"]);
  });
  await db.raw("ALTER TABLE people ADD COLUMN line_manager_id integer REFERENCES people(id)");
  await db.raw("CREATE INDEX people_line_manager_id_index ON people (line_manager_id)");
  await db.raw("CREATE INDEX person_roles_role_index ON person_roles (role, person_id)");
  await groups(db);
  await imports(db);
  await fill(db);
}

async function groups(db: Knex): Promise<void> {
  await db.schema
    .createTable("groups", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.string("name").notNullable();
      t.text("rule");
      t.string("created_at").notNullable();
    })
    .createTable("group_members", (t) => {
      t.integer("group_id").notNullable().references("groups.id");
      t.integer("person_id").notNullable().references("people.id").index();
      t.primary(["group_id", "person_id"]);
    });
}

async function imports(db: Knex): Promise<void> {
  await db.schema
    .createTable("people_imports", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.integer("author_id").references("people.id").index();
      t.string("file_name").notNullable();
      t.string("digest").notNullable();
      t.binary("content");
      t.string("state").notNullable().index();
      for (const choice of ["creates_teams", "with_leavers"]) t.integer(choice).notNullable();
      for (const json of ["columns", "counts", "problem"]) t.text(json);
      for (const number of ["done", "total"]) t.integer(number).notNullable().defaultTo(0);
      t.integer("as_of").notNullable().defaultTo(0);
      for (const text of ["run", "beat_at", "finished_at"]) t.string(text);
      t.string("created_at").notNullable();
    })
    .createTable("people_import_lines", (t) => {
      t.increments("id");
      t.integer("import_id").notNullable().references("people_imports.id");
      t.integer("line").notNullable();
      t.string("outcome").notNullable();
      t.integer("person_id").references("people.id").index();
      for (const text of ["public_id", "external_id", "email", "name", "department", "site", "job_title", "start_date"]) t.string(text);
      t.text("team_path");
      for (const number of ["team_id", "manager_line"]) t.integer(number);
      t.integer("manager_id").references("people.id");
      t.text("sought");
      for (const json of ["changes", "problem"]) t.text(json);
      t.index(["import_id", "outcome", "id"]);
      t.index(["import_id", "line"]);
    });
}

async function fill(db: Knex): Promise<void> {
  const people: { id: number; name: string; email: string }[] = await db("people").select("id", "name", "email");
  for (const portion of inPortions(people, 500)) {
    for (const { id, name, email } of portion) await db("people").where({ id }).update({ sought: [name, email].join("\n").toLowerCase() });
  }
}
