import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../src/engine/questions/linting/finding.ts";
import { debrief } from "./support/command-line.ts";
import { choice } from "./support/questions.ts";

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "debrief-lint-")); });
afterAll(() => rmSync(folder, { recursive: true }));

const lint = (words: string[], input?: string) => debrief(["lint", ...words], input === undefined ? {} : { input });
const file = (name: string, text: string) => { writeFileSync(join(folder, name), text); return join(folder, name); };

const SOUND = JSON.stringify({ ...choice("Which group was it?", ["APT28", "OilRig", "*Turla"]), id: "sound" });
const BLOCKED = JSON.stringify({ ...choice("Which group was it?", ["APT28", "None of the above", "*Turla"]), id: "blocked" });
const WARNED = JSON.stringify({ ...choice("Which group is it now?", ["APT28", "OilRig", "*Turla"]), id: "warned" });

interface Line { line: number; id?: string; error?: string; findings?: Finding[]; summary?: Record<string, unknown> }
const linesOf = (stdout: string) => stdout.trim().split("\n").map((line) => JSON.parse(line) as Line);

describe("debrief lint", () => {
  test("names line, severity, rule and place, says why and what to do, and ends with 1", async () => {
    const { status, stdout, stderr } = await lint([file("one.jsonl", `${SOUND}\n\n${BLOCKED}\n`)]);
    expect(status).toBe(1);
    expect(stdout).toBe(`${join(folder, "one.jsonl")}:3: [blocking] none-of-the-above (option b): “None of the above” speaks of the other options and says nothing itself. Write an answer that stands for itself, or leave the option out.\n`);
    expect(stderr).toContain("2 questions: 1 with findings (1 blocking, 0 warnings), 0 errors.");
  });

  test("ends with 0 where nothing blocks, and with 1 for a warning only when it is strict", async () => {
    expect(await lint([file("sound.jsonl", SOUND)])).toMatchObject({ status: 0, stdout: "" });
    expect((await lint([file("warned.jsonl", WARNED)])).status).toBe(0);
    expect((await lint(["--strict", file("warned.jsonl", WARNED)])).status).toBe(1);
  });

  test("gives programs one object for each question with findings, and a summary last", async () => {
    const { stdout } = await lint(["--json", "-"], `${BLOCKED}\n${SOUND}\n${WARNED}\n`);
    expect(linesOf(stdout)).toMatchObject([
      { line: 1, id: "blocked", findings: [{ rule: "none-of-the-above", number: 3, severity: "blocking", where: "option b" }] },
      { line: 3, id: "warned", findings: [{ rule: "stale", severity: "warning", where: "stem" }] },
      { summary: { questions: 3, withFindings: 2, blocking: 1, warnings: 1, errors: 0, byRule: { "none-of-the-above": 1, stale: 1 } } },
    ]);
  });

  test("names what is malformed with its line and reason, and looks at the rest", async () => {
    const { status, stdout } = await lint(["--json", "-"], `{"kind":\n{"kind":"single"}\n${WARNED}\n42\n`);
    expect(status).toBe(1);
    const lines = linesOf(stdout);
    expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, undefined]);
    expect(lines.map(({ error }) => error !== undefined)).toEqual([true, true, false, true, false]);
    expect(lines[0]!.error).toContain("no JSON");
    expect(lines.at(-1)!.summary).toMatchObject({ questions: 1, errors: 3 });
  });

  test("reads an array on one line or on many, with brackets, quotation marks and escapes in its texts", async () => {
    const tricky = JSON.stringify({ ...choice("Which “]}” was \"it\\\" now?", ["[", "{", "*\\"]), id: "tricky" });
    expect(linesOf((await lint(["--json", "-"], `[${SOUND},${tricky}]`)).stdout).map(({ line, id }) => [line, id])).toEqual([[1, "tricky"], [undefined, undefined]]);
    expect(linesOf((await lint(["--json", "-"], `\uFEFF\n[\n  ${SOUND},\n\n  ${JSON.stringify(JSON.parse(tricky), null, 2)}\n]\n`)).stdout)).toMatchObject([{ line: 5, id: "tricky" }, { summary: { questions: 2 } }]);
  });

  test.each([
    ["an array that is not closed", `[${SOUND}`, "not closed"], ["a comma too many", `[${SOUND},]`, "comma"], ["something after the array", `[${SOUND}] x`, "after the end"], ["a word in the array", `[nope]`, "no JSON"],
  ])("refuses %s", async (_what, input, reason) => {
    const { status, stdout } = await lint(["-"], input);
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`^standard input:1: \\[error\\] .*${reason}`, "m"));
  });

  test("says nothing about nothing", async () => {
    for (const input of ["", "\n \n", "[]"]) expect(linesOf((await lint(["--json", "-"], input)).stdout)).toMatchObject([{ summary: { questions: 0, errors: 0 } }]);
  });

  test("looks at the file as a whole as well", async () => {
    const longest = Array.from({ length: 12 }, (_, place) => JSON.stringify({ ...choice(`Asked ${place}?`, place % 2 ? ["*right", "no", "nix"] : ["no", "*right", "nix"]), id: `q${place}` }));
    expect(linesOf((await lint(["--json", "-"], longest.join("\n"))).stdout)[0]).toMatchObject({ line: 0, id: "paper", findings: [{ rule: "longest-option-correct", where: "paper", severity: "warning" }, { rule: "base-rate-cue" }] });
    expect((await lint(["-"], longest.join("\n"))).stdout).toContain("standard input: [warning] longest-option-correct (paper): The right answer is the longest in 12 of 12 questions");
  });

  test("gets through a large file without keeping it", async () => {
    const { status, stdout } = await lint(["--json", file("large.jsonl", `${SOUND}\n`.repeat(20_000))]);
    expect([status, linesOf(stdout).at(-1)!.summary]).toMatchObject([0, { questions: 20_000, withFindings: 0, errors: 0 }]);
  });
});

