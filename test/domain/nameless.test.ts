import { describe, expect, test } from "vitest";
import { draftOf } from "../../src/domain/drafted-facts.ts";
import { isNameless } from "../../src/domain/nameless.ts";
import { candidatesOf } from "../support/extraction.ts";

const INCIDENT = { slug: "northfield", label: "the break-in at Northfield Hospital" };
const draftsOf = (text: string) => candidatesOf(text).map((candidate) => draftOf(candidate, { publisher: "The Press" }, INCIDENT));

describe("words that mean nothing outside their article", () => {
  test.each([["the group", "threat-actor"], ["a group", "threat-actor"], ["its customers", "identity"], ["someone", "identity"], ["the company", "organisation"], ["The company", "organisation"], ["a new version", "malware"], ["it", "identity"], ["one of the servers", "infrastructure"]])("are no name: %s", (text, type) => {
    expect(isNameless(text, type)).toBe(true);
  });

  test.each([["the Turla group", "threat-actor"], ["Iranian hackers", "threat-actor"], ["the FBI", "identity"], ["The Guardian", "organisation"], ["an employee", "identity"], ["hospitals", "identity"], ["two US officials", "group"], ["the names of customers", "data-class"], ["the 2018 Winter Olympics", "event"], ["a gang called Rhysida", "threat-actor"]])("are not: %s", (text, type) => {
    expect(isNameless(text, type)).toBe(false);
  });

  test("are to be said by a person: who did it, to whom, and who says so", () => {
    expect(draftsOf("The hospital was hit by the group, the company said.").map(({ subject, object, by }) => [subject.text, object.text, by.text])).toEqual([["", "", ""]]);
  });
});

describe("what attackers without a name did", () => {
  test("is the incident's, also where they are taken up again", () => {
    const drafts = draftsOf("The attackers broke into Northfield Hospital. Later the attackers used Ryuk.");
    expect(drafts.filter(({ relation }) => relation === "uses").map(({ subject }) => subject.entity)).toEqual(["northfield"]);
  });

  test("is not where it is told of another attack: a person says which", () => {
    const drafts = draftsOf("Northfield Hospital was hit by a cyber-attack in May 2019.\nA similar attack hit a port. The attackers demanded $5 million, and Turla was behind that attack.");
    expect(drafts.filter(({ relation }) => /ransom|attributed/.test(relation)).map(({ subject }) => [subject.type, subject.entity])).toEqual([["incident", ""], ["incident", ""]]);
  });

  test("is where it is called as the incident is", () => {
    const text = "Northfield Hospital was hit by a cyber-attack in May 2019.\nTurla was behind the SamSam outbreak and a secret attack on Iran.";
    const [draft] = candidatesOf(text).filter(({ relation, subject }) => relation === "attributed-to" && subject.text.includes("SamSam")).map((candidate) => draftOf(candidate, { publisher: "The Press" }, { slug: "samsam", label: "the SamSam attacks of 2018" }));
    expect(draft!.subject.entity).toBe("samsam");
  });
});
