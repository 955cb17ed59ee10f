import type { Knex } from "knex";
import type { Db } from "./tables.ts";

const FEEDBACK = "case when attempts.practice_of is null then quiz_versions.feedback else 'immediate' end";

/** When an attempt tells what was right, as the column `feedback`: practice does so after each answer, whatever its quiz does. */
export function feedbackIn(db: Db): Knex.Raw {
  return db.raw(`${FEEDBACK} as feedback`);
}

/** Only answers of attempts that may tell by now what was right. */
export function whereTold(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.where((told) => { told.whereRaw(`${FEEDBACK} = 'immediate'`).orWhereNotNull("attempts.finished_at"); });
}
