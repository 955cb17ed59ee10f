import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deadlineOf, GRACE, isOver, isTooLate, obstacleToAnother, secondsLeft, warningsOf } from "../../../src/engine/questions/limits.ts";

const START = new Date("2026-01-05T09:00:00.000Z");
const at = (milliseconds: number) => new Date(START.getTime() + milliseconds);
const DEADLINE = at(600_000).toISOString();

describe("the time of an attempt", () => {
  test("runs to the deadline, is over from then on, and is late when the grace has passed or somebody finished it", () => {
    const open = { started_at: START.toISOString(), finished_at: null, deadline_at: DEADLINE };
    fc.assert(fc.property(fc.integer({ min: -4_000_000, max: 4_000_000 }), fc.boolean(), (past, isFinished) => {
      const attempt = { ...open, finished_at: isFinished ? DEADLINE : null };
      const now = at(600_000 + past);
      expect(isOver(attempt, now)).toBe(!isFinished && past >= 0);
      expect(isTooLate(attempt, now)).toBe(isFinished || past >= GRACE);
      expect(secondsLeft(open, now)).toBe(Math.min(600, Math.max(0, Math.floor(-past / 1000))));
    }));
    expect(isTooLate({ finished_at: START.toISOString(), deadline_at: DEADLINE }, at(600_001))).toBe(true);
    expect([isTooLate({ finished_at: null, deadline_at: null }, at(9e9)), isTooLate({ finished_at: DEADLINE, deadline_at: null }, START)]).toEqual([false, true]);
  });

  test("is longer by the per cent of extra time, and has none without a limit", () => {
    expect([0, 25, 100].map((percent) => deadlineOf(START, { limit_minutes: 5 }, percent))).toEqual([300, 375, 600].map((seconds) => at(seconds * 1000).toISOString()));
    expect(deadlineOf(START, { limit_minutes: null }, 100)).toBeNull();
  });

  test("is warned of at five minutes and one, sooner before a short end", () => {
    expect([3600, 600, 60].map(warningsOf)).toEqual([[300, 60], [120, 30], [12, 3]]);
  });
});

describe("another attempt", () => {
  const none = { most_attempts: null, limit_minutes: null, wait_hours: null };
  const done = (milliseconds: number, of = 5) => ({ finished_at: at(milliseconds).toISOString(), of });

  test("may start until all are used; one of which everything was withdrawn, or that is open, uses none", () => {
    expect(obstacleToAnother({ ...none, most_attempts: 2 }, [done(0), done(1, 0), { finished_at: null, of: 5 }], at(2))).toBeUndefined();
    expect(obstacleToAnother({ ...none, most_attempts: 2 }, [done(0), done(1)], at(2))).toEqual({ used: 2 });
  });

  test("waits from the end of the latest", () => {
    expect(obstacleToAnother({ ...none, wait_hours: 1 }, [done(60_000), done(0)], at(3_600_000))).toEqual({ until: at(3_660_000) });
    expect(obstacleToAnother({ ...none, wait_hours: 1 }, [done(60_000), done(0)], at(3_660_000))).toBeUndefined();
  });
});
