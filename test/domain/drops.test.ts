import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disputeFact } from "../../src/domain/ageing.ts";
import { dropQuestion } from "../../src/domain/drops.ts";
import { retireQuestion } from "../../src/domain/retiring.ts";
import { dueFor } from "../support/duties.ts";
import type { Person } from "../../src/storage/tables.ts";
import { DOUBT, makeFact, makeQuestionOn } from "../support/facts.ts";
import { makePerson, makeQuestion } from "../support/make.ts";
import { loadPiggybacking } from "../support/studio.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
let other: Person;
beforeAll(async () => { world = await openWorld(); [trainer, other] = [await makePerson(world.db, { roles: ["trainer"] }), await makePerson(world.db, { roles: ["trainer"] })]; });
afterAll(() => world.close());

const DUE = "2026-01-12T23:59:59.999Z";
const decide = () => makeQuestion(world.db, { level: "decide", row: { level: "decide", state: "draft" } });
const send = (question: { id: number }, wish: object = {}, who = trainer) => dropQuestion(world.db, who, question, { dueAt: DUE, reason: "", ...wish }, world.now());

describe("dropQuestion", () => {
  test("publishes a quiz of one question, assigns it to everybody and notes it", async () => {
    const { row } = await decide();
    const { quiz, isNew } = await send(row);
    expect(isNew).toBe(true);
    const duties = await dueFor(world, await makePerson(world.db));
    expect(duties.find((duty) => duty.quiz.slug === quiz.slug)).toMatchObject({ due_on: "2026-01-12", quiz: { pool: 1, title: "Question of 5 January 2026" } });
    expect(await world.db("quizzes").where({ slug: quiz.slug }).first()).toMatchObject({ state: "published", drop_of: row.id, author_id: trainer.id });
    expect(await world.db("audit_events").where({ deed: "question.dropped", subject: row.public_id })).toHaveLength(1);
  });

  test("by two trainers at the same moment, and once more later, makes one drop", async () => {
    const { row } = await decide();
    const outcomes = await world.atOnce(() => send(row), () => send(row, {}, other));
    expect(outcomes.map((outcome) => outcome.status === "fulfilled" && outcome.value.isNew).sort()).toEqual([false, true]);
    expect(await send(row, { dueAt: "2026-02-01T23:59:59.999Z" })).toMatchObject({ isNew: false, dueAt: DUE });
    expect(await world.db("quizzes").where({ drop_of: row.id })).toHaveLength(1);
  });

  test("can be done again once its date has passed", async () => {
    const { row } = await decide();
    const first = await send(row);
    world.travelTo("2026-01-20T09:00:00Z");
    const second = await send(row, { dueAt: "2026-01-27T23:59:59.999Z" });
    world.travelTo("2026-01-05T09:00:00Z");
    expect(second).toMatchObject({ isNew: true });
    expect(second.quiz.slug).not.toBe(first.quiz.slug);
  });

  test("wants a reason for a question that only asks what happened, and keeps it", async () => {
    const { row } = await makeQuestion(world.db);
    await expect(send(row)).rejects.toMatchObject({ name: "Refused", field: "reason" });
    expect(await world.db("quizzes").where({ drop_of: row.id })).toEqual([]);
    const { quiz } = await send(row, { reason: " Everybody talks about it " });
    const version = await world.db("quiz_versions").join("quizzes", "quizzes.id", "quiz_versions.quiz_id").where({ slug: quiz.slug }).first("reason");
    expect(version).toEqual({ reason: "Everybody talks about it" });
    expect(JSON.parse((await world.db("audit_events").where({ deed: "quiz.published", subject: quiz.slug }).first())!.detail)).toMatchObject({ reason: "Everybody talks about it" });
  });

  test("is refused for what is retired, what the linter blocks, and what rests on a fact that does not stand", async () => {
    const [retired, flawed] = [await decide(), await makeQuestion(world.db, { stem: "Everything is fine", level: "decide", row: { level: "decide" } })];
    await retireQuestion(world.db, trainer, retired.row, world.now());
    const [resting] = await loadPiggybacking(world.db, world.now());
    await world.db("facts").update({ state: "gone" });
    const fact = await makeFact(world.db);
    const [asking, grounded] = [await makeQuestionOn(world.db, fact), await makeQuestionOn(world.db, fact, "question_grounds")];
    await disputeFact(world.db, trainer, fact, DOUBT, world.now());
    for (const [question, words] of [[retired.row, /retired/], [flawed.row, /cannot be sent as it is/], [resting!, /withdrawn or disputed/], [asking.row, /withdrawn or disputed/], [grounded.row, /withdrawn or disputed/]] as const) {
      await expect(send(question, { reason: "All the same" })).rejects.toMatchObject({ name: "Refused", message: expect.stringMatching(words) as string });
    }
  });

  test("is refused for a date that has passed, and leaves nothing behind", async () => {
    const { row } = await decide();
    await expect(send(row, { dueAt: "2026-01-04T23:59:59.999Z" })).rejects.toMatchObject({ name: "Refused", field: "due_at" });
    expect(await world.db("quizzes").where({ drop_of: row.id })).toEqual([]);
  });
});
