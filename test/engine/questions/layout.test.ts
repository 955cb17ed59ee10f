import { expect, test } from "vitest";
import { layOut } from "../../../src/engine/questions/layout.ts";
import type { Question } from "../../../src/engine/questions/question.ts";

const common = { schema: 1 as const, id: "q", level: "recall" as const, difficulty: "easy" as const, stem: "?", explanation: "!", facts: [], topic: "claims", evidence: [], enemies: [] };
const options = [..."abcd"].map((id) => ({ id, text: id, correct: id === "a", feedback: "!" }));
const seeds = Array.from({ length: 200 }, (_, i) => `seed ${i}`);

test("the same seed gives the same order, and the key comes to stand in every place", () => {
  const question: Question = { ...common, kind: "single", options };
  expect(layOut(question, "x")).toEqual(layOut(question, "x"));
  expect(new Set(seeds.map((seed) => layOut(question, seed).indexOf("a")))).toEqual(new Set([0, 1, 2, 3]));
});

test("figures keep their order", () => {
  expect(layOut({ ...common, kind: "single", sorted: true, options }, "x")).toEqual(["a", "b", "c", "d"]);
});

test("lines to be ordered never start in the right order", () => {
  const question: Question = { ...common, kind: "ordering", sequence: [..."abc"].map((id) => ({ id, text: id, feedback: "!" })) };
  for (const seed of seeds) expect(layOut(question, seed)).not.toEqual(["a", "b", "c"]);
});
