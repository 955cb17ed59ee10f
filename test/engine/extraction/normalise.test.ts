import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalise, originalSpan } from "../../../src/engine/extraction/normalise.ts";

/** The original text that stands behind a piece of the normalised one. */
function behind(original: string, piece: string): string {
  const normalised = normalise(original);
  const at = normalised.text.indexOf(piece);
  const { start, end } = originalSpan(normalised, { start: at, end: at + piece.length });
  return original.slice(start, end);
}

describe("normalising a text", () => {
  test.each([
    ["quotation marks and apostrophes", "“Iran’s”", "\"Iran's\""], ["dashes", "a—b ‑c", "a–b -c"], ["spaces of any width and tabs", "a\u00a0\u2009\tb", "a b"], ["soft hyphens and zero widths", "ran\u00adsom\u200bware", "ransomware"],
    ["line ends of Windows and of old", "a\r\nb\rc", "a\nb\nc"], ["a byte order mark", "\ufeffAn attack", "An attack"], ["letters with marks of their own", "Cote\u0301", "Coté"], ["a compound that was split", "the cyber -attack", "the cyber-attack"],
  ])("gives one form to %s", (_what, original, plain) => {
    expect(normalise(original).text).toBe(plain);
  });

  test("leads back to what was written", () => {
    expect(behind("\ufeffThe  cyber -attack on Cote\u0301", "cyber-attack")).toBe("cyber -attack");
    expect(behind("a\r\n\r\n“Cote\u0301” fell", "\"Coté\"")).toBe("“Cote\u0301”");
    expect(behind("ran\u00adsom\u00adware hit", "ransomware")).toBe("ran\u00adsom\u00adware");
    expect(behind("😀 the 🏳️‍🌈 gang", "gang")).toBe("gang");
  });

  test("keeps the order, whatever the text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (original) => {
      const { text, starts, ends } = normalise(original);
      expect([starts.length, ends.length]).toEqual([text.length, text.length]);
      for (let index = 0; index < text.length; index++) {
        expect(ends[index]!).toBeGreaterThan(starts[index]!);
        expect(ends[index]!).toBeLessThanOrEqual(original.length);
        if (index > 0) expect(starts[index]!).toBeGreaterThanOrEqual(starts[index - 1]!);
      }
    }));
  });

  test("of what is behind a piece gives the piece again", () => {
    const words = fc.array(fc.constantFrom("Cote\u0301 ", "attack ", "“", "”", "’s ", "\u00ad", "\r\n", "\u00a0", "😀", "ي", "—", "a\u0300\u0301"), { maxLength: 30 });
    fc.assert(fc.property(words, fc.nat(), fc.nat(), (parts, from, length) => {
      const original = parts.join("");
      const normalised = normalise(original);
      const start = normalised.text.length === 0 ? 0 : from % normalised.text.length;
      const end = Math.min(normalised.text.length, start + 1 + (length % 20));
      const { start: at, end: to } = originalSpan(normalised, { start, end });
      expect(normalise(`x${original.slice(at, to)}`).text.slice(1).trim()).toContain(normalised.text.slice(start, end).trim());
    }));
  });
});
