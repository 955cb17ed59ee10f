import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeBundle } from "./support/bundle.ts";
import { debrief as run, debriefProcess } from "./support/command-line.ts";
import { facts, KEY, openModelEndpoint, sends } from "./support/model-endpoint.ts";
import { questionSchema } from "../src/engine/questions/question.ts";

const debrief = (...words: string[]) => run(words);
/** A part of the library: to make all of its questions takes seconds. */
const SOME = ["--from", ...["2019-turla-piggybacking", "2018-samsam", "2020-solarwinds", "2017-notpetya"].map((name) => `questions/incidents/${name}.yaml`)];

describe("debrief generate", () => {
  const SIXTY = ["generate", ...SOME, "--seed", "x", "--limit", "60", "--json"];
  let first = "";
  beforeAll(() => { first = debriefProcess(SIXTY).stdout; });

  test("writes one question a line, each a valid one, and words to standard error", async () => {
    const { status, stdout, stderr } = await debrief("generate", ...SOME, "--incident", "turla-piggybacking", "--json");
    expect(status).toBe(0);
    const questions = stdout.trim().split("\n").map((line) => questionSchema.parse(JSON.parse(line)));
    expect(questions.length).toBeGreaterThan(20);
    expect(questions.every(({ incident }) => incident === "turla-piggybacking")).toBe(true);
    expect(stderr).toContain(`${questions.length} questions from`);
  });

  test("names no enemies that it does not write", () => {
    const questions = first.trim().split("\n").map((line) => questionSchema.parse(JSON.parse(line)));
    const ids = new Set(questions.map(({ id }) => id));
    expect(questions.flatMap(({ enemies }) => enemies).filter((id) => !ids.has(id))).toEqual([]);
    expect(questions.some(({ enemies }) => enemies.length > 0)).toBe(true);
  });

  test("refuses a folder without facts, and a database that is not there", async () => {
    const empty = mkdtempSync(join(tmpdir(), "debrief-empty-"));
    expect(await debrief("generate", empty)).toMatchObject({ status: 1, stdout: "" });
    const { status, stderr } = await run(["generate", "--database"], { env: { DATABASE_URL: join(empty, "nowhere/debrief.sqlite") } });
    expect([status, stderr]).toEqual([1, expect.stringContaining("There is no such database")]);
    rmSync(empty, { recursive: true });
  });

  test("gives the same for the same seed", async () => {
    expect((await run(SIXTY)).stdout).toBe(first);
  });
});

