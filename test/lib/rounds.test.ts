import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { doErrands, ROUNDS_METRICS, startRounds } from "../../src/lib/rounds.ts";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks(); });

describe("rounds", () => {
  test("begin at once, come again, and never two at a time", async () => {
    const ends: (() => void)[] = [];
    const work = vi.fn(() => new Promise<void>((resolve) => { ends.push(resolve); }));
    const rounds = startRounds(1000, "It failed", work);
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
    const told = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    const work = vi.fn(() => (work.mock.calls.length === 1 ? Promise.reject(new Error("no")) : Promise.resolve()));
    const rounds = startRounds(1000, "It failed", work);
    await vi.advanceTimersByTimeAsync(1000);
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/error It failed\nError: no/));
    expect(work).toHaveBeenCalledTimes(2);
    await rounds.stop();
  });

  test("with an errand that fails do the others, count each, and count as failed", async () => {
    vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    const done: string[] = [];
    const errands = [["broken", () => Promise.reject(new Error("no"))], ["sound", () => Promise.resolve(done.push("sound"))]] as const;
    await expect(doErrands(errands, () => true)).rejects.toThrow("broken");
    expect(done).toEqual(["sound"]);
    const counted = ROUNDS_METRICS[0]!.samples().map(({ labels, value }) => [labels["errand"], labels["outcome"], value]);
    expect(counted).toEqual(expect.arrayContaining([["broken", "failed", 1], ["sound", "done", 1]]));
    await doErrands(errands, () => false);
    expect(done).toEqual(["sound"]);
  });

  test("end when they are stopped, once the one in hand has ended", async () => {
    let end = () => undefined as void;
    const work = vi.fn(() => new Promise<void>((resolve) => { end = resolve; }));
    const rounds = startRounds(1000, "It failed", work);
    let isOver = false;
    const stopping = rounds.stop().then(() => { isOver = true; });
    await vi.advanceTimersByTimeAsync(3000);
    expect(isOver).toBe(false);
    end();
    await stopping;
    expect(work).toHaveBeenCalledTimes(1);
  });
});
