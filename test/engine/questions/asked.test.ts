import { describe, expect, test } from "vitest";
import { asked } from "../../../src/engine/questions/asked.ts";
import { layOut } from "../../../src/engine/questions/layout.ts";
import { complaintAbout, mark } from "../../../src/engine/questions/marking.ts";
import { chosenBy } from "../../../src/engine/questions/picks.ts";
import { reviewed } from "../../../src/engine/questions/reviewed.ts";
import { FIVE_KINDS, rightPicks } from "../../support/five-kinds.ts";

const [single, multiple, , matching, ordering] = FIVE_KINDS;

describe.each(FIVE_KINDS.map((question) => [question.kind, question] as const))("a %s question", (_kind, question) => {
  const layout = layOut(question, "seed");

  test("is asked without anything that tells", () => {
    expect(JSON.stringify(asked(question, layout))).not.toMatch(/sealed|correct/);
  });

  test("is right when the right places are picked", () => {
    expect(mark(question, chosenBy(question, layout, rightPicks(question, layout)))).toBe(1);
  });

  test.each([[["99"]], [["0"]], [["x"]], [[""]], [["1", "1", "1", "1", "1"]]])("has words for picks that do not fit: %j", (picks) => {
    expect(complaintAbout(question, chosenBy(question, layout, picks))).toMatch(/^(Choose|Give|That)/);
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
    expect(lines.map(({ text, state, notes }) => [text, state, notes])).toEqual([
      ["Turla group", "right", ["You chose: Russia"]], ["OilRig group", "wrong", ["You chose: North Korea", "Right match: Iran"]],
    ]);
    expect(verdict).toBe("partial");
  });

  test("lists lines in their right order with the place that each was given", () => {
    const layout = ["sealed-ordering-2", "sealed-ordering-1", "sealed-ordering-3"];
    const { lines } = reviewed(ordering!, layout, ["sealed-ordering-2", "sealed-ordering-1", "sealed-ordering-3"], 1 / 3);
    expect(lines.map(({ text, state, notes }) => [text, state, notes])).toEqual([
      ["Stuxnet", "wrong", ["Right place: 1", "You put it in place 2"]], ["SamSam", "wrong", ["Right place: 2", "You put it in place 1"]], ["SolarWinds", "right", ["Right place: 3"]],
    ]);
  });
});
