import fc from "fast-check";
import { expect, test } from "vitest";
import { inEnglish } from "../../../src/lib/readers.ts";
import { complaintAbout } from "../../../src/engine/questions/marking.ts";
import { chosenBy } from "../../../src/engine/questions/picks.ts";
import type { OrderingQuestion } from "../../../src/engine/questions/question.ts";
import { EVERY_KIND, rightPicks } from "../../support/every-kind.ts";

const ordering = EVERY_KIND[4] as OrderingQuestion;
const inOrder = ordering.sequence.map(({ id }) => id);
const layout = [inOrder[1]!, inOrder[2]!, inOrder[0]!];

test("lines mean the same in whatever order the page sends them", () => {
  fc.assert(fc.property(fc.shuffledSubarray(rightPicks(ordering, layout), { minLength: 3 }), (picks) => {
    expect(chosenBy(ordering, layout, picks)).toEqual(inOrder);
  }));
});

test.each([[["1-1", "2-2"]], [["1-1", "2-1", "3-2"]], [["1-1", "1-2", "1-3"]], [["", "", ""]], [["9-1", "2-2", "3-3"]], [["1", "2", "3"]], [["1-1", "2-2", "3-3", "3-3"]]])("%j gives no order", (picks) => {
  expect(inEnglish(complaintAbout(ordering, chosenBy(ordering, layout, picks))!)).toBe("Give every line a place of its own.");
});

test("whatever is sent, there are words for it or it can be marked", () => {
  for (const question of EVERY_KIND) fc.assert(fc.property(fc.array(fc.string(), { maxLength: 6 }), (picks) => { complaintAbout(question, chosenBy(question, layout, picks)); }));
});
