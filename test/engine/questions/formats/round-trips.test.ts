import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCsv, writeCsv } from "../../../../src/engine/questions/formats/csv.ts";
import { readExcel, writeExcel } from "../../../../src/engine/questions/formats/excel.ts";
import { readJson, writeJson } from "../../../../src/engine/questions/formats/json.ts";
import { lostInTable } from "../../../../src/engine/questions/formats/sheet-writing.ts";
import { templateCsv, templateExcel } from "../../../../src/engine/questions/formats/template.ts";
import type { Arrivals } from "../../../../src/engine/questions/formats/arrived.ts";
import type { Question } from "../../../../src/engine/questions/question.ts";
import { harmlessCell, restoredCell } from "../../../../src/lib/cells.ts";
import { inEnglish, readerOf } from "../../../../src/lib/readers.ts";
import { anyQuestion, words } from "./arbitrary.ts";

const many = fc.array(anyQuestion, { minLength: 1, maxLength: 6 });
const withIds = (questions: readonly Question[]) => questions.map((question) => ({ ...question, id: "x" }));
const bodies = ({ questions, errors }: Arrivals) => { expect(errors).toEqual([]); return questions.map(({ question }) => question); };

describe("questions come back as they went", () => {
  test("from comma-separated values", () => {
    fc.assert(fc.property(many, fc.constantFrom("en" as const, "de" as const), (questions, language) => {
      expect(questions.flatMap(lostInTable)).toEqual([]);
      expect(withIds(bodies(readCsv(writeCsv(questions, language))))).toEqual(questions);
    }), { numRuns: 300 });
  });

  test("from an Excel workbook", async () => {
    await fc.assert(fc.asyncProperty(many, async (questions) => {
      expect(withIds(bodies(await readExcel(await writeExcel(questions))))).toEqual(questions);
    }), { numRuns: 60 });
  });

  test("from our JSON, body for body", () => {
    fc.assert(fc.property(many, (questions) => { expect(bodies(readJson(writeJson(questions)))).toEqual(questions); }), { numRuns: 100 });
    expect(bodies(readJson(writeJson([])))).toEqual([]);
  });
});

describe("a cell", () => {
  test("that is written runs as no formula, and comes back", () => {
    fc.assert(fc.property(words, (text) => {
      expect(harmlessCell(text)).not.toMatch(/^[=+\-@\t\r\n]/);
      expect(restoredCell(harmlessCell(text))).toBe(text);
    }));
  });
});

describe("our JSON", () => {
  test("says of a question that is not taken where it begins and what is wrong, and names what it does not know", () => {
    const { questions, errors } = readJson(readFileSync("test/fixtures/questions/sheets/questions.json", "utf8"));
    expect(questions.map(({ line, question }) => [line, question.id])).toEqual([[5, "q1"], [10, "q3"]]);
    expect(questions[0]!.dropped.map((said) => inEnglish(said))).toEqual(["Not known here, so left out: mood"]);
    expect(errors).toMatchObject([{ line: 6, name: "No options?", reason: { values: { path: "questions[1].level" } } }, { line: 11, reason: { values: { path: "questions[3]" } } }]);
  });

  test.each([
    ["{\n \"format\": \"debrief-questions\",\n oops\n}", 3, "json.broken"], ["{}", 1, "json.not-ours"], ["null", 1, "json.not-ours"], ["{\"format\":\"debrief-questions\",\"version\":2,\"questions\":[]}", 1, "json.version"],
    ["{\"format\":\"debrief-questions\",\"version\":1,\"questions\":{}}", 1, "json.no-questions"], ["[", 1, "json.broken"],
  ])("is refused as %j", (text, line, key) => {
    expect(readJson(text)).toMatchObject({ questions: [], errors: [{ line, reason: { key } }] });
  });
});

describe("the template", () => {
  test.each(["en", "de"] as const)("in %s is read as a question of each kind", async (language) => {
    const { t } = readerOf(language, "UTC");
    const kinds = ["single", "multiple", "true_false", "matching", "ordering", "numeric", "short"];
    expect(bodies(readCsv(templateCsv(t, language))).map(({ kind }) => kind)).toEqual(kinds);
    expect(bodies(await readExcel(await templateExcel(t, language))).map(({ kind }) => kind)).toEqual(kinds);
  });
});
