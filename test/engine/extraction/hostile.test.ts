import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/engine/extraction/analysis.ts";
import { ArticleRefused, MOST_CHARACTERS } from "../../../src/engine/extraction/article.ts";
import { decodeArticle } from "../../../src/engine/extraction/decoding.ts";
import { extract } from "../../../src/engine/extraction/extract.ts";
import { gateOf, opens, signsOf } from "../../../src/engine/extraction/gate.ts";
import { normalise } from "../../../src/engine/extraction/normalise.ts";
import { rules } from "../../../src/engine/extraction/patterns/rules.ts";
import { splitSentences } from "../../../src/engine/extraction/sentences.ts";
import { annotatedArticles, gazetteer } from "../../support/extraction.ts";

const read = (text: string, published?: string) => extract({ text, ...(published === undefined ? {} : { published }) }, gazetteer);
const WORDS = ["the attack ", "on ", "Iran", "’s ", "“", "”", "Turla ", "and ", "carried out ", ", ", ". ", "\n", "said ", "that ", "by ", "hackers ", "$30 million ", "in 2018 ", "was ", "not ", "(", ")", "\u00ad", "😀", "هجوم ", "ransomware ", "which ", "of ", "<I0=attack> ", "U.S. ", "\r\n", "\ufeff"];

describe("any text", () => {
  test("is read without an error, and quoted exactly", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 80 }), (parts) => {
      const text = `x${parts.join("")}`;
      for (const { quote, start, end, subject, object, score } of read(text, "2019-12-16").candidates) {
        expect(quote).toBe(text.slice(start, end));
        expect([subject.text, object.text]).toEqual([text.slice(subject.start, subject.end), text.slice(object.start, object.end)]);
        expect(end).toBeGreaterThan(start);
        expect(score).toBeGreaterThan(0);
      }
    }), { numRuns: 300 });
  });

  test("of any characters is read or refused in words", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      try {
        expect(read(text).sentences.every((sentence) => sentence.text === text.slice(sentence.start, sentence.end))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ArticleRefused);
      }
    }), { numRuns: 300 });
  });

  test.each([
    ["one long word", "a".repeat(MOST_CHARACTERS)], ["capitals", "A ".repeat(MOST_CHARACTERS / 2)], ["abbreviations", "U.S. ".repeat(MOST_CHARACTERS / 5)], ["line ends", `x${"\n".repeat(MOST_CHARACTERS - 1)}`],
    ["marks on one letter", `a${"\u0301".repeat(MOST_CHARACTERS - 1)}`], ["digits", "1,".repeat(MOST_CHARACTERS / 2)], ["dates", "on 12 May 2017 ".repeat(MOST_CHARACTERS / 15)], ["dashes", "a-".repeat(MOST_CHARACTERS / 2)],
    ["lists as long as a sentence may be", `The attack hit ${"the bank, the hospital, ".repeat(58)}x. `.repeat(100)], ["nested phrases", `Ministry of ${"Aa and Bb of ".repeat(105)}. `.repeat(100)], ["auxiliaries", `hackers ${"would have been said to ".repeat(55)}. `.repeat(100)],
    ["clauses", `the attack ${"that which was said by the group, ".repeat(40)}. `.repeat(100)], ["a text that runs from right to left", "هجوم إلكتروني على البنك. ".repeat(4_000)], ["quotation marks", `the "a" ${"\"".repeat(100_000)}`],
  ])("ends soon with %s", (_what, text) => {
    expect(read(text.slice(0, MOST_CHARACTERS), "2019-12-16").sentences).toBeInstanceOf(Array);
  }, 10_000);
});

describe("what is no article", () => {
  test.each([["empty", ""], ["blank", " \n\t "], ["without a letter", "...!"], ["binary", "an attack\0"], ["too long", "word ".repeat(200_000)]])("is refused when it is %s", (_what, text) => {
    expect(() => read(text)).toThrow(ArticleRefused);
  });

  test.each(["2019", "16/12/2019", "2019-02-30", "soon"])("is refused with a date of publication that is no day: %s", (published) => {
    expect(() => read("An attack.", published)).toThrow(/write it as 2019-12-16/);
  });
});

describe("the bytes of a file", () => {
  test("are read as UTF-8, and as UTF-16 that says so", () => {
    expect(decodeArticle(Buffer.from("“Turla”"))).toBe("“Turla”");
    expect(decodeArticle(Buffer.from("\ufeffTurla", "utf16le"))).toBe("\ufeffTurla");
    expect(decodeArticle(Buffer.from("\ufeffTurla", "utf16le").swap16())).toBe("\ufeffTurla");
  });

  test.each([["Latin 1", Buffer.from("“é”", "latin1")], ["broken UTF-16", Buffer.from([0xff, 0xfe, 0x00, 0xd8])], ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47])]])("are refused when they are %s", (_what, bytes) => {
    expect(() => decodeArticle(bytes)).toThrow(/Save it as UTF-8/);
  });

  test("are refused when they are a million", () => {
    expect(() => decodeArticle(Buffer.alloc(1_000_000, "a"))).toThrow(/one article at a time/);
  });
});

describe("the gate before a rule", () => {
  test("asks for words, heads and types that no match can do without", () => {
    expect(gateOf("{incident} (?:by|with) {=help|aid}(?: of {actor})? {aux}known")).toEqual([["<I"], ["by", "with"], ["=help", "=aid"], ["known"]]);
  });

  const isShutOut = (typed: string) => rules().filter(({ regex, gate }) => {
    regex.lastIndex = 0;
    return regex.test(typed) && !opens(gate, signsOf(typed));
  }).map(({ id }) => id);

  test("never shuts out what its rule finds in an article", () => {
    const sentences = annotatedArticles().flatMap(({ text }) => analyse(splitSentences(normalise(text).text), gazetteer, "2019-12-16"));
    expect(sentences.length).toBeGreaterThan(100);
    expect(sentences.flatMap(({ typed }) => isShutOut(typed.text))).toEqual([]);
  });

  test("never shuts out what its rule would find in any words", () => {
    const sentence = fc.array(fc.constantFrom("<Ad0=attackers>", "<I1=attack>", "<Idp2=breach>", "<Op3=bank>", "<Mp4=turla>", "<M5=ransomware>", "<D6=date>", "<X7=data>", "<T8=ransom>", "<Fp9=30million>", "<Nn10=hundreds>", "<R11=it>", "<K12=director>",
      "was", "by", "on", "of", "to", "that", "which", ",", "carried", "out", "hit", "used", "called", "behind", "stole", "paid", "said", "disclosed", "with", "claimed", "affected", "failed"), { maxLength: 12 });
    fc.assert(fc.property(sentence, (words) => isShutOut(words.join(" ")).length === 0), { numRuns: 500 });
  });
});
