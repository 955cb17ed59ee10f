import { describe, expect, test } from "vitest";
import { gistOf, likeness, sketchOf } from "../../../src/engine/questions/likeness.ts";
import { endsOf, searchedText, soughtTerms } from "../../../src/engine/questions/searched.ts";
import { normalisedTag, tagsIn } from "../../../src/engine/questions/tagging.ts";
import { choice } from "../../support/questions.ts";

const one = choice("Which group used the servers of the Iranian group OilRig in 2019?", ["*Turla", "APT28"]);
const alike = (stem: string, texts = ["*Turla", "Lazarus"]) => likeness(gistOf(one), gistOf(choice(stem, texts)));

describe("questions are alike", () => {
  test("with other signs, cases and orders of words", () => {
    expect(alike("In 2019, which GROUP used the servers of the iranian group “OilRig”?")).toEqual({ likeness: 1, sameKey: true });
  });

  test("with a word more, as long as the key is the same", () => {
    expect(alike("Which group used the servers of the Iranian hackers OilRig in 2019?").likeness).toBeGreaterThan(0.8);
    expect(alike("Which hackers quietly used the servers of the Iranian group OilRig in 2019?", ["*Lazarus", "Turla"]).likeness).toBe(0);
  });

  test("with another key, when they ask the very same, and that is told", () => {
    expect(alike("Which group used the servers of the Iranian group OilRig in 2019?", ["*Lazarus", "Turla"])).toEqual({ likeness: 1, sameKey: false });
  });

  test("and share a band of their sketches; strangers do not", () => {
    const shared = (stem: string) => sketchOf(gistOf(choice(stem, ["*Turla", "x"]))).filter((band) => sketchOf(gistOf(one)).includes(band)).length;
    expect(shared("In 2019, which group used the servers of the Iranian group OilRig?")).toBe(8);
    expect(shared("Which group used the servers of the Iranian hackers OilRig in 2019?")).toBeGreaterThan(0);
    expect(shared("What should you do when a stranger calls about an invoice?")).toBe(0);
  });
});

describe("the words of a question", () => {
  test("are those of its name, stem, options and tags, without markup, and not of its feedback", () => {
    const text = searchedText(choice("<b>Wer</b> war es?", ["*Müller & Söhne", "APT28"], { name: "Nr. 7", explanation: "Geheim." }), ["Straße"]);
    expect(text.split(/ [\uE000] /u)).toEqual(["nr 7", "wer war es", "muller sohne", "apt28", "strasse", "nr 7", "wer war es", "mueller soehne", "apt28", "strasse"]);
    expect(endsOf("phish a 42")).toEqual(["hish", "ish", "sh"]);
  });

  test("are sought as parts of words, phrases and letters that stand alone, however they are typed", () => {
    expect(soughtTerms(" MULLER,  muller plan b \"*' ")).toEqual([[{ within: ["muller"] }], [{ within: ["plan"] }], [{ word: "b" }]]);
    expect(soughtTerms("für e-mail")).toEqual([[{ within: ["fur"] }, { within: ["fuer"] }], [{ phrase: ["e", "mail"] }, { within: ["email"] }]]);
    expect(soughtTerms('„Spear phishing“ "in the wild')).toEqual([[{ phrase: ["spear", "phishing"] }], [{ phrase: ["in", "the", "wild"] }]]);
    expect(soughtTerms("''*")).toEqual([]);
  });
});

describe("a tag", () => {
  test("is the same however it is typed", () => {
    expect(["#Phishing", " phishing ", "PHISHING"].map(normalisedTag)).toEqual(["phishing", "phishing", "phishing"]);
    expect(tagsIn("Onboarding, #2024;  supply   chain,,")).toEqual(["onboarding", "2024", "supply chain"]);
  });
});
