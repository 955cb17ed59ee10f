import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readerOf } from "../../src/lib/readers.ts";
import { richOf } from "../../src/lib/rich.ts";

const rich = richOf(readerOf("en", "UTC").t);
const MARKUP = { word: ["<strong>", "</strong>"] } as const;

describe("a text with markup", () => {
  test("gets the tags that the page gives, and the HTML in its places", () => {
    expect(rich("doubt.disputed", { reason: "A & B" }, MARKUP)).toBe("<strong>Disputed:</strong> A &amp; B");
    expect(rich("home.started-on", {}, { date: "<time>today</time>" })).toBe("Started <time>today</time>");
  });

  test("never takes what was typed for markup", () => {
    const typed = fc.oneof(fc.string(), fc.constantFrom("<word>x</word>", "</word><script>", "\uE0000\uE001", "&lt;word&gt;", '"><img onerror=1>'));
    fc.assert(fc.property(typed, (reason) => {
      const html = rich("doubt.disputed", { reason }, MARKUP);
      expect(html.startsWith("<strong>Disputed:</strong> ")).toBe(true);
      expect(html.slice("<strong>Disputed:</strong> ".length)).not.toMatch(/[<>"']/);
    }));
  });
});
