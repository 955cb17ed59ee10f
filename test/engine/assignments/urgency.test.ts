import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byUrgency, URGENCIES, urgencyOf, type Pressing } from "../../../src/engine/assignments/urgency.ts";

const TODAY = "2026-03-10";
const one = (id: number, given: Partial<Pressing> = {}): Pressing => ({ id, due: null, ended_at: null, overdue: 0, ...given });

describe("the order of assignments", () => {
  test("is: most people late, due soonest, without a day, over, ended", () => {
    const sorted = [
      one(1, { due: "2026-01-01", overdue: 1 }), one(2, { overdue: 9 }), one(3, { due: TODAY }), one(4, { due: "2026-04-01" }), one(5), one(6), one(7, { due: "2026-03-09" }), one(8, { due: "2026-01-01" }),
      one(9, { ended_at: "2026-03-01T00:00:00.000Z", overdue: 3 }), one(10, { ended_at: "2026-02-01T00:00:00.000Z" }),
    ].reverse().sort(byUrgency(TODAY)).map(({ id }) => id);
    expect(sorted).toEqual([2, 1, 3, 4, 6, 5, 7, 8, 9, 10]);
  });

  test("is the same however they came, and never puts a less urgent one first", () => {
    const day = fc.constantFrom(null, "2026-03-01", TODAY, "2026-03-20");
    const some = fc.uniqueArray(fc.record({ id: fc.nat(99), due: day, ended_at: fc.constantFrom(null, null, "2026-03-02", "2026-03-03"), overdue: fc.nat(2) }), { selector: ({ id }) => id });
    fc.assert(fc.property(some, fc.nat(), (all, turn) => {
      const sorted = all.toSorted(byUrgency(TODAY));
      const places = sorted.map((each) => URGENCIES.indexOf(urgencyOf(each, TODAY)));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      const turned = turn % (all.length + 1);
      expect([...all.slice(turned), ...all.slice(0, turned)].sort(byUrgency(TODAY))).toEqual(sorted);
    }));
  });
});
