import { describe, expect, test } from "vitest";
import { candidatesOf, said } from "../../support/extraction.ts";

describe("reading strictly", () => {
  test.each([
    ["The clinic reported the attack to the police.", "disclosed-by"],
    ["X-rays and CT scans have been taken offline.", "compromised-data"],
    ["The regulator issued a notice of its intention to fine the airline.", "has-objective"],
    ["The backdoor moves through infected networks and gathers secrets.", "spread-by"],
    ["The incident occurred when two laptops for the June 2009 local election were stolen.", "occurred-on"],
    ["Several packages in the JavaScript ecosystem were infected with a backdoor.", "uses"],
    ["The maximum fine of £500,000 was not imposed.", "fined"],
    ["The shop lost $3 million last year.", "caused-loss"],
    ["The airline could be fined £5 million.", "fined"],
    ["We help those whose information has been accessed.", "compromised-data"],
    ["He was charged with the hack of computer systems in May.", "targets"],
    ["Some of an estimated 197,000 records were accessed.", "compromised-data"],
    ["None of the 40 branches was hit, and some of 30 servers were encrypted.", "affected-count"],
  ])("finds nothing of this sort: %s", (text, relation) => {
    expect(candidatesOf(text).filter((candidate) => candidate.relation === relation)).toEqual([]);
  });

  test.each([
    "Was Lazarus Group behind the attack?", "“Did the attackers steal passport numbers?” he asked.", "The attackers could have stolen passport numbers.", "Turla may have hijacked tools used by Iranian hackers.", "The breach might also have exposed the bank details of 900 customers.",
  ])("takes nothing for a fact that is only asked or only possible: %s", (text) => {
    expect(candidatesOf(text).filter(({ relation }) => !/^(?:is-a|originates-from|part-of|holds-role)$/.test(relation))).toEqual([]);
  });

  test("still takes what was able to happen and what was found", () => {
    expect(said("The attackers stole passport numbers, and nobody knows what they may do with them.")).toContain("The attackers | compromised-data | passport numbers");
  });

  test("asks of which year a month is once another year was told of, and counts nothing from an unknown day", () => {
    const found = candidatesOf("The clinic was hit by ransomware in May 2017. It said in October that the attack would cost it $2 million. Two weeks later the attackers deployed Ryuk.");
    expect(found.map(({ relation, when }) => [relation, when?.date, when?.ambiguous])).toEqual(expect.arrayContaining([["caused-loss", "2019-10", true], ["uses", undefined, undefined]]));
  });

  test("takes the victim and not the town that it is in", () => {
    expect(said("Northfield Medical Center in Boston suffered a cyberattack.")).toEqual(["a cyberattack | targets | Northfield Medical Center"]);
  });

  test("ends an effect where the sentence goes on about the attack", () => {
    expect(said("A scam that led to a false payment being made to a stranger has cost the director his job.")).toEqual(["A scam | has-impact | led to a false payment being made to a stranger"]);
  });

  test("finds a fact once, in words that can stand alone", () => {
    const found = candidatesOf("The personal data of 500,000 customers was stolen by hackers.");
    expect(found.map(({ relation, quote }) => `${relation}: ${quote}`)).toEqual([
      "affected-count: The personal data of 500,000 customers was stolen",
      "compromised-data: The personal data of 500,000 customers was stolen by hackers",
    ]);
  });
});

describe("what an article says of what came of it", () => {
  const value = (text: string, relation: string) => candidatesOf(text).find((candidate) => candidate.relation === relation)?.object.value;

  test.each([
    ["The authority has imposed a £100,000 administrative fine on a shop.", "fined", { money: 100_000, currency: "GBP" }],
    ["The clinic was fined £60,000 after losing a laptop.", "fined", { money: 60_000, currency: "GBP" }],
    ["The penalty, of £100,000, was issued to the council.", "fined", { money: 100_000, currency: "GBP" }],
    ["He was sentenced to 21 months in prison for his part.", "prison-term", { number: 21, unit: "months" }],
    ["She was sentenced on Friday in a London court to three years in prison.", "prison-term", { number: 3, unit: "years" }],
    ["A judge sentenced the hacker to 10 years in prison.", "prison-term", { number: 10, unit: "years" }],
    ["The ICO fined British Airways £20 million.", "fined", { money: 20_000_000, currency: "GBP" }],
    ["The attack cost MGM $100 million.", "caused-loss", { money: 100_000_000, currency: "USD" }],
    ["The breach has cost Equifax $1.4 billion.", "caused-loss", { money: 1_400_000_000, currency: "USD" }],
    ["MGM agreed to pay $45 million to settle lawsuits.", "settled-for", { money: 45_000_000, currency: "USD" }],
    ["The attackers demanded 9,000 bitcoin to restore the files.", "ransom-demanded", { money: 9000, currency: "BTC" }],
    ["The company lost 41.9 million euros as a result of the attack.", "caused-loss", { money: 41_900_000, currency: "EUR" }],
    ["The exchange was hacked and about $10 million in customer funds was stolen.", "caused-loss", { money: 10_000_000, currency: "USD", comparator: "about" }],
    ["Some 30 servers at the hospital were encrypted last week.", "affected-count", { number: 30, unit: "servers", comparator: "about" }],
    ["A memory stick containing the names and bank details of 1,385 residents has been lost by the council.", "affected-count", { number: 1385, unit: "residents" }],
    ["The attack was launched by a gang and took place between October 2002 and March 2003.", "occurred-on", { date: "2002-10/2003-03" }],
  ])("is found: %s", (text, relation, expected) => {
    expect(value(text, relation)).toEqual(expected);
  });

  test.each([
    ["A memory stick containing the names and bank details of 1,385 residents has been lost by the council.", "bank details"],
    ["The firm was fined for the loss of a laptop which contained health records.", "health records"],
    ["A contractor has lost a laptop containing the personal details of 3,000 people.", "personal details"],
  ])("is the data that was on a thing that is gone: %s", (text, data) => {
    expect(candidatesOf(text).filter(({ relation }) => relation === "compromised-data").map(({ object }) => object.text).join()).toContain(data);
  });

  test.each([
    ["LockBit claimed responsibility.", "claimed-by", "LockBit"], ["The FBI blamed the Wizard Spider gang.", "attributed-to", "the Wizard Spider gang"], ["Mandiant attributes the attack to a group it tracks as UNC9911.", "attributed-to", "UNC9911"],
    ["The attackers exploited a vulnerability in MOVEit Transfer.", "exploits", "a vulnerability in MOVEit Transfer"], ["The breach was discovered by Mandiant on 10 September 2019.", "noticed-by", "Mandiant"],
    ["Caesars said that the intrusion began with an attack on an outsourced IT support vendor.", "targets", "an outsourced IT support vendor"],
  ])("is told to its end, and no further: %s", (text, relation, words) => {
    expect(candidatesOf(text).filter((candidate) => candidate.relation === relation).map(({ object }) => object.text)).toEqual([words]);
  });

  test.each([["Multi-factor authentication was not enabled.", "Multi-factor authentication"], ["The laptop had a password, but the information was not encrypted.", "encrypted"], ["The bank did not install updates to its mail server.", "install updates to its mail server"]])("is what had not been done: %s", (text, missing) => {
    expect(candidatesOf(text).find(({ relation }) => relation === "failed-control")).toMatchObject({ object: { text: missing }, polarity: "positive" });
  });
});
