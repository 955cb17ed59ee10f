import { describe, expect, test } from "vitest";
import { factFrom, type Ground } from "../../src/domain/accepted-facts.ts";
import { draftOf } from "../../src/domain/drafted-facts.ts";
import type { Known } from "../../src/domain/resolving-names.ts";
import { candidatesOf } from "../support/extraction.ts";
import { shipped } from "../support/knowledge.ts";

const { content } = shipped();
const INCIDENT = { slug: "northfield", label: "the break-in at Northfield Hospital" };
const ARTICLE = { publisher: "The Press", published: "2019-12-16" };

function accepted(text: string, relation: string) {
  const candidate = candidatesOf(text).find((each) => each.relation === relation)!;
  const ground: Ground = { candidate, article: { ...ARTICLE, text }, incident: INCIDENT, source: "press", facts: new Set() };
  const known: Known = { entities: content.entities, incidents: new Set([INCIDENT.slug]), taken: new Set(), made: [] };
  return factFrom(draftOf(candidate, ARTICLE, INCIDENT), ground, known, content.relations);
}

describe("a fact that is accepted as it was found", () => {
  test("bears the date of the article where the article itself says it", () => {
    expect(accepted("Northfield Hospital was hit by a cyber-attack in May 2019. Turla was behind the attack.", "attributed-to")).toMatchObject({ asserted_by: "the-press", said: "2019-12-16" });
  });

  test("bears no date of another one's words, which may be years older", () => {
    const fact = accepted("Northfield Hospital was hit by a cyber-attack in May 2017. The FBI said that Turla was behind the attack.", "attributed-to");
    expect([fact.asserted_by, fact.said]).toEqual(["fbi", undefined]);
  });
});
