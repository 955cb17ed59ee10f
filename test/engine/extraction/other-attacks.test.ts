import { describe, expect, test } from "vitest";
import { candidatesOf } from "../../support/extraction.ts";

const LEAD = "Hackers broke into the network of Northfield Hospital on 3 May 2019.\nThe attack was detected by its staff.\n";
/** The ends of what the text says that are of an attack, and whether that may be another one than the article is about. */
const attacks = (text: string) => candidatesOf(LEAD + text).flatMap(({ subject, object }) => [subject, object]).filter(({ type, start }) => type === "incident" && start >= LEAD.length).map(({ text: words, another }) => [words, another === true]);

describe("what is told of an attack", () => {
  test.each([
    ["The attack has been attributed to Turla.", "The attack"], ["Turla was behind the cyber-attack.", "the cyber-attack"], ["The breach would cost the hospital $2 million.", "The breach"],
    ["The attackers demanded $5 million.", "The attackers demanded"], ["Turla was behind the Northfield attack.", "the Northfield attack"],
  ])("is of the one that the article is about: %s", (text, words) => {
    expect(attacks(text)).toContainEqual([words, false]);
  });

  test.each([
    ["A similar attack has been attributed to Turla.", "A similar attack"], ["Turla was behind another attack on a port.", "another attack on a port"], ["Iran has been blamed for cyberattacks against Western banks.", "cyberattacks against Western banks"],
    ["Turla was behind the SamSam outbreak that affected 200 organisations.", "the SamSam outbreak"], ["Turla was behind the 2017 attack on a forum.", "the 2017 attack on a forum"],
    ["In 2015 the attack hit a bank. Turla was behind that attack.", "that attack"],
    ["A similar attack hit a port. The attackers demanded $5 million.", "The attackers demanded"],
  ])("may be of another one: %s", (text, words) => {
    expect(attacks(text)).toContainEqual([words, true]);
  });

  test("is of the article's own again in the next paragraph", () => {
    expect(attacks("A similar attack hit a port.\nThe attackers demanded $5 million.")).toContainEqual(["The attackers demanded", false]);
  });
});
