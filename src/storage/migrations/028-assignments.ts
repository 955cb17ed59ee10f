import type { Knex } from "knex";
import { inPortions } from "../batches.ts";
import { isPostgresDb } from "../dialects.ts";
import { putOnTriggers } from "../summary-triggers.ts";

interface Old { public_id: string; quiz_id: number; team_id: number | null; due_at: string | null; author_id: number | null; created_at: string }

/** Assignments of one quiz to one team become assignments of a path of quizzes to an audience, and each person's duties are kept. */
export async function up(db: Knex): Promise<void> {
  const rows: Knex.QueryBuilder = db("assignments").orderBy("id").select("public_id", "quiz_id", "team_id", "due_at", "author_id", "created_at");
  const old = (await rows) as Old[];
  await db.schema.dropTable("assignments");
  await wishes(db);
  await audiences(db);
  await duties(db);
  for (const portion of inPortions(old)) for (const row of portion) await carryOver(db, row);
  await fill(db);
  await db("settings").where({ key: "groups.refreshed" }).delete();
  await db("summary_marks").insert({ kind: "team", ref: 0, part: "duties" });
  if (isPostgresDb(db)) await putOnTriggers(db);
}

async function wishes(db: Knex): Promise<void> {
  await db.schema
    .createTable("assignments", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.string("title").notNullable().defaultTo("");
      for (const text of ["opens_on", "due_on", "repeats", "ended_at"]) t.string(text);
      for (const number of ["due_days", "every_months"]) t.integer(number);
      for (const choice of ["late", "required"]) t.integer(choice).notNullable().defaultTo(1);
      t.string("done_when").notNullable().defaultTo("finished");
      t.integer("author_id").references("people.id");
      t.string("created_at").notNullable();
    })
    .createTable("assignment_quizzes", (t) => {
      t.integer("assignment_id").notNullable().references("assignments.id");
      t.integer("quiz_id").notNullable().references("quizzes.id").index();
      t.integer("position").notNullable();
      t.primary(["assignment_id", "quiz_id"]);
    });
}

async function audiences(db: Knex): Promise<void> {
  await db.schema
    .createTable("assignment_audiences", (t) => {
      t.increments("id");
      t.integer("assignment_id").notNullable().references("assignments.id").index();
      t.string("kind").notNullable();
      t.integer("team_id").references("teams.id").index();
      t.integer("group_id").references("groups.id").index();
      t.integer("person_id").references("people.id").index();
      t.integer("is_exclusion").notNullable().defaultTo(0);
    })
    .createTable("assignment_members", (t) => {
      t.integer("assignment_id").notNullable().references("assignments.id");
      t.integer("person_id").notNullable().references("people.id").index();
      t.string("joined_on").notNullable();
      t.string("left_on");
      t.primary(["assignment_id", "person_id"]);
    })
    .createTable("assignment_exceptions", (t) => {
      t.increments("id");
      t.integer("assignment_id").notNullable().references("assignments.id");
      t.integer("person_id").notNullable().references("people.id").index();
      t.string("kind").notNullable();
      t.integer("round").notNullable();
      t.string("due_on");
      t.text("reason").notNullable();
      t.integer("author_id").references("people.id");
      t.string("created_at").notNullable();
      t.unique(["assignment_id", "person_id", "kind", "round"]);
    });
}

async function duties(db: Knex): Promise<void> {
  await db.schema.createTable("duties", (t) => {
    t.increments("id");
    t.integer("assignment_id").notNullable().references("assignments.id");
    t.integer("person_id").notNullable().references("people.id");
    t.integer("round").notNullable();
    t.integer("quiz_id").notNullable().references("quizzes.id");
    t.integer("position").notNullable();
    t.string("state").notNullable();
    for (const text of ["opens_on", "due_on", "done_at", "counts_until"]) t.string(text);
    t.string("counts_from").notNullable().defaultTo("");
    t.integer("attempt_id");
    t.unique(["assignment_id", "person_id", "round", "quiz_id"]);
    t.index(["person_id", "state"]);
    t.index(["assignment_id", "state", "due_on"]);
    t.index(["quiz_id", "person_id"]);
  });
}

async function carryOver(db: Knex, { public_id, quiz_id, team_id, due_at, author_id, created_at }: Old): Promise<void> {
  const [row] = await db("assignments").insert<{ id: number }[]>({ public_id, due_on: due_at?.slice(0, 10) ?? null, author_id, created_at }).returning("id");
  await db("assignment_quizzes").insert({ assignment_id: row!.id, quiz_id, position: 1 });
  await db("assignment_audiences").insert({ assignment_id: row!.id, kind: team_id === null ? "everyone" : "team", team_id });
}

/** What was due stays due from the first moment on. */
async function fill(db: Knex): Promise<void> {
  await db.raw(`WITH RECURSIVE reach(assignment_id, team_id) AS (SELECT assignment_id, team_id FROM assignment_audiences WHERE team_id IS NOT NULL
      UNION SELECT reach.assignment_id, teams.id FROM reach JOIN teams ON teams.parent_id = reach.team_id)
    INSERT INTO assignment_members (assignment_id, person_id, joined_on)
    SELECT s.id, p.id, substr(s.created_at, 1, 10) FROM assignments s CROSS JOIN people p WHERE p.deactivated_at IS NULL AND p.id NOT IN (SELECT person_id FROM erasures)
      AND (EXISTS (SELECT 1 FROM assignment_audiences a WHERE a.assignment_id = s.id AND a.kind = 'everyone') OR EXISTS (SELECT 1 FROM reach WHERE reach.assignment_id = s.id AND reach.team_id = p.team_id))`);
  await db.raw(`INSERT INTO duties (assignment_id, person_id, round, quiz_id, position, state, due_on)
    SELECT m.assignment_id, m.person_id, 1, q.quiz_id, 1, 'open', s.due_on FROM assignment_members m JOIN assignment_quizzes q ON q.assignment_id = m.assignment_id JOIN assignments s ON s.id = m.assignment_id`);
  await db.raw(`UPDATE duties SET state = 'done', done_at = (SELECT min(a.finished_at) FROM attempts a WHERE a.person_id = duties.person_id AND a.quiz_id = duties.quiz_id AND a.practice_of IS NULL AND a."of" > 0)
    WHERE EXISTS (SELECT 1 FROM attempts a WHERE a.person_id = duties.person_id AND a.quiz_id = duties.quiz_id AND a.practice_of IS NULL AND a.finished_at IS NOT NULL AND a."of" > 0)`);
  await db.raw(`UPDATE duties SET attempt_id = (SELECT min(a.id) FROM attempts a WHERE a.person_id = duties.person_id AND a.quiz_id = duties.quiz_id AND a.practice_of IS NULL AND a."of" > 0 AND a.finished_at = duties.done_at) WHERE state = 'done'`);
}
