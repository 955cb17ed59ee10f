import { beforeAll, describe, expect, test } from "vitest";
import { packagedQuestion } from "../../../src/domain/packaged-questions.ts";
import { recordedAnswer } from "../../../src/engine/packages/recorded-answer.ts";
import type { PackagedQuiz } from "../../../src/engine/packages/packaged-quiz.ts";
import { SCORM_12 } from "../../../src/engine/packages/scorm-12.ts";
import { SCORM_2004 } from "../../../src/engine/packages/scorm-2004.ts";
import { answerLine, beginSitting, chosenIn, standingOf, type Sitting } from "../../../src/engine/packages/sitting.ts";
import { clockSpan, isoSpan } from "../../../src/engine/packages/spans.ts";
import { questionSchema } from "../../../src/engine/questions/question.ts";
import { readerOf } from "../../../src/lib/readers.ts";
import { EVERY_KIND, rightPicks } from "../../support/every-kind.ts";

const AT = new Date("2026-01-05T09:00:00.123Z");
const quiz: PackagedQuiz = {
  id: "urn:uuid:1", digest: "abc", title: "All", summary: "", language: "de", direction: "ltr", organisation: "Debrief", passPercent: 80, shuffles: true, drawing: { rules: [], count: null, order: "set" },
  questions: EVERY_KIND.map((question) => packagedQuestion(question, [], new Map(), readerOf("de", "UTC"))),
};
let sitting: Sitting;
beforeAll(() => {
  sitting = EVERY_KIND.reduce((soFar, question, place) => answerLine(soFar, place, chosenIn(soFar.lines[place]!, rightPicks(question, soFar.lines[place]!.layout), "en")), beginSitting(quiz, "seed"));
});

const saidIn = (version: typeof SCORM_12, kind: string, ...fields: string[]) => {
  const place = EVERY_KIND.findIndex((question) => question.kind === kind);
  const values = new Map(version.interaction(4, recordedAnswer(sitting.lines[place]!, 61.5, AT)));
  return fields.map((field) => values.get(`cmi.interactions.4.${field}`));
};

describe("what SCORM is told", () => {
  test("has the formats of each version for every kind", () => {
    const right = ["type", "student_response", "correct_responses.0.pattern", "result", "latency"];
    expect(saidIn(SCORM_12, "single", ...right)).toEqual(["choice", "a", "a", "correct", "0000:01:01.50"]);
    expect(saidIn(SCORM_12, "multiple", ...right.slice(0, 3))).toEqual(["choice", "a,b", "a,b"]);
    expect(saidIn(SCORM_12, "true_false", ...right.slice(0, 3))).toEqual(["true-false", "t", "t"]);
    expect(saidIn(SCORM_12, "matching", ...right.slice(0, 3))).toEqual(["matching", "a.b,b.a", "a.b,b.a"]);
    expect(saidIn(SCORM_12, "ordering", ...right.slice(0, 3))).toEqual(["sequencing", "a,b,c", "a,b,c"]);
    expect(saidIn(SCORM_12, "numeric", ...right.slice(0, 3))).toEqual(["numeric", "48213.5", "48213.5"]);
    expect(saidIn(SCORM_12, "short", ...right.slice(0, 3))).toEqual(["fill-in", "Sealed-short Bear", "Sealed-short Bear"]);
    const later = ["type", "learner_response", "correct_responses.0.pattern", "timestamp", "latency"];
    expect(saidIn(SCORM_2004, "spot", ...later)).toEqual(["choice", "c1[,]c2", "c1[,]c2", "2026-01-05T09:00:00.0Z", "PT1M1.5S"]);
    expect(saidIn(SCORM_2004, "matching", ...later.slice(1, 3))).toEqual(["l1[.]c2[,]l2[.]c1", "l1[.]c2[,]l2[.]c1"]);
    expect(saidIn(SCORM_2004, "numeric", ...later.slice(1, 3))).toEqual(["48213.5", "48136.25[:]48290.75"]);
    expect(saidIn(SCORM_2004, "short", ...later.slice(1, 3), "correct_responses.1.pattern")).toEqual(["{lang=en}Sealed-short Bear", "{case_matters=false}{lang=en}Sealed-short Bear", "{case_matters=false}{lang=en}Sealed-short Snake"]);
    expect(saidIn(SCORM_2004, "single", "description", "id")).toEqual(["{lang=en}Which group was it?", expect.stringMatching(/^which-group-was-it-\w{8}$/)]);
  });

  test("knows which of two options says yes, in whatever order they stand, and takes others as a choice", () => {
    const asked = (...texts: string[]) => questionSchema.parse({ ...EVERY_KIND[2]!, options: texts.map((text, place) => ({ id: `o${place}`, text, correct: place === 0, feedback: "Why." })) });
    const told = (...texts: string[]) => {
      const packaged = { ...quiz, questions: [packagedQuestion(asked(...texts), [], new Map(), readerOf("en", "UTC"))] };
      const values = new Map(SCORM_2004.interaction(0, recordedAnswer(answerLine(beginSitting(packaged, "s"), 0, ["o0"]).lines[0]!, 1, AT)));
      return ["type", "learner_response", "correct_responses.0.pattern"].map((field) => values.get(`cmi.interactions.0.${field}`));
    };
    expect([told("False", "True"), told("Richtig", "Falsch"), told("It was", "It was not")]).toEqual([["true-false", "false", "false"], ["true-false", "true", "true"], ["choice", "c1", "c1"]]);
  });

  test("says how it ended, and how it stands before", () => {
    const progress = (points: Sitting, passPercent: number, version = SCORM_12) => Object.fromEntries(version.progress({ standing: standingOf({ passPercent }, points), place: 3, state: "s", seconds: 4000 }));
    const half: Sitting = { ...sitting, lines: sitting.lines.map((line, place) => (place < 4 ? line : { ...line, chosen: null, score: null })) };
    const failed: Sitting = { ...sitting, lines: sitting.lines.map((line, place) => ({ ...line, score: place < 6 ? 1 : 0 })) };
    expect(progress(half, 80)).toEqual({ "cmi.suspend_data": "s", "cmi.core.lesson_location": "3", "cmi.core.session_time": "0001:06:40.00", "cmi.core.exit": "suspend" });
    expect([progress(sitting, 80), progress(failed, 80), progress(failed, 0)].map((told) => [told["cmi.core.lesson_status"], told["cmi.core.score.raw"], told["cmi.core.exit"]])).toEqual([["passed", "100", ""], ["failed", "75", ""], ["completed", "75", ""]]);
    expect(progress(half, 80, SCORM_2004)).toMatchObject({ "cmi.progress_measure": "0.5", "cmi.exit": "suspend", "cmi.session_time": "PT1H6M40S" });
    expect([progress(failed, 80, SCORM_2004), progress(failed, 0, SCORM_2004)].map((told) => [told["cmi.completion_status"], told["cmi.success_status"], told["cmi.score.scaled"], told["cmi.exit"]])).toEqual([["completed", "failed", "0.75", "normal"], ["completed", "unknown", "0.75", "normal"]]);
  });

  test("writes spans within their formats, whatever they last", () => {
    expect([0, 59.999, 3600, 1e9].map(clockSpan)).toEqual(["0000:00:00.00", "0000:00:59.99", "0001:00:00.00", "9999:00:00.00"]);
    expect([0, 59.999, 3661.25].map(isoSpan)).toEqual(["PT0S", "PT59.99S", "PT1H1M1.25S"]);
  });
});
