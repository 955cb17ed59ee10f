import type { Knex } from "knex";
import type { Db } from "./tables.ts";

/** Whether a step of the same round of a path comes before the duty `d` and is still open, so that it cannot be opened yet. A withdrawn quiz is passed over. */
export function stepsBefore(db: Db): Knex.Raw {
  return db.raw(`EXISTS (SELECT 1 FROM duties b JOIN quizzes bq ON bq.id = b.quiz_id WHERE b.assignment_id = d.assignment_id AND b.person_id = d.person_id AND b.round = d.round
    AND b.position < d.position AND b.state = 'open' AND bq.state = 'published')`);
}
