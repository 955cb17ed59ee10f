import type { Db, Person, QuestionRow, Quiz } from "../storage/tables.ts";
import { addToQuiz } from "./authoring.ts";
import { writeQuestion } from "./writing.ts";
import type { WrittenQuestion } from "./written-questions.ts";

/** Puts a question into the bank and at the end of a quiz, where one is given: both or neither. */
export function writeQuestionFor(db: Db, author: Pick<Person, "id">, written: WrittenQuestion, quiz: Pick<Quiz, "id"> | undefined, at: Date): Promise<QuestionRow> {
  return db.transaction(async (tx) => {
    const question = await writeQuestion(tx, author, written, at);
    if (quiz) await addToQuiz(tx, author, quiz, [question.id], at);
    return question;
  });
}
