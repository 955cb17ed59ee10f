import { expect, test } from "vitest";
import { dutiesOf, type CountedTask } from "../../../src/engine/statistics/contributions.ts";

const task = (assignment_id: number, given: Partial<CountedTask> = {}): CountedTask => ({ assignment_id, due: "", until: "", state: "open", ...given });

test("a person is once in each audience, and has once something to do: by the earliest day, else until the last moment that counts", () => {
  const made = dutiesOf([], [], [1, 2, 3, 4], [
    task(1, { due: "2026-03-02" }), task(1, { due: "2026-03-01" }), task(1), task(1, { until: "2026-01-01T00:00:00.000Z" }),
    task(2, { due: "2026-01-01", until: "2026-01-02T00:00:00.000Z" }), task(2, { due: "2026-02-01", until: "2026-02-02T00:00:00.000Z" }),
    task(3, { state: "exempt" }), task(3, { state: "exempt", until: "2026-02-02T00:00:00.000Z" }),
  ]);
  expect(Object.keys(made).sort()).toEqual(["exempt|3|", "head||", "member|1|", "member|2|", "member|3|", "member|4|", "todo|1|2026-03-01", "until|2|2026-02-02T00:00:00.000Z"]);
});

test("a person has done their part of an audience when nothing is left, from the moment on from which what is open does not count", () => {
  const done = (...its: Partial<CountedTask>[]) => Object.keys(dutiesOf([], [], [1], its.map((given) => task(1, given)))).filter((key) => key.startsWith("done"));
  expect(done({ state: "done" }, { state: "exempt" })).toEqual(["done|1|"]);
  expect(done({ state: "done" }, {})).toEqual([]);
  expect(done({ state: "done" }, { until: "2026-02-02T00:00:00.000Z" })).toEqual(["done|1|2026-02-02T00:00:00.000Z"]);
  expect(Object.keys(dutiesOf([], [], [], [task(1, { state: "done" })]))).toEqual(["head||"]);
});
