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

describe("a hostile file in QTI", () => {
  const keysOf = async (files: Record<string, string>) => (await readQti(writeArchive(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]))), "x.zip")).errors.map(({ reason }) => worded(reason));
  const manifest = (resources: string) => `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>${resources}</resources></manifest>`;
  const item = (declarations: string, body: string, rules = "") => `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="T">${declarations}<itemBody>${body}</itemBody>${rules}</assessmentItem>`;
  const alone = async (text: string) => (await readQti(Buffer.from(text), "x.xml")).errors.map(({ reason }) => worded(reason));

  test("is refused whole where it names too many questions", async () => {
    const resources = Array.from({ length: 20_000 }, (_, place) => `<resource identifier="r${place}" type="imsqti_item_xmlv2p1" href="i${place}.xml"/>`).join("");
    expect(await keysOf({ "imsmanifest.xml": manifest(resources) })).toEqual(["qti.too-many 10000"]);
    const refs = `<assessmentTest><testPart><assessmentSection title="s">${'<assessmentItemRef href="i.xml"/>'.repeat(20_000)}</assessmentSection></testPart></assessmentTest>`;
    expect(await keysOf({ "imsmanifest.xml": manifest('<resource type="imsqti_test_xmlv2p1" href="t.xml"/>'), "t.xml": refs })).toEqual(["qti.in-file t.xml qti.too-many 10000"]);
    expect(await alone(`<questestinterop>${"<item/>".repeat(20_000)}</questestinterop>`)).toEqual(["qti.too-many 10000"]);
  });

  test.each(["../secret.xml", "/etc/passwd", "file:///etc/passwd", "https://example.org/i.xml", "a/../../i.xml", "%2e%2e/i.xml", "..\\i.xml"])("opens nothing outside: %s", async (href) => {
    expect(await keysOf({ "imsmanifest.xml": manifest(`<resource type="imsqti_item_xmlv2p1" href="${href}"/>`) })).toEqual([expect.stringContaining("qti.file-outside")]);
  });

  test("may not send sections round in a circle", async () => {
    const section = '<assessmentSection title="s"><assessmentSectionRef href="s.xml"/></assessmentSection>';
    expect(await keysOf({ "imsmanifest.xml": manifest('<resource type="imsqti_test_xmlv2p1" href="s.xml"/>'), "s.xml": section })).toEqual([expect.stringContaining("qti.too-involved")]);
  });

  test("may not keep us busy with its rules", async () => {
    const response = '<responseDeclaration identifier="R" cardinality="multiple" baseType="identifier"><correctResponse><value>c1</value></correctResponse></responseDeclaration>';
    const choices = Array.from({ length: 250 }, (_, place) => `<simpleChoice identifier="c${place}">x</simpleChoice>`).join("");
    const rule = '<responseCondition><responseIf><member><baseValue baseType="identifier">c1</baseValue><variable identifier="R"/></member><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>';
    const body = `<choiceInteraction responseIdentifier="R" maxChoices="0">${choices}</choiceInteraction>`;
    expect(await alone(item(response, body, `<responseProcessing>${rule.repeat(20_000)}</responseProcessing>`))).toEqual(["qti.too-involved"]);
    expect(await alone(item(response, `<choiceInteraction responseIdentifier="R" maxChoices="0">${choices.repeat(200)}</choiceInteraction>`, ""))).toEqual(["qti.too-involved"]);
  });

  test("is refused for names that mean something to JavaScript alone", async () => {
    expect(await alone(item('<responseDeclaration identifier="__proto__" cardinality="single" baseType="identifier"/>', '<constructorInteraction responseIdentifier="__proto__"/>'))).toEqual(["qti.unknown-kind constructorInteraction"]);
  });
});
