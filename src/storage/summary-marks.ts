import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
import { versionsRestingOn } from "./doubts.ts";
import type { SummaryMark } from "./summary-tables.ts";
import type { Db } from "./tables.ts";

/** One process counts at a time; marks can be added meanwhile. */
export async function lockMarks(tx: Db): Promise<void> {
  if (isPostgresDb(tx)) await tx.raw("LOCK TABLE counted_people IN SHARE UPDATE EXCLUSIVE MODE");
}

export async function hasMarks(db: Db): Promise<boolean> {
  return (await db("summary_marks").first("id")) !== undefined;
}

/** The oldest first. */
export function listMarks(tx: Db, most: number): Promise<SummaryMark[]> {
  return tx("summary_marks").orderBy("id").limit(most);
}

export async function deleteMarks(tx: Db, ids: readonly number[]): Promise<void> {
  for (const portion of inPortions(ids, 500)) await tx("summary_marks").whereIn("id", [...portion]).delete();
}

/** In place of one mark that stands for many, a mark for each of the people of these teams; with 0 among them, of everybody. Team by team, so that those who are counted together share their sums. */
export async function markPeopleOf(tx: Db, teamIds: readonly number[], part: SummaryMark["part"]): Promise<void> {
  const people: Knex.QueryBuilder = tx("people").select(tx.raw("'person'"), "id", tx.raw("?", [part])).orderBy(["team_id", "id"]);
  if (!teamIds.includes(0)) people.whereIn("team_id", [...teamIds]);
  await insertFrom(tx, people);
}

/** Whoever was asked this question, or remembers a fact through it. */
export async function markPeopleAsked(tx: Db, questionId: number): Promise<void> {
  await markPeopleOn(tx, tx("question_versions").where({ question_id: questionId }).select("id"));
  await insertFrom(tx, (tx("memories") as Knex.QueryBuilder).where({ last_question_id: questionId }).distinct(tx.raw("'person'"), "person_id", tx.raw("'memories'")));
}

/** Whoever was asked a question that rests on this fact, or remembers it. */
export async function markPeopleTold(tx: Db, factId: number): Promise<void> {
  await markPeopleOn(tx, versionsRestingOn(tx, [factId]));
  await insertFrom(tx, (tx("memories") as Knex.QueryBuilder).where({ fact_id: factId }).distinct(tx.raw("'person'"), "person_id", tx.raw("'memories'")));
}

/** Whoever has this quiz to do, or a step of a path with it. */
export async function markPeopleGiven(tx: Db, quizId: number): Promise<void> {
  const paths = tx("assignment_quizzes").where({ quiz_id: quizId }).select("assignment_id");
  await insertFrom(tx, (tx("duties") as Knex.QueryBuilder).whereIn("assignment_id", paths).distinct(tx.raw("'person'"), "person_id", tx.raw("'duties'")));
}

async function markPeopleOn(tx: Db, versions: Knex.QueryBuilder): Promise<void> {
  const people = (tx("paper_items") as Knex.QueryBuilder).join("attempts", "attempts.id", "paper_items.attempt_id").whereIn("paper_items.question_version_id", versions);
  await insertFrom(tx, people.distinct(tx.raw("'person'"), "attempts.person_id", tx.raw("'answers'")));
}

async function insertFrom(tx: Db, rows: Knex.QueryBuilder): Promise<void> {
  await tx(tx.raw("summary_marks (kind, ref, part)") as never).insert(rows as never);
}
