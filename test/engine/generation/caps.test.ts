import { describe, expect, test } from "vitest";
import { capKeys } from "../../../src/engine/generation/caps.ts";
import type { Question } from "../../../src/engine/questions/question.ts";

const keyed = (key: string, place: number): Question => ({
  schema: 1, kind: "single", id: `${key}-${place}`, level: "recall", difficulty: "easy", stem: `Which country is number ${place}?`, explanation: "So it is.", facts: [], relation: "originates-from", asks: "object", topic: "claims", evidence: [], enemies: [],
  options: [key, "x", "y", "z"].map((text, index) => ({ id: "abcd"[index]!, text, correct: index === 0, feedback: "because" })),
});
const many = (counts: Record<string, number>) => Object.entries(counts).flatMap(([key, count]) => Array.from({ length: count }, (_, place) => keyed(key, place)));
const shareOf = (questions: readonly Question[], key: string) => questions.filter(({ id }) => id.startsWith(`${key}-`)).length / questions.length;

describe("capping keys", () => {
  test("leaves no key with more than its share: one in four where there are four options", () => {
    const capped = capKeys(many({ china: 46, russia: 20, iran: 14, korea: 10, vietnam: 10 }));
    for (const key of ["china", "russia", "iran", "korea", "vietnam"]) expect(shareOf(capped, key), key).toBeLessThanOrEqual(0.25);
    expect(capped.length).toBeGreaterThan(50);
  });

  test("keeps the first questions of a key, and all where none has too many", () => {
    const even = many({ a: 3, b: 3, c: 3, d: 3 });
    expect(capKeys(even)).toEqual(even);
    expect(capKeys(many({ china: 8, russia: 2, iran: 2, korea: 2 })).map(({ id }) => id)).toContain("china-0");
  });

  test("lets small forms be: they have no base rate", () => {
    expect(capKeys(many({ china: 6, russia: 1 }))).toHaveLength(7);
  });
});
