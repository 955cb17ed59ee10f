import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draftQuiz } from "../../src/domain/authoring.ts";
import { complaintsAboutDecision, writeDecision, type WrittenDecision } from "../../src/domain/decisions.ts";
import { editQuestion } from "../../src/domain/writing.ts";
import { questionOf } from "../../src/domain/decisions.ts";
import type { Question } from "../../src/engine/questions/question.ts";
import { findQuestion } from "../../src/storage/questions.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makePerson } from "../support/make.ts";
import { DECISION, loadPiggybacking } from "../support/studio.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeAll(async () => { world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer"] }); await loadPiggybacking(world.db, world.now()); });
afterAll(() => world.close());

const bodyOf = async (publicId: string) => JSON.parse((await findQuestion(world.db, publicId))!.body) as Question;

describe("writeDecision", () => {
  test("makes a decide question with its lesson, its facts and their quotations, at the end of the quiz", async () => {
    const quiz = await draftQuiz(world.db, trainer, { title: "Doors", summary: "What to do.", topic: "attribution", passPercent: 80, drawCount: null }, world.now());
    const { public_id, id } = await writeDecision(world.db, trainer, { ...DECISION, facts: ["took-over"] }, quiz, world.now());
    const body = await bodyOf(public_id);
    expect(body).toMatchObject({ kind: "single", level: "decide", incident: "piggybacking", facts: ["took-over"], lesson: { title: "Borrowed tools", text: "Tools do not tell who used them." } });
    expect(body.stem).toBe(`${DECISION.situation} ${DECISION.ask}`);
    expect(body.evidence).toMatchObject([{ fact: "took-over" }]);
    expect("options" in body && body.options.filter(({ correct }) => correct).map(({ text }) => text)).toEqual([DECISION.options[1]!.text]);
    expect(await world.db("quiz_questions").where({ quiz_id: quiz.id })).toMatchObject([{ question_id: id, position: 1 }]);
  });

  test("takes a new lesson into the incident, and leaves none where the question is refused", async () => {
    const lesson = { title: "Say what you saw", text: "A name is a guess until somebody has weighed it." };
    const count = async () => (await world.db("lessons").where({ title: lesson.title })).length;
    await expect(writeDecision(world.db, trainer, { ...DECISION, lesson, facts: ["made-up"] }, undefined, world.now())).rejects.toMatchObject({ name: "Refused", field: "facts" });
    expect(await count()).toBe(0);
    expect((await bodyOf((await writeDecision(world.db, trainer, { ...DECISION, lesson }, undefined, world.now())).public_id)).lesson).toEqual(lesson);
    expect(await count()).toBe(1);
  });

  test("keeps the lesson when the question is edited, and drops it with the incident", async () => {
    const { public_id, id } = await writeDecision(world.db, trainer, DECISION, undefined, world.now());
    const edit = (version: number, change: object) => editQuestion(world.db, trainer, { id }, { ...questionOf(DECISION), ...change, version }, world.now());
    await edit(1, { explanation: "Said otherwise." });
    expect((await bodyOf(public_id)).lesson).toMatchObject({ title: "Borrowed tools" });
    await edit(2, { incident: "" });
    expect((await bodyOf(public_id)).lesson).toBeUndefined();
  });
});

describe("complaintsAboutDecision", () => {
  const fieldsOf = (change: Partial<WrittenDecision>) => complaintsAboutDecision({ ...DECISION, ...change }).map(({ field }) => field);

  test("finds none in one that is well written", () => { expect(fieldsOf({})).toEqual([]); });

  test.each<[string, Partial<WrittenDecision>, string[]]>([
    ["no incident", { incident: "" }, ["incident"]],
    ["no lesson", { lesson: { title: "", text: "" } }, ["lesson"]],
    ["half a lesson", { lesson: { title: "A title", text: "" } }, ["lesson_text"]],
    ["no question mark", { ask: "Decide" }, ["ask"]],
    ["no best option", { best: 0 }, ["best"]],
    ["two options", { options: DECISION.options.slice(0, 2) }, ["options"]],
    ["an option without its reason", { options: DECISION.options.map((option) => (option.row === 3 ? { ...option, feedback: "" } : option)) }, ["option-3-feedback"]],
    ["what the linter blocks, beside its option", { options: DECISION.options.map((option) => (option.row === 3 ? { ...option, text: "None of the above" } : option)) }, ["option-3-text"]],
  ])("finds %s", (_what, change, fields) => { expect(fieldsOf(change)).toEqual(expect.arrayContaining(fields)); expect(fieldsOf(change)[0]).toBe(fields[0]); });

  test("says of an empty form what is missing, field by field, and nothing twice about the best option", () => {
    const fields = fieldsOf({ incident: "", lesson: { title: "", text: "" }, situation: "", ask: "", options: [], best: 0, explanation: "", topic: "" });
    expect([...new Set(fields)]).toEqual(["incident", "lesson", "situation", "ask", "options", "best", "explanation", "topic"]);
  });
});
