import fc from "fast-check";
import { expect, test } from "vitest";
import { generate } from "../../../src/engine/generation/generate.ts";
import { buildKnowledge } from "../../../src/engine/knowledge/knowledge.ts";
import { mark } from "../../../src/engine/questions/marking.ts";
import { isChoice, questionSchema } from "../../../src/engine/questions/question.ts";
import { relations, worlds } from "../../support/random-world.ts";
import { findTrueDistractors } from "../../support/truth-checker.ts";

test("whatever the facts, no wrong option is true, every question fits the schema, and its key earns the mark", () => {
  let made = 0;
  fc.assert(fc.property(worlds, fc.string({ maxLength: 5 }), (world, seed) => {
    const knowledge = buildKnowledge({ ...world, relations });
    const questions = generate(knowledge, { seed });
    made += questions.length;
    expect(findTrueDistractors({ ...world, relations, entities: [...knowledge.entities.values()] }, questions)).toEqual([]);
    for (const question of questions) expect(questionSchema.safeParse(question).error, question.id).toBeUndefined();
    for (const question of questions.filter(isChoice)) {
      expect(mark(question, question.options.filter(({ correct }) => correct).map(({ id }) => id))).toBe(1);
      expect(mark(question, question.options.filter(({ correct }) => !correct).slice(0, question.kind === "multiple" ? 9 : 1).map(({ id }) => id))).toBe(0);
    }
  }), { numRuns: 300 });
  expect(made).toBeGreaterThan(500);
});

test("the same facts and seed give the same bytes", () => {
  fc.assert(fc.property(worlds, fc.string({ maxLength: 5 }), (world, seed) => {
    expect(JSON.stringify(generate(buildKnowledge({ ...world, relations }), { seed }))).toBe(JSON.stringify(generate(buildKnowledge({ ...world, relations }), { seed })));
  }), { numRuns: 20 });
});

test("facts about one thing never give two questions of the same words and the same key", () => {
  fc.assert(fc.property(worlds, (world) => {
    const told = generate(buildKnowledge({ ...world, relations })).filter(isChoice).map(({ kind, stem, options }) => `${kind} ${stem} ${options.filter(({ correct }) => correct).map(({ text }) => text).join()}`);
    expect(new Set(told).size).toBe(told.length);
  }), { numRuns: 30 });
});
