import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Item } from "../../../../../src/engine/questions/formats/item.ts";
import { questionOf } from "../../../../../src/engine/questions/formats/question-of.ts";
import { writeCanvasPackage } from "../../../../../src/engine/questions/formats/qti/canvas-package.ts";
import { readQti } from "../../../../../src/engine/questions/formats/qti/reading.ts";
import { writeQtiPackage } from "../../../../../src/engine/questions/formats/qti/writing-package.ts";
import { mark } from "../../../../../src/engine/questions/marking.ts";

const GIVEN = '<variable identifier="RESPONSE"/>';
const number = (value: number) => `<baseValue baseType="float">${value}</baseValue>`;
const score = (points: number) => `<setOutcomeValue identifier="SCORE">${number(points)}</setOutcomeValue>`;
const rules = (...branches: [test: string, points: number][]) =>
  `<responseProcessing><responseCondition>${branches.map(([condition, points], place) => `<${place === 0 ? "responseIf" : "responseElseIf"}>${condition}${score(points)}</${place === 0 ? "responseIf" : "responseElseIf"}>`).join("")}</responseCondition></responseProcessing>`;
const equal = (attributes: string, one: string, other: string) => `<equal ${attributes}>${one}${other}</equal>`;
const entry = (processing: string, mapping = "") => Buffer.from(`<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="n" title="N" adaptive="false" timeDependent="false">
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="float"><correctResponse><value>100</value></correctResponse>${mapping}</responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody><p>How many? <textEntryInteraction responseIdentifier="RESPONSE"/></p></itemBody>${processing}</assessmentItem>`);

const MAP_RESPONSE = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>';
const MAPPING = '<mapping defaultValue="0" upperBound="4"><mapEntry mapKey="100" mappedValue="4"/><mapEntry mapKey="99.5" mappedValue="1"/></mapping>';

/** What the specification gives for each number (QTI 2.1 info model, equal and mapResponse). The tolerance of `equal` is of its first operand, and in per cent where it is relative. */
const CASES: [what: string, file: Buffer, scores: Record<string, number>][] = [
  ["exactly", entry(rules([equal('toleranceMode="exact"', GIVEN, number(100)), 1])), { 100: 1, "100.0": 1, 100.001: 0, 99.999: 0 }],
  ["within an absolute tolerance of the answer", entry(rules([equal('toleranceMode="absolute" tolerance="0.5 2"', GIVEN, number(100)), 1])), { 98: 1, 100.5: 1, 97.9: 0, 100.6: 0 }],
  ["within an absolute tolerance of the key", entry(rules([equal('toleranceMode="absolute" tolerance="0.5 2"', number(100), GIVEN), 1])), { 99.5: 1, 102: 1, 99.4: 0, 102.1: 0 }],
  ["within one tolerance for both sides", entry(rules([equal('toleranceMode="absolute" tolerance="3"', number(100), GIVEN), 1])), { 97: 1, 103: 1, 96.9: 0, 103.1: 0 }],
  ["within a relative tolerance of the key", entry(rules([equal('toleranceMode="relative" tolerance="10 20"', number(100), GIVEN), 1])), { 90: 1, 120: 1, 89.9: 0, 120.1: 0 }],
  ["within a relative tolerance of the answer", entry(rules([equal('toleranceMode="relative" tolerance="10 20"', GIVEN, number(100)), 1])), { 83.4: 1, 111.1: 1, 83.3: 0, 111.2: 0 }],
  ["by a mapping", entry(MAP_RESPONSE, MAPPING), { 100: 1, 99.5: 0.25, 99: 0 }],
  ["partly, by the first rule that holds", entry(rules([equal('toleranceMode="absolute" tolerance="1"', GIVEN, number(100)), 4], [equal('toleranceMode="absolute" tolerance="10"', GIVEN, number(100)), 3], [`<gt>${GIVEN}${number(200)}</gt>`, 0])), { 101: 1, 102: 0.75, 90: 0.75, 89: 0, 250: 0 }],
];

const questionIn = async (bytes: Uint8Array) => {
  const { items, errors } = await readQti(bytes, "n.xml");
  expect(errors).toEqual([]);
  const became = questionOf(items[0]!);
  if ("refused" in became) throw new Error(became.refused.key);
  return became.question;
};

describe("a number in QTI", () => {
  test.each(CASES)("is marked as the specification has it, %s", async (_what, file, scores) => {
    const question = await questionIn(file);
    expect(Object.fromEntries(Object.keys(scores).map((typed) => [typed, mark(question, [typed])]))).toEqual(scores);
  });

  test("is marked alike before it is written and after it is read, in every version", async () => {
    const answers = fc.array(fc.record({ value: fc.integer({ min: -40, max: 40 }), tolerance: fc.constantFrom(0, 0.25, 3, 10), fraction: fc.constantFrom(1, 0.5, 0.25) }), { minLength: 1, maxLength: 4 });
    await fc.assert(fc.asyncProperty(answers, fc.constantFrom("1.2" as const, "2.1" as const, "2.2" as const, "3.0" as const), async (named, version) => {
      const item: Item = {
        type: "numerical", line: 0, name: "N", text: "<p>How many?</p>", format: "html", generalFeedback: "", defaultMark: 1, penalty: 0, category: "", tags: [], idNumber: "", hints: [], files: [], dropped: [], units: [],
        answers: named.map(({ value, tolerance, fraction }, place) => ({ text: String(value), tolerance, fraction: place === 0 ? 1 : fraction, feedback: "", format: "html" })),
      };
      const before = questionOf(item);
      const after = await questionIn(version === "1.2" ? writeCanvasPackage([item]).bytes : writeQtiPackage([item], version).bytes);
      const tried = named.flatMap(({ value, tolerance }) => [value, value - tolerance, value + tolerance, value - tolerance - 0.125, value + tolerance + 0.125]).map(String);
      expect(tried.map((typed) => mark(after, [typed]))).toEqual(tried.map((typed) => ("question" in before ? mark(before.question, [typed]) : undefined)));
    }), { numRuns: 100 });
  });
});
