import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ItemFile } from "../../../../src/engine/questions/formats/item.ts";
import { readMoodleXml } from "../../../../src/engine/questions/formats/moodle-xml.ts";
import { inEnglish } from "../../../../src/lib/readers.ts";
import { EXPECTED } from "./moodle-xml-expected.ts";

const FOLDER = "test/fixtures/questions/moodle-xml/";
const read = (file: string) => readMoodleXml(readFileSync(FOLDER + file));
const reading = (xml: string) => readMoodleXml(Buffer.from(xml));
const shown = ({ name, content }: ItemFile) => [name, Buffer.from(content.subarray(0, 6)).toString("latin1"), content.length];

describe("reading a question file of Moodle", () => {
  test("is shown by a file for each thing that can be in one", () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  test.each(Object.entries(EXPECTED))("gives what is in %s", (file, { items = [], errors = [] }) => {
    const found = read(file);
    expect(found.items.map((item) => ({ ...item, files: item.files.map(shown) }))).toEqual(items);
    const keys = errors.map(([line, key, name]) => ({ line, key: key.includes(".") ? key : `moodle-xml.${key}`, ...(name !== undefined && { name }) }));
    expect(found.errors.map(({ line, reason, name }) => ({ line, key: reason.key, ...(name !== undefined && { name }) }))).toEqual(keys);
  });

  test("names the type that it refuses, and says what to bring instead of a backup", () => {
    expect(inEnglish(read("unsupported-types.xml").errors[0]!.reason)).toBe("Questions of the type “essay” cannot be represented here, so this one was left out.");
    expect(inEnglish(read("backup.mbz").errors[0]!.reason)).toContain("choose “Export” and then “Moodle XML format”");
  });

  test("counts a penalty above one in per cent, and keeps it between none and all", () => {
    const penaltyOf = (said: string) => reading(`<quiz><question type="shortanswer"><name><text>a</text></name><penalty>${said}</penalty><answer fraction="100"><text>a</text></answer></question></quiz>`).items[0]!.penalty;
    expect(["0", "1", "10", "100", "1000", "-1", "33.33", "x", ""].map(penaltyOf)).toEqual([0, 1, 0.1, 1, 1, 0, 0.3333333, 0.3333333, 0.3333333]);
  });

  test("turns every question into an item or an error, whatever stands in it", () => {
    const names = ["name", "text", "questiontext", "answer", "feedback", "fraction", "tolerance", "subquestion", "single", "units", "unit", "multiplier", "file", "tags", "tag", "hint", "image", "image_base64"];
    const types = ["multichoice", "truefalse", "shortanswer", "numerical", "matching", "ordering", "category", "essay"];
    const { node } = fc.letrec<{ node: string; text: string }>((tie) => ({
      text: fc.constantFrom("", "true", "100", "-3.5", "* ", "a b", "&lt;b&gt;", "@@PLUGINFILE@@/a.png", "QUJD", "$course$/top/A//B"),
      node: fc.oneof({ depthSize: "small" }, tie("text"), fc.tuple(fc.constantFrom(...names), fc.constantFrom("", ' fraction="100"', ' fraction="x"', ' format="html"', ' name="a.png"'), fc.array(tie("node"), { maxLength: 3 }))
        .map(([name, attributes, inner]) => `<${name}${attributes}>${inner.join("")}</${name}>`)),
    }));
    const question = fc.tuple(fc.constantFrom(...types), fc.array(node, { maxLength: 6 }));
    fc.assert(fc.property(fc.array(question, { minLength: 1, maxLength: 3 }), (questions) => {
      const { items, errors } = reading(`<quiz>${questions.map(([type, inner]) => `<question type="${type}"><name><text>a</text></name>${inner.join("")}</question>`).join("")}</quiz>`);
      const categories = questions.filter(([type]) => type === "category").length;
      const isEmpty = errors[0]?.reason.key === "moodle-xml.no-questions";
      if (isEmpty) expect(categories).toBe(questions.length);
      else expect(items.length + errors.length).toBeGreaterThanOrEqual(questions.length - categories);
    }), { numRuns: 300 });
  });
});
