import fc from "fast-check";
import { expect, test } from "vitest";
import { isOneSlipApart } from "../../src/lib/slips.ts";

/** Optimal string alignment as the textbooks have it. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) for (let j = 1; j <= b.length; j++) {
    table[i]![j] = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + Number(a[i - 1] !== b[j - 1]));
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) table[i]![j] = Math.min(table[i]![j]!, table[i - 2]![j - 2]! + 1);
  }
  return table[a.length]![b.length]!;
}

test.each([["shamoon", "shamon"], ["shamoon", "shamooon"], ["shamoon", "shanoon"], ["shamoon", "hsamoon"], ["shamoon", "shamono"], ["shamoon", "shamoon"], ["", "a"]])("%s and %s are", (one, other) => {
  expect(isOneSlipApart(one, other)).toBe(true);
});

test("as the textbook's distance says", () => {
  const word = fc.string({ unit: fc.constantFrom(..."abc"), maxLength: 6 });
  fc.assert(fc.property(word, word, (one, other) => {
    expect(isOneSlipApart(one, other)).toBe(distance(one, other) <= 1);
  }), { numRuns: 5000 });
});
