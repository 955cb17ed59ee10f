import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { practicePaper } from "../../../src/engine/generation/practice.ts";
import type { PoolQuestion } from "../../../src/engine/generation/papers.ts";
import { pooled } from "../../support/pool.ts";

const question = (id: string, given: Partial<PoolQuestion> = {}): PoolQuestion => pooled({ id, facts: [id[0]!], keys: [`key ${id}`], ...given });
const ids = (paper: readonly PoolQuestion[]) => paper.map(({ id }) => id);
const practise = (missed: Parameters<typeof practicePaper<PoolQuestion>>[0], seen: string[] = []) => ids(practicePaper(missed, { seen: new Set(seen), seed: "seed" }));

describe("practicePaper", () => {
  test("asks another question of the same fact, unseen before seen, the same level before another", () => {
    const own = question("a1");
    expect(practise([{ own, others: [question("a2"), question("a3")] }], ["a1", "a2"])).toEqual(["a3"]);
    expect(practise([{ own, others: [question("a2", { level: "mechanism" }), question("a3")] }])).toEqual(["a3"]);
  });

  test("asks the missed question itself where there is no other, or where the other gives away what comes beside it", () => {
    const first = question("a1", { enemies: ["b2"] });
    expect(practise([{ own: first, others: [] }, { own: question("b1"), others: [question("b2")] }])).toEqual(["a1", "b1"]);
  });

  test("asks a missed decision again: what happened does not stand in for what to do", () => {
    expect(practise([{ own: question("a1", { level: "decide" }), others: [question("a2")] }])).toEqual(["a1"]);
  });

  test("asks something for each that was missed, at most once, decisions last, and the same for the same seed", () => {
    const pool = ["a", "b", "c", "d"].flatMap((fact) => [1, 2, 3].map((number) => question(`${fact}${number}`, { level: number === 3 ? "decide" : "recall" })));
    fc.assert(fc.property(fc.subarray(pool, { minLength: 1 }), fc.string(), (missed, seed) => {
      const wishes = missed.map((own) => ({ own, others: pool.filter((other) => other.facts[0] === own.facts[0] && other.level !== "decide") }));
      const paper = practicePaper(wishes, { seen: new Set(), seed });
      expect(new Set(ids(paper)).size).toBe(paper.length);
      for (const { facts } of missed) expect(paper.some((asked) => asked.facts[0] === facts[0])).toBe(true);
      expect(ids(practicePaper(wishes, { seen: new Set(), seed }))).toEqual(ids(paper));
      expect(paper.map(({ level }) => level === "decide")).toEqual(paper.map(({ level }) => level === "decide").sort());
    }));
  });
});
