import { expect, test } from "vitest";
import { enterSet, hindsightWith, openAccount } from "../../../src/engine/generation/hindsight.ts";

test("hindsight counts what a question tells of those before it: a key that is a wrong option later misleads both ways", () => {
  const account = openAccount();
  enterSet(account, { keys: [1, 2], wrong: [3, 4] });
  expect(hindsightWith(account, { keys: [5, 6], wrong: [7, 8] })).toEqual({ frequency: 0, rate: 0 });
  const { frequency, rate } = hindsightWith(account, { keys: [5, 6], wrong: [1, 7] });
  expect(frequency).toBe(-0.5);
  expect(rate).toBeCloseTo(-0.5 + 1 / 3 - 0.5);
  enterSet(account, { keys: [5, 6], wrong: [1, 7] });
  expect(hindsightWith(account, { keys: [8, 9], wrong: [10, 11] })).toEqual({ frequency, rate });
});
