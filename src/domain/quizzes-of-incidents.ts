import type { Db, Incident, Person, Quiz } from "../storage/tables.ts";
import { addToQuiz, draftQuiz } from "./authoring.ts";

/** Begins a quiz in the words of an incident, with these of its questions, in this order. */
export function draftQuizAbout(db: Db, author: Pick<Person, "id">, incident: Pick<Incident, "title" | "summary" | "topics">, questionIds: readonly number[], at: Date): Promise<Quiz> {
  return db.transaction(async (tx) => {
    const [topic = ""] = JSON.parse(incident.topics) as string[];
    const quiz = await draftQuiz(tx, author, { title: incident.title, summary: openingOf(incident.summary), topic, passPercent: 80, drawCount: null }, at);
    await addToQuiz(tx, author, quiz, questionIds, at);
    return quiz;
  });
}

/** Its first sentence: a summary makes people want to know, the story itself would give answers away. */
function openingOf(summary: string): string {
  const [opening] = /^.{20,600}?[.!?](?=\s|$)/s.exec(summary) ?? [summary.slice(0, 600)];
  return opening;
}
