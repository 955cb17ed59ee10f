import fc from "fast-check";
import { expect, test } from "vitest";
import { counted, fold, listing, listingPhrases, slugify } from "../../src/lib/text.ts";

test.each([["Turla & friends", "turla-friends"], ["Ängste und Öl", "angste-und-ol"], ["  --  ", "untitled"], ["漢字", "untitled"], ["x".repeat(200), "x".repeat(80)]])("%j becomes the address %j", (text, slug) => {
  expect(slugify(text)).toBe(slug);
});

test("whatever the text, its address is made of small letters, digits and single hyphens", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => { expect(slugify(text)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/); }));
});

test("words are compared without case, accents and punctuation", () => {
  expect(fold("  Café, “OLÉ”! ")).toBe("cafe ole");
});

test("lists and counts read as in a sentence", () => {
  expect([listing([]), listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])]).toEqual(["", "a", "a and b", "a, b and c"]);
  expect([counted(1, "quiz", "quizzes"), counted(2, "quiz", "quizzes")]).toEqual(["1 quiz", "2 quizzes"]);
});

test("phrases with an and of their own come last, so that the list can be read", () => {
  expect(listingPhrases(["cards", "names and addresses", "keys"])).toBe("cards and keys as well as names and addresses");
  expect(listingPhrases(["names and addresses", "scores and balances"])).toBe("names and addresses as well as scores and balances");
  expect([listingPhrases(["names and addresses"]), listingPhrases(["cards", "keys"])]).toEqual(["names and addresses", "cards and keys"]);
});
