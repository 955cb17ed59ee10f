import { describe, expect, test } from "vitest";
import { decideQuestion } from "../../../src/engine/generation/decide.ts";
import { forPool } from "../../../src/engine/generation/papers.ts";
import { planWeeks, type PathIncident } from "../../../src/engine/library/paths.ts";
import { shipped, shippedQuestions } from "../../support/knowledge.ts";

describe("a first year", () => {
  test("has 52 weeks for every role, never of recall alone, and hardly asks the same twice", () => {
    const { content, knowledge } = shipped();
    const questions = [...shippedQuestions(), ...content.decide.map((each) => decideQuestion(knowledge, each))].filter(({ kind }) => kind === "single").map(forPool);
    const incidents = content.incidents.map(({ id, title, mechanisms, topics }): PathIncident => ({ slug: id, title, mechanisms, topics, questions: questions.filter(({ incident }) => incident === id) }));
    expect(content.paths.map(({ id }) => id).sort()).toEqual(["developers", "everybody", "finance", "help-desk", "leaders"]);
    for (const path of content.paths) {
      const year = planWeeks(path, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], incidents, { questions: new Set(), incidents: new Map() });
      expect(year.map(({ week }) => week)).toEqual(Array.from({ length: 52 }, (_, index) => index + 1));
      const asked = year.flatMap(({ questions: each }) => each.map(({ id }) => id));
      expect(new Set(asked).size / asked.length, path.id).toBeGreaterThan(0.85);
      expect(year.filter(({ questions: each }) => each.every(({ level }) => level === "recall")), path.id).toEqual([]);
    }
  });
});
