import { isDeepStrictEqual } from "node:util";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { MOST_QUESTIONS } from "../storage/pool-filters.ts";
import { listPickedQuestions, updateDraftQuestions } from "../storage/quiz-drafts.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { heldQuiz, lockAddable } from "./authoring.ts";
import { Refused } from "./errors.ts";

/** Makes these the questions that were picked for the draft, in this order: what is not among them goes, what is new comes in. @throws Refused where a new one is retired or withdrawn, or there are too many */
export async function arrangeQuiz(db: Db, author: Pick<Person, "id">, quiz: Pick<Quiz, "id">, questionIds: readonly number[], at: Date): Promise<void> {
  const wanted = [...new Set(questionIds)];
  if (wanted.length > MOST_QUESTIONS) throw new Refused("drafts.full", "questions", { maximum: MOST_QUESTIONS });
  await db.transaction(async (tx) => {
    const held = await heldQuiz(tx, quiz);
    const there = await listPickedQuestions(tx, held.id);
    const before = there.map(({ id }) => id);
    if (isDeepStrictEqual(before, wanted)) return;
    const added = await lockAddable(tx, wanted.filter((id) => !before.includes(id)));
    const removed = there.filter(({ id }) => !wanted.includes(id));
    await updateDraftQuestions(tx, held.id, wanted);
    await insertAuditEvent(tx, author.id, "quiz.questions-arranged", held.slug, { added: added.map(({ public_id }) => public_id), removed: removed.map(({ public_id }) => public_id), questions: wanted.length }, at);
  });
}
