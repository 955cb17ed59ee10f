import { describe, expect, test } from "vitest";
import { dueInWords, isOverdue } from "../../src/lib/due.ts";
import { inEnglish } from "../../src/lib/readers.ts";

const today = "2026-11-23";

describe("a due day", () => {
  test.each([["2026-11-23", "Due today"], ["2026-11-24", "Due tomorrow"], ["2026-11-28", "Due in 5 days"], ["2026-11-22", "1 day overdue"], ["2026-11-03", "20 days overdue"]])("%s reads: %s", (due, words) => {
    expect(inEnglish(dueInWords(due, today))).toBe(words);
    expect(isOverdue(due, today)).toBe(/verdue/.test(words));
  });

  test("that is not there is never overdue", () => {
    expect(isOverdue(null, today)).toBe(false);
  });
});
