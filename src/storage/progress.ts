import { versionsInDoubt } from "./doubts.ts";
import type { Db, Person } from "./tables.ts";

/** Answers given and points won, but for withdrawn questions; `points` counts one for each answer that was wholly right. */
export interface TopicTally { topic: string; answered: number; points: number }
export interface IncidentTally { slug: string; label: string; answered: number; points: number }

export async function listTopicTallies(db: Db, learner: Pick<Person, "id">): Promise<TopicTally[]> {
  const rows = await answersOf(db, learner).groupBy("questions.topic").orderBy("questions.topic").select<TopicTally[]>("questions.topic");
  return rows.map(withNumbers);
}

export async function listIncidentTallies(db: Db, learner: Pick<Person, "id">): Promise<IncidentTally[]> {
  const rows = await answersOf(db, learner).join("incidents", "incidents.id", "questions.incident_id")
    .where("incidents.kind", "incident").groupBy("incidents.slug", "incidents.label").orderBy("incidents.label").select<IncidentTally[]>("incidents.slug", "incidents.label");
  return rows.map(withNumbers);
}

function answersOf(db: Db, learner: Pick<Person, "id">) {
  return db("responses").join("attempts", "attempts.id", "responses.attempt_id").join("paper_items", "paper_items.id", "responses.paper_item_id")
    .join("question_versions", "question_versions.id", "paper_items.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .where("attempts.person_id", learner.id).whereNotIn("question_versions.id", versionsInDoubt(db)).count({ answered: "responses.id" }).sum({ points: "responses.score" });
}

/** PostgreSQL counts in text. */
function withNumbers<Row extends { answered: number; points: number }>(row: Row): Row {
  return { ...row, answered: Number(row.answered), points: Number(row.points) };
}
