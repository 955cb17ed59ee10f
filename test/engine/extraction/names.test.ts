import { describe, expect, test } from "vitest";
import { findFigures } from "../../../src/engine/extraction/figures.ts";
import { findMentions } from "../../../src/engine/extraction/mentions.ts";
import { tokenise } from "../../../src/engine/extraction/tokens.ts";
import { gazetteer } from "../../support/extraction.ts";

const mentions = (text: string) => findMentions(text, tokenise(text), { gazetteer, published: "2019-12-16", seen: new Set() });
const names = (text: string) => mentions(text).map(({ text: name, type, kind }) => `${name}: ${kind === "person" || kind === "organisation" ? kind : type}`);

describe("names in a sentence", () => {
  test("that are safe are found wherever they stand", () => {
    expect(names("Turla and Lazarus Group used WannaCry in Iran.")).toEqual(["Turla: intrusion-set", "Lazarus Group: intrusion-set", "WannaCry: malware", "Iran: location"]);
  });

  test("that are common words need a cue beside them", () => {
    expect(names("They saw Medusa, Akira and Pegasus.").filter((name) => /intrusion-set|malware/.test(name))).toEqual([]);
    expect(names("Then the Play ransomware and the Snake malware came.")).toEqual(["Play: malware", "Snake: malware"]);
    expect(names("It hit Georgia Smith and a bank in Georgia.").at(-1)).toBe("Georgia: location");
  });

  test("that a group shares with its program are told apart by what follows", () => {
    expect(names("the DarkSide ransomware").at(0)).toBe("DarkSide: malware");
    expect(names("the DarkSide ransomware gang").at(0)).toBe("DarkSide: intrusion-set");
    expect(names("NetWalker, a ransomware that").at(0)).toBe("NetWalker: malware");
  });

  test("in capitals must be written so", () => {
    expect(names("the US hit us, and who told the WHO?")).toEqual(["US: location", "WHO: organisation"]);
  });

  test("of states come with adjectives and seats of government", () => {
    expect(mentions("Iranian hackers, said the Kremlin and Tehran").map(({ name }) => name)).toEqual(["Iran", "Russia", "Iran"]);
  });

  test("of people are whole, without their titles", () => {
    expect(names("Telecoms minister Mohammad Javad Azari-Jahromi tweeted.").at(-1)).toBe("Mohammad Javad Azari-Jahromi: person");
    expect(names("Mr Paul Chichester said so.")).toContain("Paul Chichester: person");
  });

  test.each(["the Ministry of Foreign Affairs", "Acme Widgets Ltd", "the US Justice Department", "the University of Utrecht", "Northern Lincolnshire Hospital", "the Port of San Diego"])("of organisations are known by their shape: %s", (name) => {
    expect(names(`An attack hit ${name} at night.`)).toEqual([`${name.replace(/^the /, "")}: organisation`]);
  });

  test("link to the entities of the knowledge base", () => {
    expect(mentions("the NCSC and Turla").map(({ entity }) => entity)).toEqual(["ncsc", "turla"]);
  });
});

describe("figures in a sentence", () => {
  test.each([
    ["more than $30 million", { money: 30_000_000, currency: "USD", comparator: "more than" }], ["£24m", { money: 24_000_000, currency: "GBP" }], ["75 bitcoin", { money: 75, currency: "BTC" }], ["nearly 2.5 billion euros", { money: 2.5e9, currency: "EUR", comparator: "nearly" }],
    ["hundreds of", { number: 200, unit: "things", comparator: "at least" }], ["429,612", { number: 429_612, unit: "things" }], ["about 147 million", { number: 147_000_000, unit: "things", comparator: "about" }],
  ])("%s", (text, value) => {
    expect(findFigures(`It was ${text} people.`).map((mention) => mention.value)).toEqual([value]);
  });

  test.each(["in 2019", "20 per cent", "version 3.2.1"])("are none: %s", (text) => {
    expect(findFigures(text)).toEqual([]);
  });
});
