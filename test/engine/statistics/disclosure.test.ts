import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupsOf, MARGIN, NOTHING_TOLD, releaseCount, releaseRows, releaseShare, shareTold, type Release } from "../../../src/engine/statistics/disclosure.ts";

const LEAST = 5;

/** Everything that is ever published while people come, as somebody writes it down who looks after so many of them each time. */
function published(values: readonly number[], every: number): string {
  let [told, sum] = [NOTHING_TOLD, 0];
  return values.map((value, place) => {
    sum += value;
    if ((place + 1) % every === 0) told = releaseShare(told, { people: place + 1, amount: sum }, LEAST);
    return `${told.people}:${told.low}-${told.high}`;
  }).join(" ");
}

const worlds = (people: number) => Array.from({ length: 2 ** people }, (_, bits) => Array.from({ length: people }, (_, place) => (bits >> place) & 1));
const subsets = (people: number) => worlds(people).map((flags) => flags.flatMap((flag, place) => (flag ? [place] : []))).filter(({ length }) => length > 0 && length < LEAST);
const sumOver = (world: readonly number[], places: readonly number[]) => places.reduce((sum, place) => sum + world[place]!, 0);

describe("telling of groups", () => {
  test.each([[1, 4], [11, 8]])("leaves anybody, and any group under five, open to whoever knows the rule, the order in which people came, and one of their answers, looking after every %i of them", (every, transcripts) => {
    const people = 11;
    const all = worlds(people);
    const seen = new Map<string, number[][]>();
    for (const world of all) { const transcript = published(world, every); seen.set(transcript, [...(seen.get(transcript) ?? []), world]); }
    for (const possible of seen.values()) {
      for (const places of subsets(people)) expect(new Set(possible.map((world) => sumOver(world, places))).size).toBeGreaterThan(1);
      for (let insider = 0; insider < people; insider++) for (const own of [0, 1]) {
        const left = possible.filter((world) => world[insider] === own);
        for (let other = 0; other < people && left.length > 0; other++) if (other !== insider) expect(new Set(left.map((world) => world[other])).size).toBe(2);
      }
    }
    expect(seen.size).toBe(transcripts);
  });

  test("leaves every person's number anywhere from 0 to 1 to whoever solves all that was told as a linear system", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 120 }), fc.integer({ min: 5, max: 12 }), (values, least) => {
      let [told, sum] = [NOTHING_TOLD, 0];
      for (const [place, value] of values.entries()) {
        sum += value;
        const next = releaseShare(told, { people: place + 1, amount: sum }, least);
        if (next === told) continue;
        const [people, low, high] = [next.people - told.people, next.low - told.low, next.high - told.high];
        expect(people).toBeGreaterThanOrEqual(least);
        expect(low - (people - 1)).toBeLessThanOrEqual(1 - MARGIN);
        expect(high).toBeGreaterThanOrEqual(MARGIN);
        told = next;
      }
      expect(told.low).toBeLessThanOrEqual(told.high);
    }));
  });

  test("says the truth of whom it tells, and most of it for larger groups", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 5, maxLength: 200 }), (values) => {
      let [told, sum, then] = [NOTHING_TOLD, 0, 0];
      for (const [place, value] of values.entries()) { sum += value; const next = releaseShare(told, { people: place + 1, amount: sum }, LEAST); if (next !== told) then = sum; told = next; }
      expect(told.low).toBeLessThanOrEqual(then);
      expect(told.high).toBeGreaterThanOrEqual(then);
      expect(told.people * 2).toBeGreaterThanOrEqual(values.length);
      expect(told.high - told.low).toBeLessThanOrEqual(2 * MARGIN * 9);
    }));
  });

  test("counts in steps, never says that none or all have done it, and does not fall for one who leaves", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), (people, shares) => {
      let told: Release = NOTHING_TOLD;
      for (const share of shares) {
        told = releaseCount(told, { people, amount: Math.round(share * people) }, LEAST);
        expect(told.high - told.low).toBeGreaterThanOrEqual(Math.min(people, MARGIN));
        expect(told.low).toBeLessThanOrEqual(Math.max(0, people - MARGIN));
      }
    }));
    const eleven = releaseCount(NOTHING_TOLD, { people: 20, amount: 11 }, LEAST);
    expect(eleven).toMatchObject({ people: 20, low: 10, high: 14 });
    expect(releaseCount(eleven, { people: 19, amount: 9 }, LEAST)).toMatchObject({ low: 10 });
    expect(releaseCount(eleven, { people: 15, amount: 5 }, LEAST)).toMatchObject({ low: 5 });
  });

  test("gives whole per cent where it is exact, what lies between where it is not, and nothing under five people", () => {
    const guarded = { mode: "aggregate", least: LEAST } as const;
    expect(shareTold({ people: 8, low: 4, high: 4 }, guarded)).toEqual({ from: 50, to: 50 });
    expect(shareTold({ people: 80, low: 73, high: 80 }, guarded)).toEqual({ from: 91, to: 100 });
    expect(shareTold({ people: 4, low: 1, high: 1 }, guarded)).toBeNull();
    expect(shareTold({ people: 4, low: 1, high: 1 }, { mode: "named", least: LEAST })).toEqual({ from: 25, to: 25 });
  });

  test("puts teams with too few people together with those above until they are enough, each team once", () => {
    const parents = new Map([[1, null], [2, 1], [3, 1], [4, 3], [5, null]]);
    expect(groupsOf(parents, new Map([[1, 2], [2, 9], [3, 3], [4, 1], [5, 4]]), 5)).toEqual(new Map([[0, 0], [1, 1], [2, 2], [3, 1], [4, 1], [5, 0]]));
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(8), fc.nat(9)), { maxLength: 9 }), (teams) => {
      const tree = new Map(teams.map(([parent], place) => [place + 1, parent < place + 1 && parent > 0 ? parent : null]));
      const heads = new Map(teams.map(([, people], place) => [place + 1, people]));
      const groups = groupsOf(tree, heads, 5);
      expect([...groups.keys()].sort()).toEqual([0, ...tree.keys()].sort());
      for (const group of new Set(groups.values())) if (group !== 0) expect([...groups].filter(([, at]) => at === group).reduce((sum, [team]) => sum + (heads.get(team) ?? 0), 0)).toBeGreaterThanOrEqual(5);
    }));
  });
});

describe("rows without names", () => {
  test("come with at least so many newcomers, and say nothing by their order, whoever did what", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }), (results) => {
      const told = releaseRows(results, String, LEAST);
      expect(told).toEqual(results.length < LEAST ? [] : results.toSorted());
      expect(releaseRows(results.toReversed(), String, LEAST)).toEqual(told);
    }));
  });
});
