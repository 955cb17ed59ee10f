import { describe, expect, test } from "vitest";
import { dueInWords, isOverdue } from "../../src/lib/due.ts";
import { inEnglish } from "../../src/lib/readers.ts";

const now = new Date("2026-11-23T10:00:00Z");

describe("a due date", () => {
  test.each([
    ["2026-11-23T23:59:59Z", "Due today"], ["2026-11-24T08:00:00Z", "Due tomorrow"], ["2026-11-28T23:59:59Z", "Due in 5 days"],
    ["2026-11-23T09:00:00Z", "Overdue since today"], ["2026-11-22T23:59:59Z", "1 day overdue"], ["2026-11-03T09:00:00Z", "20 days overdue"],
  ])("%s reads: %s", (due, words) => {
    expect(inEnglish(dueInWords(due, now))).toBe(words);
    expect(isOverdue(due, now)).toBe(/verdue/.test(words));
  });

  test("that is not there is never overdue", () => {
    expect(isOverdue(null, now)).toBe(false);
  });
});
