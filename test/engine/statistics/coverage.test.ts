import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addUp, figuresOf, groupSafely, guardedFiguresOf, shareOf, type TeamResult } from "../../../src/engine/statistics/coverage.ts";

const sized = (...people: number[]) => people.map((count, index) => ({ name: String.fromCharCode(97 + index), people: count }));
const names = (groups: { name: string }[][]) => groups.map((group) => group.map(({ name }) => name).join("+"));

describe("grouping teams", () => {
  test.each([
    ["leaves large teams alone", [6, 5, 9], ["a", "b", "c"]],
    ["puts small teams together", [6, 3, 2, 9], ["a", "d", "c+b"]],
    ["adds the next smallest to small teams that are still too few", [9, 6, 2], ["a", "c+b"]],
    ["leaves out teams without people", [6, 0, 7], ["a", "c"]],
    ["shows nothing where all together are too few", [2, 2], []],
    ["shows nothing where there is nobody", [], []],
  ])("%s", (_words, people, expected) => {
    expect(names(groupSafely(sized(...people), 5))).toEqual(expected);
  });

  test("shows nobody in a group that is too small, nobody twice, and everybody where anybody is shown", () => {
    fc.assert(fc.property(fc.array(fc.nat(12), { maxLength: 12 }), (people) => {
      const groups = groupSafely(sized(...people), 5);
      const sizes = groups.map((group) => group.reduce((total, team) => total + team.people, 0));
      const all = people.reduce((total, count) => total + count, 0);
      for (const size of sizes) expect(size).toBeGreaterThanOrEqual(5);
      expect(sizes.reduce((total, size) => total + size, 0)).toBe(all < 5 ? 0 : all);
      expect(new Set(groups.flat()).size).toBe(groups.flat().length);
    }));
  });
});

const result = (given: Partial<TeamResult>): TeamResult => ({ people: 6, isAssigned: true, finished: 0, passed: 0, first: 0, ...given });

describe("figures", () => {
  test("count what was assigned apart from what was finished besides", () => {
    expect(figuresOf([result({ finished: 4, passed: 3, first: 3.2 }), result({ isAssigned: false, finished: 2, passed: 1, first: 1 })]))
      .toEqual({ assigned: 6, finished: 4, extra: 2, scored: 6, passed: 4, first: 4.2 });
  });

  test("that are guarded tell no score of fewer than five people", () => {
    expect(guardedFiguresOf([result({ finished: 4, passed: 3, first: 3.2 })], 5)).toEqual({ assigned: 6, finished: 4, extra: 0, scored: 0, passed: 0, first: 0 });
    expect(guardedFiguresOf([result({ finished: 5, passed: 3, first: 3.2 })], 5)).toMatchObject({ scored: 5, passed: 3, first: 3.2 });
  });

  test("that are guarded do not part a few who were assigned a quiz from the rest of their group", () => {
    const few = result({ people: 2, finished: 2 });
    const rest = result({ people: 6, isAssigned: false, finished: 1 });
    expect(guardedFiguresOf([few, rest], 5)).toMatchObject({ assigned: 0, finished: 0, extra: 3 });
    expect(guardedFiguresOf([result({ people: 2, isAssigned: false, finished: 1 }), result({ finished: 3 })], 5)).toMatchObject({ assigned: 0, finished: 0, extra: 4 });
  });

  test("of several groups add up", () => {
    const one = figuresOf([result({ finished: 2, passed: 1, first: 1.5 })]);
    expect(addUp([one, one])).toEqual({ assigned: 12, finished: 4, extra: 0, scored: 4, passed: 2, first: 3 });
    expect(addUp([])).toEqual({ assigned: 0, finished: 0, extra: 0, scored: 0, passed: 0, first: 0 });
  });

  test("have no share of nothing", () => {
    expect(shareOf(0, 0)).toBeNull();
    expect(shareOf(2, 3)).toBe(67);
  });
});
