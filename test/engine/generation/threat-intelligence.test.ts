import { describe, expect, test } from "vitest";
import { generate } from "../../../src/engine/generation/generate.ts";
import { readStix } from "../../../src/engine/knowledge/imports/stix.ts";
import { buildKnowledge } from "../../../src/engine/knowledge/knowledge.ts";
import { gains, guess } from "../../../src/engine/questions/guessing.ts";
import { isBlocking } from "../../../src/engine/questions/linting/finding.ts";
import { contextOf } from "../../../src/engine/questions/linting/knowledge-context.ts";
import { lint } from "../../../src/engine/questions/linting/lint.ts";
import { questionSchema } from "../../../src/engine/questions/question.ts";
import { makeBundle } from "../../support/bundle.ts";
import { vocabularyRelations } from "../../support/knowledge.ts";
import { findTrueDistractors } from "../../support/truth-checker.ts";

const relations = vocabularyRelations();
const collection = readStix(JSON.stringify(makeBundle({ groups: 40, software: 140, techniques: 130, campaigns: 16, mitigations: 20, relationships: 2400 })), { name: "the atlas of attacks", version: "7" });
const knowledge = buildKnowledge({ entities: [], facts: [], incidents: [], relations, collections: [collection] });
const questions = generate(knowledge);

describe("thousands of questions from threat intelligence", () => {
  test("are of all the kinds that lists can give, fit the schema and have ids of their own", () => {
    expect(questions.length).toBeGreaterThan(3000);
    expect(new Set(questions.map(({ kind }) => kind))).toEqual(new Set(["single", "multiple", "true_false", "matching", "ordering", "numeric", "short"]));
    for (const question of questions) expect(questionSchema.safeParse(question).error, question.id).toBeUndefined();
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  });

  test("have no wrong option that is true", () => {
    expect(findTrueDistractors({ entities: collection.entities, facts: collection.facts, relations }, questions)).toEqual([]);
  });

  test("name the data set and its version in the stem, and carry a dated record of it", () => {
    for (const { id, kind, stem, evidence } of questions) {
      if (kind !== "ordering") expect(stem, id).toContain("the atlas of attacks v7");
      expect(evidence.length, id).toBeGreaterThan(0);
      for (const { quote, source } of evidence) expect(quote && source.publisher && source.url && /^\d{4}/.test(source.published), id).toBeTruthy();
    }
  });

  test("have no flaw that blocks, and hardly one that is warned of", () => {
    const context = contextOf(knowledge);
    const findings = questions.map((question) => lint(question, context)).filter((found) => found.length > 0);
    expect(findings.filter((found) => found.some(isBlocking))).toEqual([]);
    expect(findings.length / questions.length).toBeLessThan(0.02);
  });

  test("give nothing to those who guess: every way stays within five points of chance", () => {
    expect(guess(questions).flatMap((result) => gains(result).map(({ name, gain }) => `${result.kind} ${name} ${gain.toFixed(3)}`))).toEqual([]);
  });

  test("are the same, byte for byte, from the same facts and seed", () => {
    expect(JSON.stringify(generate(knowledge))).toBe(JSON.stringify(questions));
  });

  test("are easy, of middling difficulty and hard; a wanted difficulty is what comes out", () => {
    const count = (difficulty: string) => questions.filter((question) => question.difficulty === difficulty).length;
    for (const [difficulty, least] of [["easy", 0.05], ["medium", 0.05], ["hard", 0.01]] as const) expect(count(difficulty), difficulty).toBeGreaterThan(questions.length * least);
    const hard = generate(knowledge, { difficulty: "hard" });
    expect(hard.length).toBeGreaterThan(count("hard"));
    expect(hard.every(({ difficulty }) => difficulty === "hard")).toBe(true);
  });

  test("never let one answer stand for more than its share of a form", () => {
    for (const asks of ["subject", "object"]) {
      const keys = questions.flatMap((question) => (question.kind === "single" && question.relation === "uses" && question.asks === asks ? question.options.filter(({ correct }) => correct).map(({ text }) => text) : []));
      const most = Math.max(...[...new Set(keys)].map((key) => keys.filter((other) => other === key).length));
      expect(most / keys.length, asks).toBeLessThanOrEqual(0.25);
    }
  });
});