describe("debrief generate --from", () => {
  const folder = mkdtempSync(join(tmpdir(), "debrief-from-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => { writeFileSync(join(folder, name), text); return join(folder, name); };
  const questionsOf = (stdout: string) => stdout.trim().split("\n").map((line) => questionSchema.parse(JSON.parse(line)));

  test("takes the facts of the named files alone, and what they speak of from all that ships", async () => {
    const { status, stdout } = await debrief("generate", "--from", "questions/incidents/2019-turla-piggybacking.yaml", "questions/incidents/2018-samsam.yaml", "--json");
    expect(status).toBe(0);
    const incidents = questionsOf(stdout).flatMap(({ incident }) => (incident === undefined ? [] : [incident]));
    expect(new Set(incidents)).toEqual(new Set(["turla-piggybacking", "samsam-outbreak"]));
  });

  test("takes a file of somebody's own, and a vocabulary that adds a relation", async () => {
    const vocabulary = write("mine.yaml", '- id: warned-by\n  domain: [incident]\n  range: [identity]\n  cardinality: one\n  level: recall\n  asks: { object: ["Who warned of {s}?"] }\n  truth: "{o} warned of {s}."\n');
    const incidents = ["Turla", "FBI", "Europol", "Interpol"].map((name, place) => write(`${name}.yaml`, `id: own-${place}
title: The affair of ${name}
label: the affair of number ${["one", "two", "three", "four"][place]!}
summary: Something happened, and somebody warned of it beforehand.
happened: 2020-0${place + 1}
topics: [claims]
sources: [{ id: press, publisher: The Press, title: A title, published: 2020-05-01, url: "https://press.example/" }]
entities: [{ id: own-body-${place}, type: identity, name: Body ${["Able", "Baker", "Charlie", "Delta"][place]!} }]
facts: [{ id: own-fact-${place}, subject: own-${place}, relation: warned-by, object: own-body-${place}, modality: asserted, asserted_by: own-body-${place}, evidence: [{ source: press, quote: had warned of it }] }]
`));
    const { status, stdout, stderr } = await debrief("generate", "--from", vocabulary, ...incidents, "--kind", "single", "--json");
    expect([status, stderr.includes("questions from 4 facts")]).toEqual([0, true]);
    expect(questionsOf(stdout).map(({ stem }) => stem)).toContain("Who warned of the affair of number two?");
  });

  test("takes a STIX bundle, packed or not", async () => {
    const bundle = write("bundle.json", JSON.stringify(makeBundle({ groups: 12, software: 30, techniques: 40, campaigns: 4, mitigations: 6, relationships: 400 })));
    mkdirSync(join(folder, "packed"));
    const packed = join(folder, "packed/bundle.json.gz");
    writeFileSync(packed, gzipSync(readFileSync(bundle)));
    const plain = await debrief("generate", "--from", bundle, "--limit", "40", "--json");
    expect([plain.status, questionsOf(plain.stdout).length]).toEqual([0, 40]);
    expect((await debrief("generate", "--from", packed, "--limit", "40", "--json")).stdout).toBe(plain.stdout);
  });

  test("refuses what is malformed with its reasons, and writes nothing", async () => {
    const { status, stdout, stderr } = await debrief("generate", "--from", write("bad.json", '{"type":"bundle","objects":[{"type":"malware","id":"malware-1"}]}'));
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/malware-1/);
    expect((await debrief("generate", "--from", write("bad.yaml", "id: x\n  y: ["))).status).toBe(1);
    expect((await debrief("generate", "--from", join(folder, "not-there.yaml"))).stderr).toMatch(/no such file/i);
  });

  test("makes the wanted difficulty, kind and level only", async () => {
    const questions = questionsOf((await debrief("generate", ...SOME, "--difficulty", "hard", "--kind", "single", "--level", "mechanism", "--json")).stdout);
    expect(questions.length).toBeGreaterThan(3);
    for (const { difficulty, kind, level } of questions) expect([difficulty, kind, level]).toEqual(["hard", "single", "mechanism"]);
  });

  test("ends quietly when its reader has had enough", () => {
    const { status, stdout } = spawnSync("sh", ["-c", `"${process.execPath}" dist/cli.js generate ${SOME.join(" ")} --json 2>&1 | head -n 1`], { encoding: "utf8", maxBuffer: 1 << 26 });
    expect([status, stdout.trim().split("\n").length]).toEqual([0, 1]);
  });
});

describe("debrief generate --database", () => {
  test("makes questions from what was imported", async () => {
    const folder = mkdtempSync(join(tmpdir(), "debrief-database-"));
    const env = { DATABASE_URL: join(folder, "debrief.sqlite"), DATA_DIR: folder };
    writeFileSync(join(folder, "bundle.json"), JSON.stringify(makeBundle({ groups: 12, software: 30, techniques: 40, campaigns: 4, mitigations: 6, relationships: 400 })));
    const imported = await run(["import", "stix", join(folder, "bundle.json"), "--name", "the small atlas", "--version", "2"], { env });
    expect([imported.stderr, imported.status]).toEqual(["", 0]);
    const { status, stdout, stderr } = await run(["generate", "--database", "--json"], { env });
    expect([status, stderr]).toEqual([0, expect.stringContaining("questions from")]);
    expect(stdout).toContain("the small atlas v2");
    rmSync(folder, { recursive: true });
  });
});

describe("debrief guess", () => {
  const folder = mkdtempSync(join(tmpdir(), "debrief-guess-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("tells of a file in which the longest option is always right", async () => {
    const file = join(folder, "cued.jsonl");
    const option = (id: string, text: string, correct = false) => ({ id, text, correct, feedback: "because" });
    const line = (place: number) => JSON.stringify({ schema: 1, id: `q${place}`, kind: "single", level: "recall", difficulty: "easy", stem: "Which was it?", options: [option("a", `no ${place}`), option("b", `nor ${place}`), option("c", `the right one, as everybody can see ${place}`, true)], explanation: "So it was.", facts: [], topic: "claims", evidence: [], enemies: [] });
    writeFileSync(file, Array.from({ length: 200 }, (_, place) => line(place)).join("\n"));
    const { status, stdout, stderr } = await debrief("guess", file, "--json");
    expect(status).toBe(1);
    expect(stderr).toMatch(/single: longest/);
    const [single] = stdout.trim().split("\n").map((text) => JSON.parse(text) as { chance: number; strategies: { name: string; right: number; gain: number }[] });
    expect(single!.chance).toBeCloseTo(1 / 3, 3);
    expect(single!.strategies.find(({ name }) => name === "longest")).toMatchObject({ right: 1 });
  });

  test("finds nothing in the questions that ship", async () => {
    const file = join(folder, "shipped.jsonl");
    writeFileSync(file, (await debrief("generate", "--json")).stdout);
    const { status, stderr } = await debrief("guess", file);
    expect(stderr).toContain("No way of guessing");
    expect(status).toBe(0);
  });

  test("names the line of what is no question", async () => {
    const file = join(folder, "broken.jsonl");
    writeFileSync(file, '\n{"schema":1}\n');
    const { status, stderr } = await debrief("guess", file);
    expect(status).toBe(1);
    expect(stderr).toContain("broken.jsonl:2:");
  });
});

describe("debrief check-content", () => {
  test("counts what is there", async () => {
    const { status, stdout } = await debrief("check-content", "--json");
    for (const { reason } of (JSON.parse(stdout) as { unasked: { reason?: string }[] }).unasked) expect(reason).toMatch(/\.$/);
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { incidents: number }).incidents).toBeGreaterThanOrEqual(6);
    expect((await debrief("content", "relations", "attack-pattern")).stdout).toContain("began-with: incident -> attack-pattern\n  {according}, {s} began with {o}.");
    expect(await debrief("content", "relations", "weather")).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("No relation has the type weather") as string });
    const own = mkdtempSync(join(tmpdir(), "debrief-own-"));
    await debrief("content", "new", "2022-city-library", "--folder", own);
    expect((await debrief("content", "relations", "attack-pattern", "--folder", own)).status).toBe(0);
    writeFileSync(join(own, "notes.txt"), "words ".repeat(1000));
    expect((await run(["tally"], { env: { DATABASE_URL: join(own, "notes.txt") } })).stderr).toContain("The file that DATABASE_URL names is no SQLite database");
    expect((await debrief("extract", join(own, "nowhere.txt"))).stderr).toContain(`There is no such file or folder: ${join(own, "nowhere.txt")}`);
    rmSync(own, { recursive: true });
  });

  test("ends with 1 and names file, line and reason of what is wrong", async () => {
    const folder = mkdtempSync(join(tmpdir(), "debrief-content-"));
    mkdirSync(join(folder, "entities"));
    writeFileSync(join(folder, "entities/groups.yaml"), "- id: turla\n  type: gang\n  name: Turla\n");
    const { status, stdout, stderr } = await debrief("check-content", folder);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/entities\/groups\.yaml:2: 0\.type: /);
    rmSync(folder, { recursive: true });
  });

  test("ends with 1 and says so when there is no such folder", async () => {
    const { status, stderr } = await debrief("check-content", "/no/such/folder");
    expect(status).toBe(1);
    expect(stderr).toMatch(/no such folder/i);
  });
});

