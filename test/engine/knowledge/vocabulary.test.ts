import { describe, expect, test } from "vitest";
import type { ContentRefused } from "../../../src/engine/knowledge/content.ts";
import { contentOf } from "../../support/knowledge.ts";

const relation = (changes: Record<string, unknown>) => JSON.stringify([{ id: "warned-by", domain: ["incident"], range: ["identity"], cardinality: "one", level: "recall", asks: { object: ["Who warned of {s}?"] }, truth: "{o} warned of {s}.", ...changes }]);
const problemsWith = (changes: Record<string, unknown>) => {
  try {
    contentOf({ "vocabulary/relations-own.yaml": relation(changes) });
    return "";
  } catch (error) {
    return (error as ContentRefused).message;
  }
};

describe("a vocabulary of one's own", () => {
  test("adds a relation", () => {
    expect(problemsWith({})).toBe("");
    expect(problemsWith({ forms: ["single", "short"], through: ["uses uses", "^uses"], clause: "was warned of by {o}", listed: { asks: {}, truth: "{by} lists {s} and {o}." }, order: { prompt: "Put them in order.", item: "{s} happens" } })).toBe("");
  });

  test.each([
    ["a stem without words", { asks: { object: [""] } }, /asks\.object\.0.*write the words/],
    ["a stem that holds what it asks for", { asks: { object: ["Did {o} warn of {s}?"] } }, /must not hold it/],
    ["a stem with an unknown placeholder", { asks: { object: ["Who warned {whom}?"] } }, /\{whom\} is no placeholder/],
    ["a truth that says half of the fact", { truth: "{s} was warned of." }, /name \{s\}, and \{o\} or \{when\}/],
    ["a prompt with a placeholder", { match: { prompt: "Match {s} with each." } }, /takes no placeholder/],
    ["a clause without its object", { clause: "was warned of" }, /name the object/],
    ["a path that is none", { through: ["uses  uses"] }, /"uses uses"/],
    ["a path over an unknown relation", { through: ["eats"] }, /eats is no relation/],
    ["a near relation that is unknown", { near: ["eats"] }, /eats is no relation/],
    ["a ban of something unknown", { banned: ["nobody"] }, /nobody is no entity/],
    ["a kind of question that is none", { forms: ["essay"] }, /forms\.0/],
    ["an id that is taken", { id: "uses" }, /the id uses is taken/],
  ])("is refused with its file and line for %s", (_what, changes, reason) => {
    const message = problemsWith(changes);
    expect(message).toMatch(/vocabulary\/relations-own\.yaml:1: /);
    expect(message).toMatch(reason);
  });

  test("nested too deep is refused in words", () => {
    expect(() => contentOf({ "vocabulary/relations-own.yaml": "[".repeat(20_000) })).toThrow(/relations-own\.yaml:1: /);
  });
});
