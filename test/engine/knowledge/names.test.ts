import { describe, expect, test } from "vitest";
import type { ContentRefused } from "../../../src/engine/knowledge/content.ts";
import { contentOf, shipped } from "../../support/knowledge.ts";

const refusal = (text: string) => {
  try {
    contentOf({ "names/groups.yaml": text });
  } catch (error) {
    return (error as ContentRefused).problems;
  }
  return [];
};

describe("the names that ship", () => {
  const { names } = shipped().content;
  const count = (type: string) => names.filter((list) => list.type === type).reduce((all, list) => all + list.names.length, 0);

  test("cover groups, programs, countries, organisations, posts and sectors", () => {
    expect([count("intrusion-set") >= 200, count("malware") >= 250, count("location") >= 150, count("identity") >= 150, count("role") + count("sector") >= 80]).toEqual([true, true, true, true, true]);
  });

  test("need a cue where they are short common words", () => {
    const safe = names.filter(({ type }) => type === "intrusion-set" || type === "malware").flatMap((list) => list.names.filter(({ tier }) => tier === "safe").map(({ name }) => name));
    expect(safe.filter((name) => ["Play", "Royal", "Akira", "Cuba", "Snake", "Hive", "Medusa", "Flame", "Zeus", "Predator", "Pegasus", "Anonymous", "Maze"].includes(name))).toEqual([]);
  });
});

describe("a list of names", () => {
  test("gives every name its tier", () => {
    expect(contentOf({ "names/groups.yaml": "type: intrusion-set\nnames:\n  - { name: Turla, also: [Waterbug], cue: [Snake] }\n" }).names[0]!.names[0]).toMatchObject({ name: "Turla", tier: "safe", also: ["Waterbug"], cue: ["Snake"] });
  });

  test.each([
    ["an unknown type", "type: gang\nnames:\n  - { name: Turla }\n", /^names\/groups\.yaml:1: type: /],
    ["an unknown tier", "type: intrusion-set\nnames:\n  - { name: Turla, tier: sure }\n", /^names\/groups\.yaml:3: names\.0\.tier: /],
    ["a key that does not exist", "type: intrusion-set\nnames:\n  - { name: Turla, country: russia }\n", /^names\/groups\.yaml:3: names\.0: .*country/],
    ["a name twice", "type: intrusion-set\nnames:\n  - { name: Turla, also: [Snake] }\n  - { name: Uroburos, also: [snake] }\n", /^names\/groups\.yaml:4: names\.1: the name snake stands under Turla already/],
    ["a name that YAML takes for something else", "type: intrusion-set\nnames:\n  - { name: 1337 }\n", /^names\/groups\.yaml:3: names\.0\.name: write it in quotation marks/],
    ["no name", "type: intrusion-set\nnames: []\n", /give at least one name/],
  ])("is refused with file, line and reason for %s", (_what, text, problem) => {
    expect(refusal(text)).toEqual([expect.stringMatching(problem)]);
  });
});