describe("debrief extract", () => {
  const folder = mkdtempSync(join(tmpdir(), "debrief-article-"));
  const file = (name: string, bytes: string | Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const article = file("article.txt", "Last week Turla carried out a cyber-attack on Iran, the BBC reported.\n");

  test("writes one candidate a line, each with its quotation, and words to standard error", async () => {
    const { status, stdout, stderr } = await debrief("extract", article, "--published", "2019-12-16", "--publisher", "The Press", "--json");
    expect(status).toBe(0);
    const candidates = stdout.trim().split("\n").map((line) => JSON.parse(line) as { relation: string; quote: string; start: number; end: number });
    expect(candidates.map(({ relation }) => relation)).toContain("attributed-to");
    expect(candidates.every(({ quote, start, end }) => readFileSync(article, "utf8").slice(start, end) === quote)).toBe(true);
    expect(stderr).toMatch(new RegExp(`^${candidates.length} candidates? from 1 sentence$`, "m"));
  });

  test("reads standard input", () => {
    const { stdout } = debriefProcess(["extract", "-"], readFileSync(article, "utf8"));
    expect(stdout).toContain("a cyber-attack on Iran | attributed-to | Turla");
  });

  test.each([["a file that is no text", new Uint8Array([0x89, 0x50, 0xff]), /Save it as UTF-8/], ["an empty file", "", /The text is empty/], ["a file of a megabyte", "a".repeat(1_000_000), /one article at a time/]])("refuses %s", async (_what, bytes, reason) => {
    const { status, stdout, stderr } = await debrief("extract", file("other.txt", bytes));
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(reason);
  });

  test("asks the language model too, and without it writes what the rules found", async () => {
    const endpoint = await openModelEndpoint();
    const text = file("model.txt", "Last week Turla carried out a cyber-attack on Iran.\nIn the end Conti was the hand in the attack on the bank.\n");
    const ask = (env: Record<string, string>) => run(["extract", text, "--model"], { env });
    const set = { MODEL_URL: endpoint.address, MODEL_NAME: "small-one", MODEL_KEY: KEY };
    endpoint.reply(facts([{ line: 1, quote: "Conti was the hand in the attack on the bank", subject: "the attack on the bank", relation: "attributed-to", object: "Conti", polarity: "positive", modality: "asserted", asserted_by: "" }]));
    const asked = await ask(set);
    expect([asked.status, asked.stdout]).toEqual([0, expect.stringMatching(/a cyber-attack on Iran \| attributed-to \| Turla[^]*0\.60 {2}the attack on the bank = a cyber-attack \| attributed-to \| Conti/)]);
    endpoint.reply(sends(500, KEY));
    const failed = await ask(set);
    await endpoint.close();
    expect(failed).toMatchObject({ status: 1, stdout: expect.stringContaining("a cyber-attack on Iran | attributed-to | Turla") as string, stderr: expect.stringContaining("no answer that can be used: it answered with the error 500.") as string });
    expect(await ask({})).toMatchObject({ status: 1, stdout: failed.stdout, stderr: expect.stringContaining("MODEL_URL") as string });
    expect(asked.stderr + failed.stderr).not.toContain(KEY);
  });

  test("refuses a date that is no day", async () => {
    expect(await debrief("extract", article, "--published", "last week")).toMatchObject({ status: 1, stderr: expect.stringContaining("write it as 2019-12-16") as string });
  });
});

describe("debrief evaluate-extraction", () => {
  test("gives figures for each article, for all and by relation", async () => {
    const { status, stdout } = await debrief("evaluate-extraction", "test/engine/extraction/articles");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^baltimore: \d+ candidates, \d+ % usable; \d+ of 21 facts found/);
    expect(stdout).toMatch(/\nall 10: /);
    expect(stdout).toMatch(/\n {2}targets +\d+ of \d+ facts found/);
  });

  test("ends with 1 where there is nothing to compare", async () => {
    expect(await debrief("evaluate-extraction", "/no/such/folder")).toMatchObject({ status: 1, stderr: expect.stringContaining("There is no article in") as string });
  });
});

