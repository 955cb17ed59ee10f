import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAiken } from "../../../../src/engine/questions/formats/aiken.ts";
import { writeAiken } from "../../../../src/engine/questions/formats/aiken-writing.ts";
import { readGift } from "../../../../src/engine/questions/formats/gift.ts";
import { writeGift } from "../../../../src/engine/questions/formats/gift-writing.ts";
import type { Item } from "../../../../src/engine/questions/formats/item.ts";
import { itemOf } from "../../../../src/engine/questions/formats/item-of.ts";
import { questionOf } from "../../../../src/engine/questions/formats/question-of.ts";
import { anyItem } from "../../../support/items.ts";
import { EVERY_KIND } from "../../../support/every-kind.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const withoutLine = (items: readonly Item[]) => items.map((item) => ({ ...item, line: 0 }));

describe("a GIFT file", () => {
  test("reads back to the items that were written, whatever stands in them", () => {
    fc.assert(fc.property(fc.array(anyItem, { maxLength: 3 }), (items) => {
      const { text, refused } = writeGift(items);
      expect(refused).toEqual([]);
      expect({ ...readGift(bytes(text)), items: withoutLine(readGift(bytes(text)).items) }).toEqual({ items, errors: [] });
    }), { numRuns: 500 });
  });

  test("of a single choice with nothing but right answers reads back as one, not as a short answer", () => {
    const [item] = readGift(bytes("Which? {=a ~%100%b}")).items;
    expect(item).toMatchObject({ type: "multichoice", single: true });
    expect(readGift(bytes(writeGift([item!]).text)).items[0]).toMatchObject({ type: "multichoice", single: true, answers: [{ fraction: 1 }, { fraction: 1 }] });
  });

  test("refuses what it cannot write, by its place, and writes the rest", () => {
    const items = EVERY_KIND.map((question) => itemOf(question).item);
    const { text, refused } = writeGift(items);
    expect(refused.map(({ place, reason }) => [items[place]!.type, reason.key])).toEqual([["ordering", "gift.no-ordering"]]);
    expect(readGift(bytes(text)).items).toHaveLength(7);
  });

  test("says what is lost", () => {
    const item: Item = { ...itemOf(EVERY_KIND[0]!).item, defaultMark: 2, hints: ["Look"] };
    expect(writeGift([item]).lost).toEqual([{ place: 0, words: [{ key: "gift.lost.marks" }, { key: "gift.lost.hints" }] }]);
  });
});

describe("an item", () => {
  test("becomes a question and the same item again, or is refused with a reason", () => {
    fc.assert(fc.property(anyItem, (item) => {
      const become = questionOf(item);
      if ("refused" in become) return void expect(become.refused.key).toMatch(/^items\./);
      const again = itemOf(become.question);
      expect(again.lost).toEqual([]);
      expect(questionOf(again.item)).toEqual({ question: become.question, dropped: expect.any(Array) as unknown });
      if (become.dropped.length === 0) expect(again.item).toEqual(item);
    }), { numRuns: 500 });
  });
});

describe("an Aiken file", () => {
  test("holds single choices and refuses every other kind", () => {
    const { text, refused } = writeAiken(EVERY_KIND.map((question) => itemOf(question).item));
    expect(text).toBe("Which group was it?\nA) Turla\nB) APT28\nC) OilRig\nANSWER: A\n\nThe tools were Iranian.\nA) True\nB) False\nANSWER: A\n\n");
    expect(refused.map(({ place }) => place)).toEqual([1, 3, 4, 5, 6, 7]);
    expect(readAiken(bytes(text)).items.map(({ name }) => name)).toEqual(["Which group was it?", "The tools were Iranian."]);
  });
});
