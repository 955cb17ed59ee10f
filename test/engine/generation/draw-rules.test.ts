import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRules, countOf, drawByRules, fits, type DrawRule, type RuledQuestion } from "../../../src/engine/generation/draw-rules.ts";
import { inOrder } from "../../../src/engine/generation/paper-order.ts";
import { canStandTogether, forPool } from "../../../src/engine/generation/papers.ts";
import { DIFFICULTIES, LEVELS, questionSchema, type Difficulty, type Level } from "../../../src/engine/questions/question.ts";

interface Made { level: Level; difficulty: Difficulty; topic: string; enemies?: string[] }
const option = (id: string, correct: boolean) => ({ id, text: id, correct, feedback: "f" });
const question = (id: string, { level, difficulty, topic, enemies = [] }: Made): RuledQuestion => forPool(questionSchema.parse({
  schema: 1, id, kind: "single", level, difficulty, stem: `Question ${id} is this?`, explanation: "e", facts: [], topic, evidence: [], enemies, options: [option(`${id} a`, true), option(`${id} b`, false)],
}));
const ANY: DrawRule = { count: 1, topic: "", level: "", difficulty: "", kind: "" };
const NONE = { seen: new Set<string>(), seed: "seed" };

const made = fc.record({ level: fc.constantFrom(...LEVELS), difficulty: fc.constantFrom(...DIFFICULTIES), topic: fc.constantFrom("phishing", "malware") });
const pools = fc.array(made, { maxLength: 14 }).map((all) => all.map((traits, place) => question(`q${place}`, traits)));
const rules = fc.array(fc.record({
  count: fc.integer({ min: 1, max: 3 }), topic: fc.constantFrom("", "phishing"), level: fc.constantFrom("" as const, ...LEVELS), difficulty: fc.constantFrom("" as const, ...DIFFICULTIES), kind: fc.constant("" as const),
}), { minLength: 1, maxLength: 4 });

/** How many places can be filled at all, by trying everything. */
function mostPlaces(pool: readonly RuledQuestion[], wanted: readonly DrawRule[]): number {
  const places = wanted.flatMap((rule) => Array.from({ length: rule.count }, () => rule));
  const known = new Map<string, number>();
  const best = (place: number, used: number): number => {
    if (place === places.length) return 0;
    const key = `${place}/${used}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let most = best(place + 1, used);
    for (const [index, candidate] of pool.entries()) if (!(used & (1 << index)) && fits(candidate, places[place]!)) most = Math.max(most, 1 + best(place + 1, used | (1 << index)));
    known.set(key, most);
    return most;
  };
  return best(0, 0);
}

describe("drawByRules", () => {
  test("fills as many places as can be filled, asks nothing twice, and draws the same from the same seed", () => {
    fc.assert(fc.property(pools, rules, fc.string(), (pool, wanted, seed) => {
      const paper = drawByRules(pool, wanted, { seen: new Set(), seed });
      expect(paper.length).toBe(mostPlaces(pool, wanted));
      expect(new Set(paper).size).toBe(paper.length);
      expect(mostPlaces(paper, wanted)).toBe(paper.length);
      expect(drawByRules(pool, wanted, { seen: new Set(), seed })).toEqual(paper);
    }), { numRuns: 60 });
  });

  test("takes what was met before only where nothing else fits", () => {
    const pool = [0, 1, 2, 3].map((place) => question(`q${place}`, { level: "recall", difficulty: "easy", topic: "phishing" }));
    const ids = drawByRules(pool, [{ ...ANY, count: 3 }], { seen: new Set(["q0", "q1"]), seed: "seed" }).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["q2", "q3"]));
    expect(ids).toHaveLength(3);
  });

  test("keeps enemies apart even where a rule stays open then", () => {
    const [one, other] = [question("one", { level: "recall", difficulty: "hard", topic: "phishing", enemies: ["other"] }), question("other", { level: "recall", difficulty: "hard", topic: "phishing" })];
    expect(drawByRules([one, other], [{ ...ANY, count: 2 }], NONE)).toHaveLength(1);
    expect(checkRules([one, other], [{ ...ANY, count: 2 }])).toEqual({ short: [], together: 2, drawn: 1 });
    expect(canStandTogether(one, other)).toBe(false);
  });

  test("says which rule wants more than there is, and when rules want the same", () => {
    const pool = [question("a", { level: "recall", difficulty: "hard", topic: "phishing" }), question("b", { level: "recall", difficulty: "easy", topic: "phishing" })];
    const wanted: DrawRule[] = [{ ...ANY, count: 1, difficulty: "hard" }, { ...ANY, count: 2, level: "recall" }];
    expect(countOf(wanted)).toBe(3);
    expect(checkRules(pool, wanted)).toMatchObject({ short: [], together: 2 });
    expect(checkRules(pool, [{ ...ANY, count: 3, difficulty: "hard" }]).short).toEqual([{ rule: 0, have: 1 }]);
  });
});

describe("the order of a paper", () => {
  test("is the trainer's, mixed by the seed, or by level; decisions stay last when it is changed", () => {
    const pool = (["decide", "recall", "mechanism", "recall"] as const).map((level, place) => question(`q${place}`, { level, difficulty: "easy", topic: "phishing" }));
    expect(inOrder(pool, "set", "s").map(({ id }) => id)).toEqual(["q0", "q1", "q2", "q3"]);
    expect(inOrder(pool, "level", "s").map(({ id }) => id)).toEqual(["q1", "q3", "q2", "q0"]);
    const mixed = Array.from({ length: 8 }, (_, seed) => inOrder(pool, "shuffled", String(seed)).map(({ id }) => id).join());
    expect(new Set(mixed).size).toBeGreaterThan(1);
    expect(mixed.every((order) => order.endsWith("q0"))).toBe(true);
  });
});
