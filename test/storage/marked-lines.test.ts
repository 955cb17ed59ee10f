import { expect, test } from "vitest";
import { withMark, type Doubted } from "../../src/storage/paper-items.ts";
import { isLaidOutOnce } from "../support/layout.ts";

const row = (position: number, given: Partial<Doubted>) => JSON.parse(JSON.stringify({ position, stem: `Question ${position}`, score: null, doubted: null, suspended: null, ruling: null, missed: 0, ...given })) as Doubted & { position: number; stem: string };

test("lines of papers with their marks are laid out alike, and keep nothing of what they are marked by", () => {
  const [plain, ruled] = [withMark(row(1, {})), withMark(row(2, { score: 0.5, doubted: 1, ruling: "credit", missed: 1 }))];
  expect(plain).toEqual({ position: 1, stem: "Question 1", score: null, missed: 0, isWithdrawn: false, isMissed: false, isCredited: false, isRuled: false });
  expect(ruled).toEqual({ position: 2, stem: "Question 2", score: 0.5, missed: 1, isWithdrawn: true, isMissed: true, isCredited: true, isRuled: true });
  expect(isLaidOutOnce(() => withMark(row(3, {})))).toBe(true);
});
