import { describe, expect, test } from "vitest";
import { candidatesOf, said } from "../../support/extraction.ts";

const one = (text: string, relation: string) => candidatesOf(text).find((candidate) => candidate.relation === relation);

describe("reading an article", () => {
  test.each([
    ["The hackers carried out an attack on the bank. Turla carried out a cyber-attack on Iran.", "a cyber-attack on Iran | attributed-to | Turla"],
    ["An attempted cyber-attack had targeted Iran's nuclear facilities.", "An attempted cyber-attack | targets | Iran's nuclear facilities"],
    ["The attack hit the council, two hospitals and the Post Office.", "The attack | targets | the Post Office"],
    ["Hackers used Mimikatz and Cobalt Strike to move around.", "Hackers | uses | Cobalt Strike"],
    ["WannaCry exploited CVE-2017-0144 in Windows.", "WannaCry | exploits | CVE-2017-0144"],
    ["Conti claimed responsibility for the attack.", "the attack | claimed-by | Conti"],
    ["Equifax disclosed a breach on 7 September 2017.", "a breach | disclosed-on | on 7 September 2017"],
    ["The Justice Department charged two Russian men.", "two Russian men | indicted-by | The Justice Department"],
    ["Sandworm, a unit of the GRU, struck again.", "Sandworm | sponsored-by | the GRU"],
    ["The attack affected 147 million people.", "The attack | affected-count | 147 million people"],
    ["The attack caused losses of £92m.", "The attack | caused-loss | £92m"],
    ["The NCSC, which is part of GCHQ, gave advice.", "The NCSC | part-of | GCHQ"],
    ["Paul Chichester, director of operations for the NCSC, spoke.", "Paul Chichester | holds-role | director of operations for the NCSC"],
    ["The SamSam ransomware outbreak grew.", "The SamSam ransomware outbreak | uses | SamSam"],
    ["They found a new version of the Stuxnet malware.", "a new version | variant-of | the Stuxnet malware"],
    ["The Russian Turla group was seen.", "Turla | originates-from | Russian"],
    ["The missile attack on the port took place on 14 September.", "The missile attack on the port | occurred-on | on 14 September"],
  ])("finds what it says: %s", (text, fact) => {
    expect(said(text)).toContain(fact);
  });

  test("quotes exactly, from the article as it was given", () => {
    const text = "\ufeffLast year “Turla”  carried out a cyber\u00ad-attack on Co\u0301te\u0301 Bank.\r\nMore.";
    const candidates = candidatesOf(text);
    expect(candidates.length).toBeGreaterThan(0);
    for (const { quote, start, end, subject, object } of candidates) {
      expect(quote).toBe(text.slice(start, end));
      for (const slot of [subject, object]) expect(slot.text).toBe(text.slice(slot.start, slot.end));
    }
  });

  test("takes no fact from what belongs to the page", () => {
    expect(said("Turla carried out an attack on Iran, after its false…\nTry our quiz: Turla carried out an attack on Iran!")).toEqual([]);
  });

  test("links what the knowledge base knows", () => {
    const { subject, object } = one("The NCSC, which is part of GCHQ, gave advice.", "part-of")!;
    expect([subject.entity, object.entity, subject.type]).toEqual(["ncsc", "gchq", "identity"]);
  });

  test("gives figures and dates as values", () => {
    expect(one("The attack caused losses of more than $30 million.", "caused-loss")!.object.value).toEqual({ money: 30_000_000, currency: "USD", comparator: "more than" });
    expect(one("The attack affected hundreds of organisations.", "affected-count")!.object.value).toEqual({ number: 200, unit: "organisations", comparator: "at least" });
    expect(one("An attack on the bank on 14 September failed.", "occurred-on")!.object.value).toEqual({ date: "2019-09-14" });
  });

  test("gives the same for the same", () => {
    const text = "Turla and Conti hit Iran, Iraq and the NCSC in May, officials said. The attack cost £3m.";
    expect(candidatesOf(text)).toEqual(candidatesOf(text));
  });
});