describe("debrief lint of content", () => {
  const decision = (id: string, text: string) => `- id: ${id}\n  incident: x\n  topic: reporting\n  stem: A note lies on your desk. What do you do with it?\n  options:\n    - { text: Report it, correct: true, feedback: That is right so. }\n    - { text: ${text}, feedback: That is not right. }\n    - { text: Eat it, feedback: That is not right. }\n  explanation: Somebody else may need to know.\n  facts: [fact]\n`;

  test("names file and line, in a folder that cannot be loaded as a whole too", async () => {
    const content = join(folder, "content");
    mkdirSync(join(content, "decide"), { recursive: true });
    writeFileSync(join(content, "decide/x.yaml"), `${decision("one", "Bin it")}${decision("two", "None of the above")}- id: three\n  incident: 4\n`);
    const { status, stdout } = await lint([content]);
    expect(status).toBe(1);
    expect(stdout).toContain("decide/x.yaml:11: [blocking] none-of-the-above (option b):");
    expect(stdout).toMatch(/^decide\/x\.yaml:22: \[error\] incident: /m);
  });

  test("finds out by itself what it is given", async () => {
    const text = decision("two", "None of the above");
    for (const { stdout } of [await lint([file("x.yaml", text)]), await lint(["-"], text), await lint(["--format", "content", "-"], text)]) expect(stdout).toMatch(/:1: \[blocking\] none-of-the-above/);
    expect((await lint(["--format", "json", "-"], text)).stdout).toContain("no JSON");
  });

  test("lends what a folder knows to the rules", async () => {
    const leaks = JSON.stringify({ ...choice("Which group did the NCSC name as Turla’s victim?", ["APT28", "WannaCry", "*OilRig"]), id: "q" });
    expect((await lint(["-"], leaks)).status).toBe(0);
    expect((await lint(["-", "--content", "questions"], leaks)).stdout).toContain("implausible-distractors (option b)");
  });

  test("of the content that ships is clean", async () => {
    expect((await lint(["questions"])).status).toBe(0);
  });
});

describe("debrief lint --rules", () => {
  test("prints every rule with its severity and source", async () => {
    const { status, stdout } = await lint(["--rules"]);
    expect(status).toBe(0);
    expect(stdout).toContain("24. unscoped-claim [blocking]");
    expect(linesOf((await lint(["--rules", "--json"])).stdout)).toHaveLength(26);
  });
});

test.each([["no file", []], ["an unknown format", ["--format", "gift", "x"]], ["an unknown option", ["--frob", "x"]], ["two files", ["x", "y"]]])("wrong usage ends with 2: %s", async (_what, args) => {
  expect((await lint(args)).status).toBe(2);
});

test.each([["a file that is not there", ["/no/such/file"], "no such file"], ["a folder as JSON", ["--format", "json", "questions"], "is a folder"]])("%s ends with 1 and words", async (_what, args, words) => {
  const { status, stderr } = await lint(args);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
});
