import { describe, expect, test } from "vitest";
import { aboutSentence, firstSentence, quotable } from "../../../../src/engine/knowledge/imports/sentences.ts";

describe("the first sentence", () => {
  test.each([
    ["It spread, e.g. Kiln used it. Then it stopped.", "It spread, e.g. Kiln used it."], ["Dr. Ada B. Kiln of Kiln Inc. Ltd. found it. She told us.", "Dr. Ada B. Kiln of Kiln Inc. Ltd. found it."],
    ["Version 2.0 of a.exe ran. Then not.", "Version 2.0 of a.exe ran."], ["He said “stop.” Nobody did.", "He said “stop.”"], ["Made in the U.S. for use. Again.", "Made in the U.S. for use."],
    ["Is it? Yes.", "Is it?"], ["no end at all", "no end at all"], ["One. two three. Four.", "One. two three."], ["", ""],
  ])("of %j is %j", (text, sentence) => {
    expect(firstSentence(text)).toBe(sentence);
  });

  test.each(["", "..", "123 456.", "- - -"])("of %j is nothing to quote", (text) => {
    expect(quotable(text)).toBeUndefined();
  });

  test("without a space is cut at 400 characters, and never through a character", () => {
    expect(quotable("😀".repeat(300))).toBeUndefined();
    expect(quotable(`ab${"x".repeat(397)}😀😀`)).toBe(`ab${"x".repeat(397)}`);
  });
});

describe("a sentence about a thing", () => {
  test.each([
    ["stands by itself", "Velmora is a group that nobody has met."], ["begins with a name that is written small", "velmora is a group that nobody has met."], ["has another name of it", "The Kiln is a group that nobody has met."],
  ])("is taken when it %s", (_, sentence) => {
    expect(aboutSentence(sentence, ["Velmora", "velmora", "kiln"])).toBe(sentence);
  });

  test.each([
    ["names something else only", "Researchers found a group that nobody has met."], ["points to what was said before", "This Velmora is a group that nobody has met."], ["begins small", "a group that calls itself Velmora was met."],
    ["speaks for its author", "Velmora is a group that we have met."], ["has no end", "Velmora is a group that nobody has met"], ["has a bracket left over", "Velmora (a group is what nobody has met."],
    ["has an address in it", "Velmora is a group, see https://x.example for more."], ["is no sentence", "Velmora."],
  ])("is left out when it %s", (_, sentence) => {
    expect(aboutSentence(sentence, ["Velmora"])).toBeUndefined();
  });
});
