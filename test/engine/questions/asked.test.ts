import { describe, expect, test } from "vitest";
import { asked } from "../../../src/engine/questions/asked.ts";
import { layOut } from "../../../src/engine/questions/layout.ts";
import { inEnglish } from "../../../src/lib/readers.ts";
import { complaintAbout, mark } from "../../../src/engine/questions/marking.ts";
import { chosenBy } from "../../../src/engine/questions/picks.ts";
import { isTyped, type Question, type ShortQuestion } from "../../../src/engine/questions/question.ts";
import { reviewed } from "../../../src/engine/questions/reviewed.ts";
import { EVERY_KIND, rightPicks } from "../../support/every-kind.ts";

const [single, multiple, , matching, ordering, numeric, short] = EVERY_KIND;

describe.each(EVERY_KIND.map((question) => [question.kind, question] as const))("a %s question", (_kind, question) => {
  const layout = layOut(question, "seed");

  test("is asked without anything that tells", () => {
    expect(JSON.stringify(asked(question, layout))).not.toMatch(/sealed|correct/);
  });

  test("is right when the right places are picked", () => {
    expect(mark(question, chosenBy(question, layout, rightPicks(question, layout)))).toBe(1);
  });

  const unfit = isTyped(question) ? [[""], [" "], ["?!"], ["1", "1"]] : [["99"], ["0"], ["x"], [""], ["1", "1", "1", "1", "1"]];
  test.each(unfit.map((picks) => [picks]))("has words for picks that do not fit: %j", (picks) => {
    expect(inEnglish(complaintAbout(question, chosenBy(question, layout, picks))!)).toMatch(/^(Choose|Give|That|Write)/);
  });
});

describe("asking", () => {
  test("shows what a number counts, and nothing else of its answer", () => {
    expect(asked(numeric!, [])).toMatchObject({ unit: "US dollars", choices: [], premises: [] });
    expect(JSON.stringify(asked(numeric!, []))).not.toMatch(/48213|77/);
    expect(asked(short!, [])).not.toHaveProperty("unit");
  });
});

describe("reviewing an answer", () => {
  test("tells a right, a wrong and a missed option from one that was rightly left", () => {
    const layout = ["sealed-multiple-1", "sealed-multiple-2", "sealed-multiple-3", "sealed-multiple-4"];
    const { lines, verdict } = reviewed(multiple!, layout, ["sealed-multiple-1", "sealed-multiple-3"], 0);
    expect(lines.map(({ text, state, isChosen }) => [text, state, isChosen])).toEqual([["Atlanta", "right", true], ["Newark", "missed", false], ["Boston", "wrong", true], ["Dallas", "plain", false]]);
    expect(verdict).toBe("wrong");
  });

  test("keeps the order that the learner saw, and names no id of the question", () => {
    const layout = ["sealed-single-3", "sealed-single-1", "sealed-single-2"];
    expect(reviewed(single!, layout, ["sealed-single-1"], 1).lines.map(({ id, text }) => [id, text])).toEqual([["1", "OilRig"], ["2", "Turla"], ["3", "APT28"]]);
  });

  test("shows the match that was right beside the one that was chosen", () => {
    const { lines, verdict } = reviewed(matching!, ["Iran", "North Korea", "Russia"], ["Russia", "North Korea"], 0.5);
    expect(lines.map(({ text, state, notes }) => [text, state, notes.map((note) => inEnglish(note))])).toEqual([
      ["Turla group", "right", ["You chose: Russia"]], ["OilRig group", "wrong", ["You chose: North Korea", "Right match: Iran"]],
    ]);
    expect(verdict).toBe("partial");
  });

  test("lists lines in their right order with the place that each was given", () => {
    const layout = ["sealed-ordering-2", "sealed-ordering-1", "sealed-ordering-3"];
    const { lines } = reviewed(ordering!, layout, ["sealed-ordering-2", "sealed-ordering-1", "sealed-ordering-3"], 1 / 3);
    expect(lines.map(({ text, state, notes }) => [text, state, notes.map((note) => inEnglish(note))])).toEqual([
      ["Stuxnet", "wrong", ["Right place: 1", "You put it in place 2"]], ["SamSam", "wrong", ["Right place: 2", "You put it in place 1"]], ["SolarWinds", "right", ["Right place: 3"]],
    ]);
  });

  const linesFor = (question: Question, typed: string) => {
    const { lines } = reviewed(question, [], [typed], mark(question, [typed]));
    return lines.map(({ text, state, isChosen, notes }) => [typeof text === "string" ? text : inEnglish(text), state, isChosen, notes.map((note) => inEnglish(note))]);
  };

  test("shows a number that was typed, the right one where it was not, and what else would have been", () => {
    const range = "Anything from 48,136.25 to 48,290.75 is right.";
    expect(linesFor(numeric!, "48,213.5")).toEqual([["48,213.5", "right", true, [range]]]);
    expect(linesFor(numeric!, "$48200")).toEqual([["$48200", "right", true, ["The answer: 48,213.5 US dollars", range]]]);
    expect(linesFor(numeric!, "35")).toEqual([["35", "wrong", true, []], ["48,213.5 US dollars", "missed", false, [range]]]);
  });

  test("shows a name that was typed, the one we use, and the others", () => {
    const others = "Also accepted: Sealed-short Snake";
    expect(linesFor(short!, "sealed short bear")).toEqual([["sealed short bear", "right", true, [others]]]);
    expect(linesFor(short!, "Sealed-short Baer")).toEqual([["Sealed-short Baer", "right", true, ["The answer: Sealed-short Bear", others]]]);
    expect(linesFor(short!, "Sealed-short Boar")).toEqual([["Sealed-short Boar", "wrong", true, ["A known name, but of something else."]], ["Sealed-short Bear", "missed", false, [others]]]);
  });

  test("names a few of many other names", () => {
    const many = { ...(short as ShortQuestion), answer: { accept: Array.from({ length: 12 }, (_, place) => `Name ${place}`), reject: [] } };
    expect(linesFor(many, "Name 11")[0]![3]).toEqual(["The answer: Name 0", "Also accepted: Name 1, Name 2, Name 3, Name 4, Name 5, Name 6, Name 7, Name 8 and 3 more"]);
  });
});
