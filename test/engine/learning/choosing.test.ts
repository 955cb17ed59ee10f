import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byUrgency, chooseReviews, MOST_A_DAY, type DueFact, type Refresher } from "../../../src/engine/learning/choosing.ts";
import { forecastDays } from "../../../src/engine/learning/forecast.ts";
import { pooled } from "../../support/pool.ts";

const AT = new Date("2026-01-20T09:00:00Z");
const due = (factId: number, given: Partial<DueFact> = {}): DueFact => ({ factId, stability: factId, lastAt: "2026-01-05T09:00:00.000Z", lastQuestionId: 0, lastForm: "single object", isMechanism: false, lastWasElsewhere: false, ...given });
const refresher = (factId: number, questionId: number, given: Partial<Refresher> = {}): Refresher => ({
  factId, questionId, form: "single object", isElsewhere: false, facts: 1,
  question: pooled({ id: `q${questionId}`, facts: [`f${factId}`] }), ...given,
});

describe("choosing reviews", () => {
  test("takes the facts that would be forgotten first, three at most, each once", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }), fc.integer({ min: 0, max: MOST_A_DAY }), (ids, most) => {
      const facts = byUrgency(ids.map((id) => due(id)), AT);
      const refreshers = ids.flatMap((id) => [refresher(id, id), refresher(id, 100 + id)]);
      const chosen = chooseReviews(facts, refreshers, [], most);
      expect(chosen.map(({ factId }) => factId)).toEqual([...ids].sort((a, b) => a - b).slice(0, most));
      expect(chooseReviews(facts, refreshers, [], most)).toEqual(chosen);
    }));
  });

  const choose = (fact: DueFact, refreshers: Refresher[], open: { reveals: string; secrets: string[] }[] = []) => chooseReviews([fact], refreshers, open, 3).map(({ questionId }) => questionId);

  test("prefers another question to that of last time, and another form", () => {
    const fact = due(1, { lastQuestionId: 1 });
    expect(choose(fact, [refresher(1, 1), refresher(1, 2)])).toEqual([2]);
    expect(choose(fact, [refresher(1, 2), refresher(1, 3, { form: "short object" })])).toEqual([3]);
    expect(choose(fact, [refresher(1, 1)])).toEqual([1]);
  });

  test("goes to another incident for a mechanism every other time, and never for what happened", () => {
    const refreshers = [refresher(1, 2), refresher(1, 3, { isElsewhere: true })];
    expect(choose(due(1, { isMechanism: true }), refreshers)).toEqual([3]);
    expect(choose(due(1, { isMechanism: true, lastWasElsewhere: true }), refreshers)).toEqual([2]);
    expect(choose(due(1), refreshers)).toEqual([2]);
  });

  test("leaves out what would give away a question that is open, or another one of the day", () => {
    const telling = refresher(1, 2);
    telling.question = pooled({ ...telling.question, reveals: "it was the group called turla" });
    expect(choose(due(1), [telling], [{ reveals: "", secrets: ["the group called turla"] }])).toEqual([]);
    const enemy = refresher(2, 5);
    enemy.question = { ...enemy.question, enemies: ["q1"] };
    expect(chooseReviews([due(1), due(2)], [refresher(1, 1), enemy], [], 3).map(({ questionId }) => questionId)).toEqual([1]);
  });
});

describe("a forecast", () => {
  test("has at most three a day, loses none, and begins with what is overdue", () => {
    expect([...forecastDays(["2026-01-01", "2026-01-05", "2026-01-05", "2026-01-05", "2026-01-09"], "2026-01-05", 10)]).toEqual([["2026-01-05", 3], ["2026-01-06", 1], ["2026-01-09", 1]]);
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), (offsets) => {
      const days = offsets.map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10));
      const counts = [...forecastDays(days, "2026-01-05", 60).values()];
      expect(counts.every((count) => count >= 1 && count <= MOST_A_DAY)).toBe(true);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(days.length);
    }));
  });
});
