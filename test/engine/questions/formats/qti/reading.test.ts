import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { FileContent, Item } from "../../../../../src/engine/questions/formats/item.ts";
import { readQti } from "../../../../../src/engine/questions/formats/qti/reading.ts";
import { writeArchive } from "../../../../../src/lib/archive-writing.ts";

const FOLDER = "test/fixtures/questions/qti";

/** Packages are folders here, so that what is in them can be read. */
function bytesOf(name: string): Uint8Array {
  const path = join(FOLDER, name);
  if (name.endsWith(".xml")) return readFileSync(path);
  const files = readdirSync(path, { recursive: true, encoding: "utf8", withFileTypes: true }).filter((entry) => entry.isFile());
  return writeArchive(new Map(files.map((entry) => [join(entry.parentPath, entry.name).slice(path.length + 1), readFileSync(join(entry.parentPath, entry.name))])));
}

function answersOf(item: Item): string[] {
  const told = (feedback: string) => (feedback === "" ? "" : ` # ${feedback}`);
  if (item.type === "match") return item.pairs.map(({ question, answer }) => `${question} -> ${answer}`);
  if (item.type === "ordering") return [...item.lines];
  const tolerances = item.type === "numerical" ? item.answers.map(({ tolerance }) => `+-${tolerance}`) : [];
  return item.answers.map(({ text, fraction, feedback }, place) => `${fraction} ${text}${tolerances[place] ?? ""}${told(feedback)}`);
}

function kindOf(item: Item): string {
  if (item.type === "multichoice") return `${item.single ? "single" : "multiple"}${item.shuffle ? " shuffled" : ""}`;
  return item.type === "shortanswer" && item.caseSensitive ? "shortanswer, capitals count" : item.type;
}

/** What is said of an item in expected.yaml; what is empty is left out. */
function summaryOf(item: Item): Record<string, unknown> {
  const whole = item.type === "multichoice" ? { correct: item.correctFeedback, partly: item.partlyFeedback, incorrect: item.incorrectFeedback } : {};
  const all = {
    is: kindOf(item), name: item.name, id: item.idNumber, line: item.line, mark: item.defaultMark, category: item.category, tags: item.tags, text: item.text, answers: answersOf(item),
    general: item.generalFeedback, ...whole, files: item.files.map(({ name, content }) => `${name} ${content.length}`), dropped: item.dropped.map(worded),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0)));
}

const worded = (value: unknown): string => (typeof value === "object" && value !== null && "key" in value ? [value.key, ...Object.values("values" in value && value.values ? value.values : {}).map(worded)].join(" ") : String(value));

function summary({ items, errors }: FileContent): unknown[] {
  return [...items.map(summaryOf), ...errors.map(({ line, reason, name }) => `${line}${name ? ` ${name}` : ""}: ${worded(reason)}`)];
}

const expected = parse(readFileSync(join(FOLDER, "expected.yaml"), "utf8")) as Record<string, unknown[]>;
const names = readdirSync(FOLDER).filter((name) => name !== "expected.yaml");

describe("a file in QTI", () => {
  test.each(names)("%s is read as expected", async (name) => {
    expect(summary(await readQti(bytesOf(name), name))).toEqual(expected[name]);
  });

  test("is expected to be there", () => {
    expect(Object.keys(expected).filter((name) => !names.includes(name))).toEqual([]);
  });
});
