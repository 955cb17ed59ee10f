import { expect, test } from "vitest";
import { draftOf } from "../../src/domain/drafted-facts.ts";
import { candidatesOf } from "../support/extraction.ts";

const objectOf = (text: string, relation: string) => candidatesOf(text).filter((each) => each.relation === relation).map((each) => draftOf(each, { publisher: "The Press" }, { slug: "x", label: "the attack on x" }).object.text)[0];

test.each([
  ["The attack forced the company to shut down its pipeline.", "has-impact", "it forced the company to shut down its pipeline"],
  ["The strike did reportedly impact physical hardware.", "has-impact", "it impacted physical hardware"],
  ["The attack forces the port to close.", "has-impact", "it forces the port to close"],
  ["The attack led to delays at the port.", "has-impact", "it led to delays at the port"],
  ["The attack sought to disrupt elections in Estonia.", "has-objective", "to disrupt elections in Estonia"],
  ["The attack took aim at the ability of Iran to spread propaganda.", "has-objective", "to strike at the ability of Iran to spread propaganda"],
  ["The laptop was not encrypted.", "failed-control", "encryption"],
  ["The systems were not protected by multi-factor authentication.", "failed-control", "protection by multi-factor authentication"],
  ["The bank did not install updates to its mail server.", "failed-control", "installing updates to its mail server"],
  ["Multi-factor authentication was not enabled on the account.", "failed-control", "multi-factor authentication"],
  ["Hospital spokeswoman Dana Ruiz said that the attack was over.", "holds-role", "hospital spokeswoman"],
  ["Microsoft president Brad Smith said that the attack was over.", "holds-role", "Microsoft president"],
  ["The macro installed the Emotet trojan on the servers.", "is-a", "a trojan"],
  ["The attackers used the Ryuk ransomware.", "is-a", "ransomware"],
])("a fact is told in words that a sentence can take: %s", (text, relation, words) => {
  expect(objectOf(text, relation)).toBe(words);
});
