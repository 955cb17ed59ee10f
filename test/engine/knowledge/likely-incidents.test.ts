import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { likelyIncidents } from "../../../src/engine/knowledge/likely-incidents.ts";
import { shipped } from "../../support/knowledge.ts";

const annotated = (name: string) => likelyIncidents(readFileSync(`test/engine/extraction/articles/${name}.txt`, "utf8"), shipped().content);

describe("the incidents that an article may be about", () => {
  test.each([["colonial-pipeline", "colonial-pipeline-attack"], ["vastaamo", "vastaamo-extortion"]])("in %s begin with %s", (article, incident) => {
    expect(annotated(article)[0]).toBe(incident);
  });

  test.each(["moveit", "norsk-hydro", "baltimore"])("in %s are none of ours", (article) => {
    expect(annotated(article)).toEqual([]);
  });

  test("are told by names, as they are written, and not by common words", () => {
    const known = shipped().content;
    expect(likelyIncidents("The target was hit. A colonial worm broke out, and they were wanted.", known)).toEqual([]);
    expect(likelyIncidents("", known)).toEqual([]);
    expect(likelyIncidents("Anything", { incidents: [], facts: [], entities: [] })).toEqual([]);
    expect(likelyIncidents("Gwent was hit", { incidents: [{ id: "gwent", label: "the attack on Gwent" }], facts: [], entities: [] })).toEqual(["gwent"]);
  });
});
