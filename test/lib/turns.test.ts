import { describe, expect, test } from "vitest";
import { turns } from "../../src/lib/turns.ts";

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return { open, opened };
}

describe("taking turns", () => {
  test("lets deeds with one key go one after the other, though one fails", async () => {
    const [inTurn, { open, opened }, seen] = [turns(), gate(), [] as string[]];
    const first = inTurn("a", async () => { await opened; seen.push("first"); throw new Error("failed"); });
    const second = inTurn("a", () => { seen.push("second"); return Promise.resolve(2); });
    open();
    await expect(first).rejects.toThrow("failed");
    expect(await second).toBe(2);
    expect(seen).toEqual(["first", "second"]);
  });

  test("keeps nobody waiting behind another key", async () => {
    const [inTurn, { open, opened }] = [turns(), gate()];
    const first = inTurn("a", () => opened);
    expect(await inTurn("b", () => Promise.resolve("done"))).toBe("done");
    open();
    await first;
  });
});
