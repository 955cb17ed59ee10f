import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { EVERY_KIND, keepQuestion } from "../support/every-kind.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

async function begin(given: Parameters<typeof makeQuiz>[1] = {}) {
  const learner = await makePerson(world.db);
  const { quiz } = await makeQuiz(world.db, given);
  const attempt = await startAttempt(world.db, learner, quiz, world.now());
  const answer = (place: number, chosen: string[], by = learner) => answerQuestion(world.db, by, attempt, place, chosen, world.now());
  const stored = () => world.db("attempts").where({ id: attempt.id }).first();
  return { learner, attempt, answer, stored };
}

describe("answerQuestion", () => {
  test("stores what was chosen, marked", async () => {
    const { attempt, answer, stored } = await begin();
    expect(await answer(1, ["a"])).toBe("stored");
    expect(await world.db("responses").where({ attempt_id: attempt.id })).toMatchObject([{ chosen: '["a"]', score: 1, answered_at: "2026-01-05T09:00:00.000Z" }]);
    expect(await stored()).toMatchObject({ finished_at: null, score: null });
  });

  test("finishes the attempt with the last answer", async () => {
    const { answer, stored } = await begin();
    for (const [index, id] of ["a", "b", "a"].entries()) await answer(index + 1, [id]);
    expect(await stored()).toMatchObject({ finished_at: "2026-01-05T09:00:00.000Z", score: 2 });
  });

  test("finishes exactly once when the last answer comes from two places at once", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const { attempt, answer, stored } = await begin({ questions: 2 });
      await answer(1, ["a"]);
      const outcomes = await Promise.all([answer(2, ["a"]), answer(2, ["b"]), answer(2, ["a"])]);

      expect(outcomes.filter((outcome) => outcome === "stored")).toHaveLength(1);
      const responses = await world.db("responses").where({ attempt_id: attempt.id });
      expect(responses).toHaveLength(2);
      expect(await stored()).toMatchObject({ score: responses.reduce((sum, response) => sum + response.score, 0), finished_at: expect.any(String) as string });
    }
  });

  test("stores one answer where another process reads at the same moment that there is none, and a result that fits", async () => {
    const elsewhere = openDatabase(world.config.databaseUrl);
    for (let turn = 0; turn < 10; turn++) {
      const { learner, attempt, answer, stored } = await begin({ questions: 2 });
      await answer(1, ["a"]);
      const there: Promise<string>[] = [];
      const readHere = () => { if (there.length === 0) there.push(answerQuestion(elsewhere, learner, attempt, 2, ["b"], world.now())); return ["a"]; };
      const outcomes = [await answerQuestion(world.db, learner, attempt, 2, readHere, world.now()), ...(await Promise.all(there))];
      expect([...outcomes].sort()).toEqual(["kept", "stored"]);
      const responses = await world.db("responses").where({ attempt_id: attempt.id }).orderBy("id");
      expect(responses.map(({ chosen }) => chosen)).toEqual(['["a"]', outcomes[0] === "stored" ? '["a"]' : '["b"]']);
      expect(await stored()).toMatchObject({ score: responses.reduce((sum, { score }) => sum + score, 0) });
    }
    await elsewhere.destroy();
  });

  test("counts what comes at the same time as the answer before it, or refuses it, but loses nothing", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const { attempt, answer, stored } = await begin({ questions: 2 });
      const outcomes = await Promise.allSettled([answer(1, ["a"]), answer(2, ["a"])]);
      const kept = outcomes.filter((outcome) => outcome.status === "fulfilled").length;

      expect(await world.db("responses").where({ attempt_id: attempt.id })).toHaveLength(kept);
      expect((await stored())?.finished_at === null).toBe(kept < 2);
    }
  });

  test("adds up parts of points", async () => {
    const { answer, stored } = await begin({ questions: [await keepQuestion(world.db, EVERY_KIND[3]!), await keepQuestion(world.db, EVERY_KIND[4]!)] });
    await answer(1, ["Russia", "Russia"]);
    await answer(2, ["sealed-ordering-1", "sealed-ordering-3", "sealed-ordering-2"]);
    expect((await stored())?.score).toBeCloseTo(0.5 + 1 / 3);
  });

  test("refuses what cannot be marked, what is out of turn and what is somebody else's", async () => {
    const { attempt, answer } = await begin();
    await expect(answer(1, ["z"])).rejects.toThrow("That is not one of the options.");
    await expect(answer(2, ["a"])).rejects.toThrow("Answer question 1 first.");
    await expect(answer(4, ["a"])).rejects.toThrow("nothing at this address");
    await expect(answer(1, ["a"], await makePerson(world.db))).rejects.toThrow("nothing at this address");
    expect(await world.db("responses").where({ attempt_id: attempt.id })).toEqual([]);
  });
});
