import { expect, test } from "vitest";
import { buildKnowledge } from "../../../src/engine/knowledge/knowledge.ts";
import { namesNear, nearNamesOf } from "../../../src/engine/knowledge/near-names.ts";
import type { Entity } from "../../../src/engine/knowledge/entity.ts";

const entity = (id: string, name: string, aliases: string[] = []): Entity => ({ id, type: "malware", name, aliases, overlaps: [] });
const knowledge = buildKnowledge({ relations: [], facts: [], incidents: [], entities: [entity("a", "Petya"), entity("b", "NotPetya"), entity("c", "WannaCry"), entity("d", "WannaCri"), entity("e", "Duqu 2.0", ["Wannacr"]), entity("f", "Sality")] });
const near = nearNamesOf(knowledge);

test("names a slip away from each other are near, whatever else is known", () => {
  expect(namesNear(near, ["wannacry"])).toEqual(["wannacr", "wannacri"]);
  expect(namesNear(near, ["notpetya"])).toEqual([]);
});

test("short names are near nothing: no slip is forgiven in them", () => {
  expect(namesNear(near, ["petya"])).toEqual([]);
});

test("a name is not near itself, or another name of the same thing that is asked with it", () => {
  expect(namesNear(near, ["wannacry", "wannacri"])).toEqual(["wannacr"]);
});
