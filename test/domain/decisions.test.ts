import { afterAll, beforeAll, describe, expect, test } from "vitest";
import fc from "fast-check";
import { draftQuiz } from "../../src/domain/authoring.ts";
import { complaintsAbout } from "../../src/domain/complaints.ts";
import { decisionInStem, stemOfDecision, type Decision } from "../../src/domain/decisions.ts";
import { editQuestion } from "../../src/domain/writing.ts";
import { writeQuestionFor } from "../../src/domain/writing-for-quizzes.ts";
import type { WrittenQuestion } from "../../src/domain/written-questions.ts";
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

describe("a question that asks what to do", () => {
  test("has its lesson, its facts and their quotations, at the end of the quiz", async () => {
    const quiz = await draftQuiz(world.db, trainer, { title: "Doors", summary: "What to do.", topic: "attribution", passPercent: 80, drawCount: null }, world.now());
    const { public_id, id } = await writeQuestionFor(world.db, trainer, { ...DECISION, facts: ["took-over"] }, quiz, world.now());
    const body = await bodyOf(public_id);
    expect(body).toMatchObject({ kind: "single", level: "decide", incident: "piggybacking", facts: ["took-over"], lesson: { title: "Borrowed tools", text: "Tools do not tell who used them." } });
    expect(body.stem).toBe(DECISION.stem);
    expect(body.evidence).toMatchObject([{ fact: "took-over" }]);
    expect("options" in body && body.options.filter(({ correct }) => correct).map(({ text }) => text)).toEqual([DECISION.options[1]!.text]);
    expect(await world.db("quiz_questions").where({ quiz_id: quiz.id })).toMatchObject([{ question_id: id, position: 1 }]);
  });

  test("takes a new lesson into the incident, and leaves none where the question is refused", async () => {
    const lesson = { title: "Say what you saw", text: "A name is a guess until somebody has weighed it." };
    const count = async () => (await world.db("lessons").where({ title: lesson.title })).length;
    await expect(writeQuestionFor(world.db, trainer, { ...DECISION, decision: { ...DECISION.decision, lesson }, facts: ["made-up"] }, undefined, world.now())).rejects.toMatchObject({ name: "Refused", field: "facts" });
    expect(await count()).toBe(0);
    expect((await bodyOf((await writeQuestionFor(world.db, trainer, { ...DECISION, decision: { ...DECISION.decision, lesson } }, undefined, world.now())).public_id)).lesson).toEqual(lesson);
    expect(await count()).toBe(1);
  });

  test("keeps the lesson when it is edited, and tells another where another is chosen or the incident went", async () => {
    const { public_id, id } = await writeQuestionFor(world.db, trainer, DECISION, undefined, world.now());
    const kept = { ...DECISION.decision, lesson: "kept" as const };
    const edit = (version: number, change: Partial<WrittenQuestion>) => editQuestion(world.db, trainer, { id }, { ...DECISION, decision: kept, ...change, version }, world.now());
    await edit(1, { explanation: "Said otherwise." });
    expect((await bodyOf(public_id)).lesson).toMatchObject({ title: "Borrowed tools" });
    await edit(2, { decision: { ...kept, lesson: { title: "Another one", text: "It teaches another thing." } } });
    expect((await bodyOf(public_id)).lesson).toMatchObject({ title: "Another one" });
    await expect(edit(3, { incident: "" })).rejects.toMatchObject({ field: "incident" });
    await expect(writeQuestionFor(world.db, trainer, { ...DECISION, decision: kept }, undefined, world.now())).rejects.toMatchObject({ field: "lesson" });
    const { decision: _, ...plain } = DECISION;
    await editQuestion(world.db, trainer, { id }, { ...plain, incident: "", level: "mechanism", version: 3 }, world.now());
    expect((await bodyOf(public_id)).lesson).toBeUndefined();
  });
});

describe("its situation and what it asks", () => {
  test.each([
    ["You are busy. What do you do?", "You are busy.", "What do you do?"], ["A note says “Pay.” Whom do you ask first?", "A note says “Pay.”", "Whom do you ask first?"], ["What do you do?", "What do you do?", ""], ["Busy?\n\nWhat now?", "Busy?\n\nWhat now?", ""],
  ])("are found in %j", (stem, situation, ask) => { expect(decisionInStem(stem)).toEqual({ situation, ask }); });

  test("are the whole stem together, whatever it is", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(".", "?", " ", "\n", "a", "B", "”", "!")).map((parts) => parts.join("").trim()), (stem) => { expect(stemOfDecision(decisionInStem(stem))).toBe(stem); }));
  });
});

describe("what keeps it from being saved", () => {
  const fieldsOf = ({ decision, ...change }: Partial<Omit<WrittenQuestion, "decision">> & { decision?: Partial<Decision> }) => {
    const whole = { ...DECISION.decision, ...decision };
    return complaintsAbout({ ...DECISION, ...change, stem: stemOfDecision(whole), decision: whole }).map(({ field }) => field);
  };

  test("is nothing where it is well written", () => { expect(fieldsOf({})).toEqual([]); });

  test.each<[string, Parameters<typeof fieldsOf>[0], string]>([
    ["no incident", { incident: "" }, "incident"],
    ["no lesson", { decision: { lesson: { title: "", text: "" } } }, "lesson"],
    ["half a lesson", { decision: { lesson: { title: "A title", text: "" } } }, "lesson_text"],
    ["no question mark", { decision: { ask: "Decide" } }, "ask"],
    ["no best option", { options: DECISION.options.map((option) => ({ ...option, correct: false })) }, "options"],
    ["two options", { options: DECISION.options.slice(0, 2) }, "options"],
    ["an option without its reason, whatever follows from it", { options: DECISION.options.map((option) => (option.row === 3 ? { ...option, feedback: "", consequence: "It fails." } : option)) }, "option-3-feedback"],
    ["what the linter blocks, beside its option", { options: DECISION.options.map((option) => (option.row === 3 ? { ...option, text: "None of the above" } : option)) }, "option-3-text"],
  ])("is %s", (_what, change, field) => { expect(fieldsOf(change)[0]).toBe(field); });

  test("is said of an empty form field by field", () => {
    const fields = fieldsOf({ incident: "", decision: { situation: "", ask: "", lesson: { title: "", text: "" } }, options: [], explanation: "", topic: "" });
    expect([...new Set(fields)]).toEqual(["situation", "ask", "options", "explanation", "topic", "incident", "lesson"]);
  });
});
