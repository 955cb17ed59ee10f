import { describe, expect, test } from "vitest";
import { isBoilerplate } from "../../../src/engine/extraction/boilerplate.ts";
import { splitSentences } from "../../../src/engine/extraction/sentences.ts";

const texts = (text: string) => splitSentences(text).map((sentence) => sentence.text);

describe("cutting a text into sentences", () => {
  test("ends at a full stop, and at the end of a line", () => {
    expect(texts("It fell. It rose.\nA headline\nMore.")).toEqual(["It fell.", "It rose.", "A headline", "More."]);
  });

  test.each(["The U.S. Treasury acted.", "It fell on Dec. 27 at night.", "Mr. Young refused.", "Acme Inc. paid.", "Bernard C. Young refused."])("is not misled by an abbreviation: %s", (sentence) => {
    expect(texts(sentence)).toEqual([sentence]);
  });

  test("joins lines that a program broke", () => {
    expect(texts("The attackers broke into the network of the bank\nand stole the records of its customers.")).toHaveLength(1);
    expect(texts("A short heading\nand a line")).toHaveLength(2);
  });

  test("gives offsets into the text", () => {
    const text = "  It fell.  It rose.\n\n More. ";
    expect(splitSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual(["It fell.", "It rose.", "More."]);
  });
});

describe("a line", () => {
  test.each(["Do you know all about security? Try our quiz!", "Suspended prison sentence for a man who lied, after his false…", "Sign up for our newsletter", "Welcome to the podcast: tech in 2025!", "Read more: the port asks for time", "We use cookies."])("belongs to the page: %s", (line) => {
    expect(isBoilerplate(line)).toBe(true);
  });

  test.each(["Iran has been attacked.", "The attackers sent a newsletter with malware to 4,000 subscribers, the police said.", "The hospital shared a photo of the note."])("belongs to the article: %s", (line) => {
    expect(isBoilerplate(line)).toBe(false);
  });
});
