import type { Knex } from "knex";
import { daysLater } from "../../lib/zones.ts";
import { isPostgresDb } from "../dialects.ts";
import { putOnTriggers } from "../summary-triggers.ts";

interface Month { id: number; opens_on: string; due_on: string; created_at: string }
const DAYS = 14;

/** When quizzes open and whether people have reached the steps of their paths is added up too, and months of ready-made paths spare joiners. */
export async function up(db: Knex): Promise<void> {
  await spareJoiners(db);
  await db("summary_marks").insert({ kind: "team", ref: 0, part: "duties" });
  if (isPostgresDb(db)) await putOnTriggers(db);
}

/** Whoever joins in a month that was given to everybody has two weeks, and nobody is asked for those that were over when they came. The days of those who were there stay. */
async function spareJoiners(db: Knex): Promise<void> {
  await db.schema.alterTable("assignments", (t) => { t.integer("late_joiners").notNullable().defaultTo(1); });
  const others = db("assignment_quizzes").whereNotIn("quiz_id", db("path_weeks").select("quiz_id")).select("assignment_id");
  const rows: Knex.QueryBuilder = db("assignments").whereNull("due_days").whereNull("repeats").whereNotNull("opens_on").whereNotNull("due_on").whereNotIn("id", others).select("id", "opens_on", "due_on", "created_at");
  for (const month of ((await rows) as Month[]).filter(isWhole)) await change(db, month);
}

/** As they were given; whoever gave one other days meant them. */
function isWhole({ opens_on, due_on }: Month): boolean {
  return opens_on.endsWith("-01") && opens_on.slice(0, 7) === due_on.slice(0, 7) && daysLater(due_on, 1).endsWith("-01");
}

async function change(db: Knex, { id, opens_on, due_on, created_at }: Month): Promise<void> {
  const begins = [opens_on, created_at.slice(0, 10)].sort()[1]!;
  await db("assignments").where({ id }).update({ opens_on: begins, due_days: DAYS, late_joiners: 0 });
  const granted = () => db("assignment_exceptions").where({ assignment_id: id }).select("person_id");
  await db("assignment_members").where({ assignment_id: id }).where("joined_on", ">", due_on).whereNotIn("person_id", granted()).delete();
  await db("duties").where({ assignment_id: id }).whereNot({ state: "done" }).whereNotIn("person_id", db("assignment_members").where({ assignment_id: id }).select("person_id")).delete();
  const late = () => db("assignment_members").where({ assignment_id: id }).where("joined_on", ">", begins);
  const days = await late().distinct("joined_on").pluck<string[]>("joined_on");
  for (const joined_on of days.filter((day) => daysLater(day, DAYS) > due_on)) {
    await db("duties").where({ assignment_id: id, due_on }).whereNot({ state: "done" }).whereIn("person_id", late().where({ joined_on }).select("person_id")).whereNotIn("person_id", granted()).update({ due_on: daysLater(joined_on, DAYS) });
  }
}