describe("who says it, and how surely", () => {
  test.each([
    ["Turla carried out an attack on Iran.", "asserted", "The Press"], ["Iran claimed that Turla had carried out an attack on the bank.", "claimed", "Iran"], ["Turla reportedly carried out an attack on Iran.", "reported", "The Press"],
    ["Turla is believed to have carried out an attack on Iran.", "assessed", "The Press"], ["US intelligence agencies said Turla had carried out an attack on Iran.", "assessed", "US intelligence agencies"], ["Prosecutors alleged that Turla had carried out an attack on Iran.", "alleged", "Prosecutors"],
    ["Turla carried out an attack on Iran, the BBC reported.", "reported", "the BBC"], ["According to Symantec, Turla carried out an attack on Iran.", "assessed", "Symantec"],
  ])("%s", (text, modality, by) => {
    const { modality: found, asserted_by } = one(text, "attributed-to")!;
    expect([found, asserted_by.text]).toEqual([modality, by]);
  });

  test("is the publisher for what is told in passing", () => {
    expect(one("Iran claimed that the Russian Turla group had attacked it.", "originates-from")).toMatchObject({ modality: "asserted", asserted_by: { publisher: true } });
  });

  test("turns round with a negation and with a denial", () => {
    expect(said("Conti did not carry out the attack on Iran.")).toContain("the attack on Iran | not attributed-to | Conti");
    expect(one("Russia denied that Turla had carried out an attack on Iran.", "attributed-to")!.polarity).toBe("negative");
    expect(one("The attack hit not only Iran but the bank.", "targets")?.polarity).not.toBe("negative");
  });

  test("leaves out what is doubted", () => {
    expect(said("There is no evidence that Turla carried out an attack on Iran.")).not.toContain("an attack on Iran | attributed-to | Turla");
    expect(said("It is unclear whether Turla carried out an attack on Iran.")).not.toContain("an attack on Iran | attributed-to | Turla");
  });

  test("is superseded by a correction", () => {
    const facts = said("A major cyber-attack hit the council. The attacker was identified by experts as Iran, or more accurately a group connected to the Revolutionary Guards.");
    expect(facts).toContain("A major cyber-attack | attributed-to | a group connected to the Revolutionary Guards");
    expect(facts).not.toContain("A major cyber-attack | attributed-to | Iran");
  });
});

describe("what a phrase refers to", () => {
  test.each([
    ["a definite phrase with the same head in the previous sentence", "Iran fended off a second cyber-attack. The attack targeted the bank.", "a second cyber-attack | targets | the bank"],
    ["the attacker right after an attack", "A cyber-attack hit the council. The attacker was identified as Turla.", "A cyber-attack | attributed-to | Turla"],
    ["a name beside it", "Rhysida, the group that claimed responsibility for the attack, asked for money.", "the attack | claimed-by | Rhysida"],
  ])("is settled for %s", (_case, text, fact) => {
    expect(said(text)).toContain(fact);
  });

  test("is settled for he after a single person, and stays open after two", () => {
    expect(candidatesOf("Paul Chichester spoke. He said that Turla carried out an attack on Iran.")[0]!.asserted_by.text).toBe("Paul Chichester");
    expect(candidatesOf("Paul Chichester met Robert Mueller. He said that Turla carried out an attack on Iran.")[0]!.asserted_by.text).toBe("He");
  });

  test("stays open where it is not safe", () => {
    const text = "A breach hit the bank. A hack hit the council. They encrypted the servers.";
    expect(one(text, "has-impact")!.subject.open).toBe(true);
    expect(one("The company said it had been hit by a ransomware attack.", "targets")?.object.open ?? true).toBe(true);
  });

  test("is not settled where two would fit", () => {
    expect(said("A cyber-attack hit Iran and a second attack hit Iraq. The attack targeted the bank.")).toContain("The attack | targets | the bank");
  });
});
