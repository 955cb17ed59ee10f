import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addToQuiz, draftQuiz } from "../../src/domain/authoring.ts";
import { reinstateQuestion, retireQuestion } from "../../src/domain/retiring.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { findPublishedQuiz } from "../../src/storage/quizzes.ts";
import { findQuestion } from "../../src/storage/questions.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeAll(async () => { world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer"] }); });
afterAll(() => world.close());

const stateOf = async (publicId: string) => (await findQuestion(world.db, publicId))?.state;
const NEW_QUIZ = { title: "New", summary: "", topic: "phishing", passPercent: 80, drawCount: null };

describe("retiring a question", () => {
  test("keeps it out of quizzes until it is reinstated, and says who did it, once", async () => {
    const { row } = await makeQuestion(world.db, { row: { state: "draft" } });
    const quiz = await draftQuiz(world.db, trainer, NEW_QUIZ, world.now());
    await retireQuestion(world.db, trainer, row, world.now());
    await retireQuestion(world.db, trainer, row, world.now());
    expect(await stateOf(row.public_id)).toBe("retired");
    await expect(addToQuiz(world.db, trainer, quiz, [row.id], world.now())).rejects.toMatchObject({ name: "Refused" });

    await reinstateQuestion(world.db, trainer, row, world.now());
    expect(await stateOf(row.public_id)).toBe("draft");
    expect(await addToQuiz(world.db, trainer, quiz, [row.id], world.now())).toBe(1);
    expect((await world.db("audit_events").where({ subject: row.public_id }).orderBy("id")).map(({ deed }) => deed)).toEqual(["question.retired", "question.reinstated"]);
  });

  test("leaves the quizzes that were published with it as they are", async () => {
    const { quiz, questions: [first] } = await makeQuiz(world.db, { questions: 2 });
    await retireQuestion(world.db, trainer, first!.row, world.now());
    const attempt = await startAttempt(world.db, await makePerson(world.db), (await findPublishedQuiz(world.db, quiz.slug))!, world.now());
    expect(attempt.of).toBe(2);
    await reinstateQuestion(world.db, trainer, first!.row, world.now());
    expect(await stateOf(first!.row.public_id)).toBe("published");
  });

  test("that is not there is nothing found", async () => {
    await expect(retireQuestion(world.db, trainer, { id: 99_999 }, world.now())).rejects.toMatchObject({ name: "NotFound" });
    await expect(reinstateQuestion(world.db, trainer, { id: 99_999 }, world.now())).rejects.toMatchObject({ name: "NotFound" });
  });
});
