import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startRounds } from "../../src/lib/rounds.ts";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks(); });

describe("rounds", () => {
  test("begin at once, come again, and never two at a time", async () => {
    const ends: (() => void)[] = [];
    const work = vi.fn(() => new Promise<void>((resolve) => { ends.push(resolve); }));
    const rounds = startRounds(1000, "It failed:", work);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(work).toHaveBeenCalledTimes(1);
    ends[0]!();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(2);
    ends[1]!();
    await rounds.stop();
  });

  test("that fail are told and tried again", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const work = vi.fn(() => (work.mock.calls.length === 1 ? Promise.reject(new Error("no")) : Promise.resolve()));
    const rounds = startRounds(1000, "It failed:", work);
    await vi.advanceTimersByTimeAsync(1000);
    expect(told).toHaveBeenCalledExactlyOnceWith("It failed:", expect.objectContaining({ message: "no" }));
    expect(work).toHaveBeenCalledTimes(2);
    await rounds.stop();
  });

  test("end when they are stopped, once the one in hand has ended", async () => {
    let end = () => undefined as void;
    const work = vi.fn(() => new Promise<void>((resolve) => { end = resolve; }));
    const rounds = startRounds(1000, "It failed:", work);
    let isOver = false;
    const stopping = rounds.stop().then(() => { isOver = true; });
    await vi.advanceTimersByTimeAsync(3000);
    expect(isOver).toBe(false);
    end();
    await stopping;
    expect(work).toHaveBeenCalledTimes(1);
  });
});
