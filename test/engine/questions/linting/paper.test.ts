import { describe, expect, test } from "vitest";
import { lintPaper } from "../../../../src/engine/questions/linting/paper.ts";
import type { ChoiceQuestion } from "../../../../src/engine/questions/question.ts";
import { choice, question } from "../../../support/questions.ts";
import { inEnglish } from "../../../../src/lib/readers.ts";

const many = (count: number, one: (place: number) => ChoiceQuestion) => Array.from({ length: count }, (_, place) => ({ ...one(place), id: `q${place}` }));
const rulesOf = (questions: ChoiceQuestion[]) => lintPaper(questions).paper.map(({ rule }) => rule);
const withLength = (isLongest: boolean, place: number) => choice(`Asked ${place}?`, isLongest ? [`*right ${place}`, "no", "nix", "nay"] : [`*r${place}`, "wrong", "false", "missed"]);
const rotated = (place: number, key: string, others: string[]) => choice(`Asked ${place}?`, [...others.slice(0, place % 4), `*${key}`, ...others.slice(place % 4)]);

describe("lintPaper on lengths", () => {
  test("warns when the right answer is the longest in more than 40 % of ten and more", () => {
    expect(rulesOf(many(10, (place) => withLength(place < 5, place)))).toContain("longest-option-correct");
    expect(rulesOf(many(10, (place) => withLength(place < 4, place)))).not.toContain("longest-option-correct");
    expect(rulesOf(many(9, (place) => withLength(true, place)))).not.toContain("longest-option-correct");
  });

  test("gives a warning about the paper, with figures", () => {
    const found = lintPaper(many(10, (place) => withLength(true, place))).paper.find(({ rule }) => rule === "longest-option-correct");
    expect(found).toMatchObject({ number: 4, severity: "warning", where: "paper" });
    expect(inEnglish(found!.why)).toContain("10 of 10 questions");
  });
});

describe("lintPaper on statements", () => {
  const statements = (...keys: boolean[]) => keys.map((isTrue, place) => ({ ...choice(`True or false: it was so ${place}.`, isTrue ? ["*True", "False"] : ["True", "*False"]), kind: "true_false" as const, id: `q${place}` }));
  const said = (...keys: boolean[]) => lintPaper(statements(...keys)).paper.map(({ why }) => inEnglish(why));

  test("warns where nearly all are true, or false, and says what ticking one gives", () => {
    expect(said(true, true, true, true, false)).toEqual(["4 of 5 statements are true: whoever always says “true” gets 80 %."]);
    expect(said(false, false, false, false)).toEqual(["4 of 4 statements are false: whoever always says “false” gets 100 %."]);
  });

  test("does not where chance explains it, or there are few", () => {
    expect([said(true, true, true), said(true, true, true, false, false), said(true, false, true, false, true, true)]).toEqual([[], [], []]);
  });

  test("warns of many where fewer are enough to show", () => {
    const keys = (right: number) => Array.from({ length: 400 }, (_, place) => place < right);
    expect([said(...keys(240)).length, said(...keys(215)).length]).toEqual([1, 0]);
  });
});

describe("lintPaper on base rates", () => {
  const country = (place: number, key: string) => ({ ...rotated(place, key, ["Iran", "Israel", "Japan"]), relation: "linked-to", asks: "object" as const });

  test("warns about one answer that is right too often in questions of one form", () => {
    const found = lintPaper(many(12, (place) => country(place, place < 6 ? "China" : `Land ${place}`))).paper;
    expect(found).toMatchObject([{ rule: "base-rate-cue", number: 21, where: "paper", severity: "warning" }]);
    expect(inEnglish(found[0]!.why)).toContain("“China” is the answer to 6 of 12 questions");
  });

  test("is content where answers vary, or come often in different forms", () => {
    expect(rulesOf(many(12, (place) => country(place, place < 3 ? "China" : `Land ${place}`)))).toEqual([]);
    expect(rulesOf(many(12, (place) => ({ ...country(place, "China"), relation: `form-${place % 4}` })))).toEqual([]);
  });

  test("warns about one place that is right too often", () => {
    const inPlace = (place: number) => choice(`Asked ${place}?`, [`*r${place}`, "wrong", "false", "missed"]);
    expect(lintPaper(many(40, inPlace)).paper).toMatchObject([{ rule: "base-rate-cue" }]);
    expect(lintPaper(many(40, inPlace), { shuffled: true }).paper).toEqual([]);
    expect(lintPaper(many(40, (place) => ({ ...inPlace(place), sorted: true })), { shuffled: true }).paper).toMatchObject([{ rule: "base-rate-cue" }]);
    expect(rulesOf(many(40, (place) => rotated(place, `r${place}`, ["wrong", "false", "missed"])))).toEqual([]);
  });
});

describe("lintPaper on enemies", () => {
  const asker = { ...choice("Which group was it?", ["APT28", "*The Lazarus Group"]), id: "asker" };
  const teller = { ...choice("What did Lazarus Group steal?", ["*Money", "Mail"]), id: "teller" };

  test("finds the question whose answer stands in the stem of another", () => {
    const { questions } = lintPaper([teller, asker]);
    expect([...questions.keys()]).toEqual([1]);
    expect(questions.get(1)).toMatchObject([{ rule: "enemy-items", number: 22, severity: "warning", where: "paper" }]);
    expect(inEnglish(questions.get(1)![0]!.why)).toContain("“The Lazarus Group” stands in the stem of another question: “What did Lazarus Group steal?”");
  });

  test.each<[string, ChoiceQuestion[]]>([
    ["a part of a word", [asker, { ...teller, stem: "What did Lazarus Groupies steal?" }]],
    ["its own stem", [{ ...asker, stem: "Was it Lazarus Group?" }]],
    ["another incident", [{ ...asker, incident: "one" }, { ...teller, incident: "two" }]],
    ["declared enemies", [asker, { ...teller, enemies: ["asker"] }]],
    ["entries of a data set, which name the same things all the time", [{ ...asker, facts: ["one"] }, { ...teller, facts: ["two"] }]],
    ["a decision, which comes last", [asker, { ...teller, level: "decide" }]],
    ["a word that stands anywhere", [choice("Was it so?", ["*Yes", "No"]), { ...teller, stem: "If yes, what did it steal?" }]],
    ["a date of another incident", [{ ...choice("When was it?", ["*October 2019", "May 2020"]), incident: "one" }, { ...teller, stem: "What was stolen in October 2019?" }]],
  ])("leaves %s alone", (_what, questions) => {
    expect(lintPaper(questions.map((each, place) => ({ ...each, id: each.id === "q" ? `q${place}` : each.id }))).questions.size).toBe(0);
  });

  test("finds short answers too", () => {
    const short = question({ kind: "short", stem: "Who was it?", answer: { accept: ["Hidden Cobra", "Lazarus Group"], reject: [] } });
    expect(lintPaper([short, teller]).questions.get(0)).toMatchObject([{ rule: "enemy-items" }]);
  });

  test("looks at a large bank once, not at every pair", () => {
    const bank = many(20_000, (place) => choice(`${"security ".repeat(30)} case ${place}?`, [`*security ${"x ".repeat(place % 60)}${place}`, "security"]));
    expect(lintPaper(bank).questions.size).toBe(0);
  });
});
