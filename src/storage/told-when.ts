import type { Knex } from "knex";
import type { Db } from "./tables.ts";

const FEEDBACK = "case when attempts.practice_of is null then quiz_versions.feedback else 'immediate' end";

/** When an attempt tells what was right, as the column `feedback`: practice does so after each answer, whatever its quiz does. */
export function feedbackIn(db: Db): Knex.Raw {
  return db.raw(`${FEEDBACK} as feedback`);
}

/** Facts that answers of this person asked about of which it may not be told yet whether they were right: what is remembered of these would tell it. */
export function factsUntold(db: Db, personId: number): Knex.QueryBuilder {
  return answersUntold(db, personId).join("paper_items", "paper_items.id", "responses.paper_item_id").join("question_facts", "question_facts.question_version_id", "paper_items.question_version_id").select("question_facts.fact_id");
}

/** When the first of these attempts began; null where there is none. */
export function untoldSince(db: Db, personId: number): Knex.QueryBuilder {
  return answersUntold(db, personId).min("attempts.started_at");
}

function answersUntold(db: Db, personId: number): Knex.QueryBuilder {
  return (db("attempts") as Knex.QueryBuilder).join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id").join("responses", "responses.attempt_id", "attempts.id")
    .where("attempts.person_id", personId).whereNull("attempts.finished_at").whereRaw(`${FEEDBACK} = 'deferred'`);
}

/** Only answers of attempts that may tell by now what was right. */
export function whereTold(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.where((told) => { told.whereRaw(`${FEEDBACK} = 'immediate'`).orWhereNotNull("attempts.finished_at"); });
}