test.each([["an unknown command", ["frobnicate"]], ["an unknown option", ["generate", "--frob"]], ["a limit that is no number", ["generate", "--limit", "many"]], ["two sources at once", ["generate", "questions", "--database"]]])("wrong usage ends with 2: %s", async (_, args) => {
  const { status, stderr } = await debrief(...args);
  expect(status).toBe(2);
  expect(stderr).toContain("error:");
});

describe("debrief import questions --dry-run", () => {
  const file = (name: string) => `test/fixtures/questions/${name}`;

  test("prints one question a line in Moodle's words, then the summary with every error and its line", async () => {
    const { status, stdout } = await debrief("import", "questions", file("gift/essay-and-description.gift"), "--dry-run", "--json");
    const [question, summary] = stdout.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(status).toBe(0);
    expect(question).toMatchObject({ line: 5, qtype: "truefalse", kind: "true_false", name: "Real", textformat: 0, penalty: 1, answers: [{ text: "True", fraction: 1, feedback: "", format: 0 }, { text: "False", fraction: 0, feedback: "", format: 0 }] });
    expect(summary).toEqual({ summary: { questions: 1, errors: [{ line: 1, name: "Essay", reason: expect.stringContaining("essay") as string }, { line: 3, name: "Just read this.", reason: expect.stringContaining("description") as string }] } });
  });

  test("refuses by name what nothing here could mark, and what is no file of questions", async () => {
    expect((await debrief("import", "questions", file("gift/no-right-answer.gift"), "--dry-run")).stdout).toContain("line 1, not imported: Pick.\n  No answer of it is right.");
    expect(await debrief("import", "questions", file("gift/empty.gift"), "--dry-run", "--json")).toMatchObject({ status: 1, stdout: '{"summary":{"questions":0,"errors":[]}}\n' });
    expect(await debrief("import", "questions", file("gift/latin-1.gift"), "--dry-run")).toMatchObject({ status: 1, stdout: expect.stringContaining("The file is no UTF-8 text.") as string });
    expect(await debrief("import", "questions", "nowhere.gift", "--dry-run")).toMatchObject({ status: 1, stderr: "There is no such file: nowhere.gift\n" });
  });
});
