import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { surroundingsOf } from "../../../src/engine/extraction/surroundings.ts";

const TEXT = "It was dark.\r\nMr. Smith of the central bank said at last that\r\nthe printer had fallen silent, and nobody asked. Then it rained.";
const spanOf = (words: string, text = TEXT) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });

describe("the sentence around a quotation", () => {
  test("is what stands before and after it, in one line", () => {
    expect(surroundingsOf(TEXT, spanOf("the printer had fallen silent"))).toEqual({ before: "Mr. Smith of the central bank said at last that ", after: ", and nobody asked." });
  });

  test("is nothing where whole sentences are quoted, or the place is not in the text", () => {
    expect(surroundingsOf(TEXT, spanOf("It was dark."))).toBeUndefined();
    for (const span of [{ start: -1, end: 4 }, { start: 3, end: 3 }, { start: 0, end: TEXT.length + 1 }]) expect(surroundingsOf(TEXT, span)).toBeUndefined();
  });

  test("is cut at words where it is long", () => {
    const text = `${"before ".repeat(80)}quoted${" after".repeat(80)}.`;
    const { before, after } = surroundingsOf(text, spanOf("quoted", text))!;
    expect(before).toMatch(/^… before (?:before )+$/);
    expect(after).toMatch(/^ after(?: after)+ …$/);
    expect(before.length + after.length).toBeLessThan(500);
  });

  test("is always made of the text that stands there", () => {
    const text = fc.array(fc.constantFrom("a", "B", "🐻", ". ", "\n", "\r\n", " ", "“x”", "Mr. "), { maxLength: 200 }).map((parts) => parts.join(""));
    fc.assert(fc.property(text, fc.nat(), fc.nat(), (article, from, length) => {
      const start = from % (article.length + 1);
      const end = Math.min(article.length, start + 1 + (length % 40));
      const around = surroundingsOf(article, { start, end });
      if (!around) return;
      const flat = (words: string) => words.replace(/\s+/gu, " ");
      expect(flat(article.slice(0, start)).endsWith(around.before.replace("… ", ""))).toBe(true);
      expect(flat(article.slice(end)).startsWith(around.after.replace(" …", ""))).toBe(true);
    }));
  });
});
