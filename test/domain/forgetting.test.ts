import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fitForgetting } from "../../src/domain/forgetting.ts";
import { remember } from "../../src/engine/learning/scheduling.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { randomFrom } from "../../src/lib/random.ts";
import { findFittedWeights } from "../../src/storage/habits.ts";
import { changedMemories, listMemories, newRecollections } from "../../src/storage/memories.ts";
import type { Recollection } from "../../src/storage/review-tables.ts";
import type { New } from "../../src/storage/tables.ts";
import { writeTogether } from "../../src/storage/writing-together.ts";
import { makeFact, makeQuestionAbout } from "../support/facts-asked.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

/** A person who was asked ten facts five times each, six days apart, and had so large a share of them right. */
async function learner(share: number): Promise<number> {
  const { id: person_id } = await makePerson(world.db);
  const random = randomFrom(`learner ${share}`);
  for (let place = 0; place < 10; place++) {
    const fact = await makeFact(world.db);
    const { row: { id: question_id } } = await makeQuestionAbout(world.db, [fact]);
    const rows: New<Recollection>[] = [];
    let trace: ReturnType<typeof remember> | undefined;
    for (let turn = 0; turn < 5; turn++) {
      const at = later(world.now(), (turn * 6 - 40) * DAY);
      const grade = random() < share ? 3 : 1;
      rows.push({ person_id, fact_id: fact.id, question_id, grade, chance: 0.25, expected: turn === 0 ? null : 0.8, at: at.toISOString() });
      trace = remember(trace, grade, at);
    }
    const { stability, difficulty, decay, dueAt: due_at, lastAt: last_at, reps, lapses } = trace!;
    await writeTogether(world.db, [...newRecollections(rows), ...changedMemories([{ person_id, fact_id: fact.id, last_question_id: question_id, stability, difficulty, decay, due_at, last_at, reps, lapses }])]);
  }
  return person_id;
}
const meanStability = async (id: number) => { const memories = await listMemories(world.db, id); return memories.reduce((sum, { stability }) => sum + stability, 0) / memories.length; };

describe("learning how people here forget", () => {
  test("waits for enough answers, is done by one process, once a week, and tells people apart", async () => {
    const [quick, slow] = [await learner(0.95), await learner(0.5)];
    const before = { quick: await meanStability(quick), slow: await meanStability(slow) };
    expect(await fitForgetting(world.db, world.now())).toBe(false);
    for (let more = 0; more < 9; more++) await learner(0.8 + more / 100);
    expect(await fitForgetting(world.db, later(world.now(), DAY))).toBe(false);

    const nextWeek = later(world.now(), 8 * DAY);
    const outcomes = await world.atOnce(() => fitForgetting(world.db, nextWeek), () => fitForgetting(world.db, nextWeek));
    expect(outcomes.map((outcome) => outcome.status === "fulfilled" && outcome.value).sort()).toEqual([false, true]);
    expect((await findFittedWeights(world.db))!.answers).toBe(440);
    const paces = new Map((await world.db("paces")).map(({ person_id, pace }) => [person_id, pace]));
    expect(paces.get(quick)!).toBeGreaterThan(paces.get(slow)!);
    expect((await meanStability(quick)) / before.quick).toBeGreaterThan((await meanStability(slow)) / before.slow);
    expect((await listMemories(world.db, quick)).map(({ reps }) => reps)).toEqual(Array.from({ length: 10 }, () => 5));
    expect(await fitForgetting(world.db, later(nextWeek, 8 * DAY))).toBe(false);
  });
});
