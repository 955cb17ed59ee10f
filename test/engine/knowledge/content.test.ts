import { describe, expect, test } from "vitest";
import { ContentRefused } from "../../../src/engine/knowledge/content.ts";
import { contentOf, GROUPS, incidentFile, shipped, TOOK_OVER } from "../../support/knowledge.ts";

const problemsOf = (files: Record<string, string>): string[] => {
  try {
    contentOf(files);
    return [];
  } catch (error) {
    if (error instanceof ContentRefused) return error.problems;
    throw error;
  }
};
const withFacts = (facts: string) => ({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(facts) });

describe("reading content", () => {
  test("takes a file that is right", () => {
    expect(problemsOf(withFacts(TOOK_OVER))).toEqual([]);
  });

  test("takes all that ships, with at least six incidents, and evidence, modality and a speaker on every fact", () => {
    const { content } = shipped();
    expect(content.incidents.length).toBeGreaterThanOrEqual(6);
    for (const fact of content.facts) {
      expect(fact.evidence.length, fact.id).toBeGreaterThan(0);
      expect(fact.modality, fact.id).toBeTruthy();
      expect(fact.asserted_by, fact.id).toBeTruthy();
    }
  });

  test.each([
    ["broken YAML", "  - id: [", /^incidents\/2019-turla\.yaml:\d+: /],
    ["an unknown word for a modality", TOOK_OVER.replace("assessed", "rumoured"), /^incidents\/2019-turla\.yaml:14: facts\.0\.modality: .*asserted/],
    ["a fact without evidence", TOOK_OVER.replace(/ {4}evidence.*\n/, ""), /^incidents\/2019-turla\.yaml:10: facts\.0\.evidence/],
    ["a relation that is not in the vocabulary", TOOK_OVER.replace("hijacked-tools-of", "stole-from"), /:12: stole-from is no relation/],
    ["an object that nobody has defined", TOOK_OVER.replace("object: oilrig", "object: nobody"), /:13: nobody is no entity/],
    ["an object of the wrong type", TOOK_OVER.replace("object: oilrig", "object: agencies"), /:13: agencies is of type identity, but the object of hijacked-tools-of is one of intrusion-set/],
    ["a date that is none", TOOK_OVER.replace("said: 2019-10", "said: 2019-13"), /:16: facts\.0\.said: write a date as/],
    ["a misspelt field", TOOK_OVER.replace("said:", "sayed:"), /:10: facts\.0: .*sayed/],
    ["a source that is not in the file", TOOK_OVER.replace("source: press", "source: gossip"), /:18: gossip is no source of this file/],
    ["an id that is taken", TOOK_OVER + TOOK_OVER, /:19: the id took-over is taken by incidents\/2019-turla\.yaml:10/],
  ])("refuses %s with file, line and reason", (_, facts, expected) => {
    const problems = problemsOf(withFacts(facts));
    expect(problems.join("\n")).toMatch(new RegExp(expected.source, "m"));
  });

  test("refuses a file that unfolds into a huge one", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    expect(problemsOf({ "entities/groups.yaml": bomb })[0]).toMatch(/^entities\/groups\.yaml:\d+: /);
  });
});
