import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesBetween } from "../../../src/engine/questions/changes.ts";
import { wordChanges } from "../../../src/engine/questions/word-changes.ts";
import { choice, question } from "../../support/questions.ts";
import { EVERY_KIND, SPOT } from "../../support/every-kind.ts";

const words = fc.array(fc.oneof(fc.constantFrom("the", "key", "Turla", " ", "  ", ",", ".", "é", "\n"), fc.string({ unit: "binary" })), { maxLength: 60 }).map((parts) => parts.join(""));
const read = (stretches: ReturnType<typeof wordChanges>, left: "added" | "removed") => stretches.filter(({ kind }) => kind !== left).map(({ text }) => text).join("");

describe("the words that changed", () => {
  test("give both texts back, whatever they are", () => {
    fc.assert(fc.property(words, words, (before, after) => {
      const stretches = wordChanges(before, after);
      expect([read(stretches, "added"), read(stretches, "removed")]).toEqual([before, after]);
    }));
  });

  test("are none between equal texts, and whole words between others", () => {
    expect(wordChanges("Who was it?", "Who was it?")).toEqual([{ kind: "same", text: "Who was it?" }]);
    expect(wordChanges("Who was hit in 2019?", "Who was attacked in 2019?")).toEqual([
      { kind: "same", text: "Who was " }, { kind: "removed", text: "hit" }, { kind: "added", text: "attacked" }, { kind: "same", text: " in 2019?" },
    ]);
    expect(wordChanges("a lone wolf did it", "two old bears did it").map(({ kind }) => kind)).toEqual(["removed", "added", "same"]);
  });

  test("are told in time of texts that have nothing in common", () => {
    const [before, after] = ["a ".repeat(4_000), "b ".repeat(4_000)];
    expect(read(wordChanges(before, after), "removed")).toBe(after);
  });
});

describe("what changed in a question", () => {
  const before = choice("Who was it?", ["Turla", "*OilRig", "APT28"]);

  test("is said of the key by its letters", () => {
    const after = choice("Who was it?", ["Turla", "OilRig", "*APT28"]);
    expect(changesBetween(before, after).said).toEqual([{ key: "changes.key", values: { from: "B (OilRig)", to: "C (APT28)" } }]);
  });

  test("is told text by text, with what came and went", () => {
    const after = { ...before, stem: "Who was it then?", explanation: "Because of the tools.", options: [...before.options.slice(0, 2), { id: "d", text: "Sandworm", correct: false, feedback: "No." }] };
    const { texts, said } = changesBetween(before, after);
    expect(said).toEqual([]);
    expect(texts.map(({ kind, place }) => `${kind} ${place}`)).toEqual(["stem 0", "option 3", "feedback 3", "explanation 0", "option 3", "feedback 3"]);
    expect(texts[1]!.stretches).toEqual([{ kind: "added", text: "Sandworm" }]);
    expect(texts[4]!.stretches).toEqual([{ kind: "removed", text: "APT28" }]);
  });

  test("is told of a message part by part, with the words of its regions", () => {
    const after = { ...SPOT, message: { ...SPOT.message, subject: "Locked", from: "The Bank {{sealed-spot-1}}" } };
    const { texts } = changesBetween(SPOT, after);
    expect(texts.map(({ part, stretches }) => [part, read(stretches, "removed")])).toEqual([["from", "The Bank <help@bank.example>"], ["subject", "Locked"]]);
  });

  test("is nothing between a question of any kind and itself, and something between two kinds", () => {
    for (const one of EVERY_KIND) expect(changesBetween(one, structuredClone(one))).toEqual({ said: [], texts: [] });
    for (const one of EVERY_KIND) for (const other of EVERY_KIND) if (one !== other) expect(changesBetween(one, other).said.map(({ key }) => key)).toEqual(expect.arrayContaining(["changes.key-other", "changes.kind"]));
  });

  test("is said of figures, names, pairs and orders", () => {
    const said = (one: Parameters<typeof question>[0], other: Parameters<typeof question>[0]) => changesBetween(question(one), question(other)).said.map(({ key }) => key);
    const numeric = { kind: "numeric", stem: "How many?" } as const;
    expect(said({ ...numeric, answer: { value: 4, tolerance: 0 } }, { ...numeric, answer: { value: 5, tolerance: 1 } })).toEqual(["changes.key", "changes.tolerance"]);
    const short = { kind: "short", stem: "Who?" } as const;
    expect(said({ ...short, answer: { accept: ["A", "B"], reject: [] } }, { ...short, answer: { accept: ["A", "C"], reject: ["D"] } })).toEqual(["changes.accept-added", "changes.accept-removed", "changes.reject-added"]);
    const matching = { kind: "matching", stem: "Match", responses: ["x", "y"] } as const;
    const pair = (id: string, response: string) => ({ id, premise: id, response, feedback: "" });
    expect(said({ ...matching, pairs: [pair("1", "x"), pair("2", "y")] }, { ...matching, responses: ["x", "y", "z"], pairs: [pair("1", "y"), pair("2", "y")] })).toEqual(["changes.match", "changes.responses-added"]);
    const line = (id: string) => ({ id, text: id, feedback: "" });
    expect(said({ kind: "ordering", stem: "Order", sequence: [line("1"), line("2")] }, { kind: "ordering", stem: "Order", sequence: [line("2"), line("1")] })).toEqual(["changes.sequence"]);
  });
});
