import { newPublicId } from "../../src/lib/ids.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import type { Db, Person, ResponseRow } from "../../src/storage/tables.ts";
import type { MadeQuiz } from "./make.ts";

const FIRST = new Date("2025-01-06T09:30:00Z");

/** That many finished attempts at a quiz of single-choice questions, a day apart, written straight into the tables. `scoreOf` says what an answer won: by default everything. */
export async function makeHistory(db: Db, person: Person, { quiz, version, questions }: MadeQuiz, attempts: number, given: { scoreOf?: (attempt: number, place: number) => 0 | 1; confidence?: ResponseRow["confidence"] } = {}): Promise<void> {
  const { scoreOf = () => 1, confidence = null } = given;
  for (let number = 1; number <= attempts; number++) {
    const at = later(FIRST, number * DAY).toISOString();
    const scores = questions.map((_, place) => scoreOf(number, place + 1));
    const score = scores.reduce<number>((sum, one) => sum + one, 0);
    const [attempt] = await db("attempts").insert({ public_id: newPublicId(), person_id: person.id, quiz_id: quiz.id, quiz_version_id: version.id, number, seed: "s", started_at: at, finished_at: at, score, of: questions.length }).returning("*");
    for (const [place, question] of questions.entries()) {
      const [item] = await db("paper_items").insert({ attempt_id: attempt!.id, position: place + 1, question_version_id: question.version.id, layout: '["a","b","c"]' }).returning("*");
      await db("responses").insert({ paper_item_id: item!.id, attempt_id: attempt!.id, chosen: scores[place] === 1 ? '["a"]' : '["b"]', score: scores[place]!, answered_at: at, confidence });
    }
  }
}
