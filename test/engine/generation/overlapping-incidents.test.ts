import { describe, expect, test } from "vitest";
import { generate } from "../../../src/engine/generation/generate.ts";
import { GROUPS, incidentFile, knowledgeOf } from "../../support/knowledge.ts";

describe("what is declared to overlap with an incident", () => {
  const event = (id: string, more = "") => `  - { id: ${id}, type: impact, name: outcome ${id}${more} }\n`;
  const had = (object: string) => `  - { id: had-${object}, subject: piggybacking, relation: has-impact, object: ${object}, modality: asserted, asserted_by: agencies, complete: objects, evidence: [{ source: press, quote: a quotation }] }\n`;
  const questionsWith = (more: string) => generate(knowledgeOf({
    "entities/groups.yaml": GROUPS,
    "incidents/2019-turla.yaml": incidentFile(had("one"), `entities:\n${event("one", more)}`),
    "incidents/2018-other.yaml": incidentFile(["two", "three", "four"].map(had).join("")).replace("id: piggybacking", "id: other").replaceAll("subject: piggybacking", "subject: other").replace("label: the piggybacking of 2019", "label: the other one")
      .replace("facts:", `entities:\n${event("two", ", overlaps: [piggybacking]")}${event("three")}${event("four")}facts:`),
  })).filter(({ facts }) => facts.includes("had-one"));

  test("is no wrong option about it", () => {
    const told = JSON.stringify(questionsWith(""));
    expect(told).toContain("utcome three");
    expect(told).not.toContain("utcome two");
  });

  test("is asked for in statements only, for its name tells it", () => {
    expect(questionsWith("").map(({ kind }) => kind)).toContain("single");
    expect(new Set(questionsWith(", overlaps: [piggybacking]").map(({ kind }) => kind))).toEqual(new Set(["true_false"]));
  });
});
