import type { Knex } from "knex";
import type { OpenPaper } from "./incident-papers.ts";
import { bodyNow, withRulings } from "./rulings.ts";
import { statement } from "./statements.ts";
import { feedbackIn } from "./told-when.ts";
import type { Db, Person } from "./tables.ts";

/** A question that an open attempt of somebody still asks, with that attempt. The body holds the key. */
export interface AwaitedQuestion extends Omit<OpenPaper, "incident_id"> { body: string }

/** What practice asks is not among them; what an adaptive attempt may still come to is. */
export function listAwaitedQuestions(db: Db, { id }: Pick<Person, "id">): Promise<AwaitedQuestion[]> {
  return awaited(db, id);
}

const awaited = statement<[personId: number], AwaitedQuestion>((db, personId) => {
  const open = (): Knex.QueryBuilder => (db("attempts") as Knex.QueryBuilder).join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id").where("attempts.person_id", personId).whereNull("attempts.finished_at").whereNull("attempts.practice_of")
    .select("attempts.public_id", "attempts.deadline_at", "quiz_versions.title", "quiz_versions.closed_book", feedbackIn(db), bodyNow(db));
  const onPapers = open().join("paper_items", "paper_items.attempt_id", "attempts.id").leftJoin("responses", "responses.paper_item_id", "paper_items.id").whereNull("responses.id").join("question_versions", "question_versions.id", "paper_items.question_version_id");
  const asked = db("paper_items as asked").select("asked.id").where("asked.attempt_id", db.ref("attempts.id")).where("asked.question_version_id", db.ref("pool.question_version_id"));
  const toCome = open().where("attempts.adaptive", 1).join("quiz_version_questions as pool", "pool.quiz_version_id", "attempts.quiz_version_id").whereNotExists(asked).join("question_versions", "question_versions.id", "pool.question_version_id");
  return withRulings(onPapers).unionAll([withRulings(toCome)]);
});
