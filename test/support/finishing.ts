import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import type { Db, Person } from "../../src/storage/tables.ts";

/** Takes a quiz of makeQuiz from start to end at one moment, all right or, with `share` 0, all wrong. */
export async function finish(db: Db, person: Pick<Person, "id">, quizId: number, at: Date, share: 0 | 1 = 1): Promise<void> {
  const attempt = await startAttempt(db, person, { id: quizId, state: "published" }, at);
  for (const { position } of await db("paper_items").where({ attempt_id: attempt.id }).orderBy("position")) await answerQuestion(db, person, attempt, position, [share === 1 ? "a" : "b"], at);
}
