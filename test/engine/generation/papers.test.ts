import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideQuestion } from "../../../src/engine/generation/decide.ts";
import { assemblePaper, canStandTogether, expectedMinutes, forPool, type PoolQuestion } from "../../../src/engine/generation/papers.ts";
import type { Question } from "../../../src/engine/questions/question.ts";
import { shipped, shippedQuestions } from "../../support/knowledge.ts";
import { isLaidOutOnce } from "../../support/layout.ts";
import { pooled } from "../../support/pool.ts";

const levels = ["recall", "mechanism", "decide"] as const;

/** Pools of up to 25 questions, some of them enemies of others, some seen before. */
const pools = fc.array(fc.record({
  level: fc.constantFrom(...levels), topic: fc.constantFrom("a", "b"), foes: fc.array(fc.nat(24), { maxLength: 3 }), fact: fc.nat(30), told: fc.option(fc.nat(30)), named: fc.nat(60), isSeen: fc.boolean(),
}), { minLength: 1, maxLength: 25 })
  .map((drafts) => ({
    pool: drafts.map(({ level, topic, foes, fact, told, named }, index): PoolQuestion => pooled({
      id: `q${index}`, level, topic, enemies: foes.map((foe) => `q${foe}`), facts: [`f${fact}`], secrets: [`secret ${index}.`], reveals: `secret ${index}. secret ${told ?? index}.`,
      asks: ` question ${index} about key ${named} `, keys: [`key ${index}`],
    })),
    seen: new Set(drafts.flatMap(({ isSeen }, index) => (isSeen ? [`q${index}`] : []))),
  }));

const plain = (count: number, level: PoolQuestion["level"] = "recall"): PoolQuestion[] => Array.from({ length: count }, (_, index) => pooled({ id: `${level}${index}`, level, topic: "a", facts: [] }));

describe("assembling a paper", () => {
  test("never puts enemies or the same question together, and takes from the pool only", () => {
    fc.assert(fc.property(pools, fc.integer({ min: 1, max: 12 }), fc.string(), ({ pool, seen }, count, seed) => {
      const paper = assemblePaper(pool, { count, seen, seed });
      expect(paper.length).toBeGreaterThan(0);
      expect(paper.length).toBeLessThanOrEqual(count);
      for (const [index, one] of paper.entries()) {
        expect(pool).toContain(one);
        for (const other of paper.slice(index + 1)) {
          expect(one.enemies.includes(other.id) || other.enemies.includes(one.id)).toBe(false);
          const [mine, theirs] = [one.clues(), other.clues()];
          expect([mine.asks.includes(` ${theirs.keys[0]!} `), theirs.asks.includes(` ${mine.keys[0]!} `)], "a stem holds the key of another").toEqual([false, false]);
          expect(other.tells().secrets.some((secret) => one.tells().reveals.includes(secret)), "an earlier question tells the answer of a later one").toBe(false);
        }
      }
    }));
  });

  test("comes out the same from the same seed", () => {
    fc.assert(fc.property(pools, fc.integer({ min: 1, max: 12 }), fc.string(), ({ pool, seen }, count, seed) => {
      expect(assemblePaper(pool, { count, seen, seed })).toEqual(assemblePaper(pool, { count, seen, seed }));
    }));
  });

  test("stops short only where nothing is left that goes with the rest", () => {
    fc.assert(fc.property(pools, fc.integer({ min: 1, max: 12 }), fc.string(), ({ pool, seen }, count, seed) => {
      const paper = assemblePaper(pool, { count, seen, seed });
      if (paper.length < count) for (const other of pool) expect(paper.some((one) => one === other || !canStandTogether(one, other))).toBe(true);
    }));
  });

  test("takes the unseen first", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }), fc.string(), (count, unseen, seed) => {
      const pool = plain(20);
      const seen = new Set(pool.slice(unseen).map((question) => question.id));
      const paper = assemblePaper(pool, { count, seen, seed });
      expect(paper).toHaveLength(count);
      expect(paper.filter((question) => !seen.has(question.id))).toHaveLength(Math.min(count, unseen));
    }));
  });

  test("spreads over the levels", () => {
    const pool = [...plain(30), ...plain(3, "mechanism"), ...plain(3, "decide")];
    const paper = assemblePaper(pool, { count: 6, seen: new Set(), seed: "any" });
    for (const level of levels) expect(paper.filter((question) => question.level === level)).toHaveLength(2);
  });

  test("never asks twice in the same words", () => {
    const pool = plain(6).map((question, index) => pooled({ ...question, asks: ` which of these ${index % 2} ` }));
    expect(assemblePaper(pool, { count: 6, seen: new Set(), seed: "any" })).toHaveLength(2);
  });

  test("differs between seeds", () => {
    const papers = ["a", "b", "c", "d"].map((seed) => assemblePaper(plain(20), { count: 5, seen: new Set(), seed }).map(({ id }) => id).join());
    expect(new Set(papers).size).toBeGreaterThan(1);
  });

  test("of the shipped questions never tells an answer before it is asked for, and is long enough", () => {
    const { content, knowledge } = shipped();
    const questions = [...shippedQuestions(), ...content.decide.map((each) => decideQuestion(knowledge, each))].map(forPool);
    for (const { id } of content.incidents) {
      const pool = questions.filter(({ incident }) => incident === id);
      for (const seed of ["a", "b", "c"]) {
        const paper = assemblePaper(pool, { count: 5, seen: new Set(), seed });
        for (const [index, later] of paper.entries()) for (const early of paper.slice(0, index)) {
          const quotes = later.level === "decide" ? [] : later.evidence.map(({ quote }) => quote);
          expect(early.evidence.some(({ quote }) => quotes.includes(quote)), `${early.id} before ${later.id}`).toBe(false);
        }
        if (pool.length >= 24) expect(paper, id).toHaveLength(5);
      }
    }
  });

  test("puts decisions last", () => {
    const paper = assemblePaper([...plain(4, "decide"), ...plain(4)], { count: 6, seen: new Set(), seed: "any" });
    expect(paper.map(({ level }) => level)).toEqual(["recall", "recall", "recall", "decide", "decide", "decide"]);
  });

  test("finds out what a question tells once, and lays questions out alike", () => {
    const [body] = shippedQuestions().map((question) => JSON.stringify(question));
    const made = (): PoolQuestion => forPool(JSON.parse(body!) as Question);
    const [one, other] = [made(), made()];
    expect(one.tells()).toBe(one.tells());
    expect(one.clues()).toBe(one.clues());
    expect(other.tells()).toEqual(one.tells());
    expect(isLaidOutOnce(made)).toBe(true);
  });

  test("without a count takes every question in its order", () => {
    const pool = plain(4);
    expect(assemblePaper(pool, { count: null, seen: new Set(["recall0"]), seed: "any" })).toEqual(pool);
  });
});

test.each([[1, 1], [3, 1], [5, 2], [10, 3]])("%i questions take about %i minutes", (questions, minutes) => {
  expect(expectedMinutes(questions)).toBe(minutes);
});
