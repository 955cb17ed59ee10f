import { zipSync } from "fflate";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MODULE, readApart } from "../../../src/domain/reading-apart.ts";
import { readExcel, writeExcel } from "../../../src/engine/questions/formats/excel.ts";
import { readJson } from "../../../src/engine/questions/formats/json.ts";
import { apart } from "../../../src/lib/apart.ts";
import type { Person } from "../../../src/storage/tables.ts";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { csvOf, PIXEL } from "../../support/question-files.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let [world, trainer, agent, other, learner]: [World, Person, Agent, Agent, Agent] = [] as never;
beforeAll(async () => {
  world = await openWorld();
  trainer = await makePerson(world.db, { roles: ["trainer"] });
  agent = await world.signedInAs(trainer);
  other = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
  learner = await world.signedInAs(await makePerson(world.db));
});
afterAll(() => world.close());

const bring = (name: string, bytes: Buffer, as = agent) => as.post("/studio/imports").attach("file", bytes, name);
const brought = async (name: string, bytes: Buffer) => (await bring(name, bytes).expect(303)).headers["location"]!;
const LOT = { topic: "data", level: "recall", incident: "", tags: "moved" };
const countQuestions = async () => Number((await world.db("questions").count({ total: "*" }).first())!["total"]);

describe("the page for bringing in a file", () => {
  test("says which files are taken, how large, and offers templates", async () => {
    const { text } = await agent.get("/studio/imports/new").expect(200);
    for (const word of [".xlsx, .csv, .tsv, .json, .gift, .txt, .xml and .zip", "20 MB", "20,000 questions", "questions.xlsx", "questions.csv", "Kahoot"]) expect(text).toContain(word);
    const { text: csv } = await agent.get("/studio/imports/templates/questions.csv").expect(200).expect("Content-Disposition", /questions\.csv/);
    expect(csv.split("\r\n").filter((line) => /^(?:single|multiple|true_false|matching|ordering|numeric|short),/.test(line))).toHaveLength(7);
    const answer = await agent.get("/studio/imports/templates/questions.xlsx").buffer(true).parse((res, done) => { const parts: Buffer[] = []; res.on("data", (part: Buffer) => parts.push(part)); res.on("end", () => done(null, Buffer.concat(parts))); });
    expect((await readExcel(answer.body as Buffer)).questions).toHaveLength(7);
  });

  test.each([
    ["no file", undefined, "Choose a file."], ["a file of another kind", ["notes.docx", Buffer.from("x")], "This kind of file is not read."], ["an empty file", ["empty.csv", Buffer.alloc(0)], "The file is empty."],
    ["a file of 21 MB", ["large.csv", Buffer.alloc(21_000_000, "a")], "larger than 20 MB"], ["a file of 30 MB", ["larger.csv", Buffer.alloc(30_000_000, "a")], "larger than 20 MB"],
  ] as const)("refuses %s beside the field", async (_what, file, words) => {
    const request = agent.post("/studio/imports");
    const { text } = await (file ? request.attach("file", file[1], file[0]) : request.field("other", "x")).expect(422);
    expect(text).toContain(words);
    expect(text).toContain('aria-invalid="true"');
  });

  test.each([
    ["is no archive", Buffer.from("PK but not really"), "This is no ZIP archive"],
    ["is a bomb", Buffer.from(zipSync({ "xl/workbook.xml": new Uint8Array(29_000_000) }, { level: 9 })), "times its size"],
    ["leads out of itself", Buffer.from(zipSync({ "../../etc/passwd": Buffer.from("x") })), "names a place outside itself"],
    ["declares entities", Buffer.from(zipSync({ "xl/workbook.xml": Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>') })), "The workbook is damaged"],
  ])("shows as an error of the whole file a workbook that %s", async (_what, bytes, words) => {
    const { text } = await agent.get(await brought("hostile.xlsx", bytes)).expect(200);
    expect(text).toContain(words);
    expect(text).toContain("Whole file");
    expect(text).not.toContain("confirmation");
  });

  test.each([
    ["a large file", "large.csv", csvOf(18_000), "18000 read"],
    ["a small one of another system", "small.gift", Buffer.from(`::q:: [html]${"<img ".repeat(2_000)} {T}`), "0 read"],
  ])("answers others while %s is read", async (_what, name, bytes, end) => {
    const events: string[] = [];
    const read = readApart({ name, bytes }).then(({ arrivals }) => events.push(`${arrivals.questions.length} read`));
    await agent.get("/studio/imports/new").expect(200);
    events.push("answered");
    await read;
    expect(events).toEqual(["answered", end]);
  });

  test.each([["long", { milliseconds: 1, megabytes: 500 }], ["much memory", { milliseconds: 60_000, megabytes: 4 }]])("stops where a file takes too %s", async (_what, limits) => {
    await expect(readApart({ name: "large.csv", bytes: csvOf(18_000) }, [apart(MODULE, limits)])).rejects.toMatchObject({ field: "file", words: { key: "imports.too-involved" } });
  });

  test("reads no file of a visitor or a learner", async () => {
    await world.visitor().post("/studio/imports").attach("file", csvOf(1), "q.csv").expect(303).expect("Location", /session/);
    await bring("q.csv", csvOf(1), learner).expect(403);
  });
});

describe("the preview", () => {
  test("has errors first, with their lines and what to do, and says what was left out", async () => {
    const { text } = await agent.get(await brought("errors.csv", readFileSync("test/fixtures/questions/sheets/errors.csv"))).expect(200);
    expect(text.indexOf("Line 3")).toBeLessThan(text.indexOf("Line 2"));
    for (const word of ["Column “Key” is empty.", "Good?", "2 questions are ready to be added"]) expect(text).toContain(word);
    expect((await agent.get(`${await brought("kahoot.csv", readFileSync("test/fixtures/questions/sheets/kahoot.csv"))}?show=notes`).expect(200)).text).toContain("The time limit of 20 seconds");
  });

  test("is escaped, whatever a file says", async () => {
    const { text } = await agent.get(await brought("<img src=x>.csv", Buffer.from('Question,Option A,Option B,Key,<b>x\n<script>alert(1)</script>,a,b,A,y\n<i>bad</i>,a,b,<u>Q</u>,\n'))).expect(200);
    for (const tag of ["<img src=x>", "<script>alert", "<i>bad", "<u>Q", "<b>x"]) expect(text).not.toContain(tag);
  });

  test("belongs to who brought the file: to another trainer there is none", async () => {
    const address = await brought("mine.csv", csvOf(2, "Mine"));
    await other.get(address).expect(404);
    for (const deed of ["confirmation", "cancellation", "choices", "removal"]) await other.post(`${address}/${deed}`).type("form").send(LOT).expect(404);
    expect((await other.get("/studio/imports").expect(200)).text).not.toContain("mine.csv");
  });

  test("shows 5,000 questions page by page", async () => {
    const address = await brought("many.csv", csvOf(5000, "Many"));
    expect((await agent.get(`${address}?page=200`).expect(200)).text).toContain("question number 5000?");
    await agent.post(`${address}/cancellation`).expect(303);
    expect((await agent.get(address).expect(200)).text).toContain("Nothing of it is in the bank.");
  });
});

describe("confirming", () => {
  test("adds the questions once, however often it is clicked, and they can be taken back", async () => {
    const [address, before] = [await brought("few.csv", csvOf(3, "Few")), await countQuestions()];
    await Promise.all([1, 2].map(() => agent.post(`${address}/confirmation`).type("form").send(LOT)));
    await agent.post(`${address}/confirmation`).type("form").send(LOT).expect(303).expect("Location", address);
    expect(await countQuestions()).toBe(before + 3);
    expect((await agent.get(address).expect(200)).text).toContain("3 questions are in the bank as drafts.");
    await agent.post(`${address}/removal`).expect(303);
    expect(await countQuestions()).toBe(before);
    expect((await agent.get("/studio/imports").expect(200)).text).toContain("Taken back");
  });

  test("asks for a topic where the file has none, and keeps what was typed", async () => {
    const address = await brought("topicless.csv", Buffer.from("Question,Option A,Option B,Key\nNo topic?,yes,no,A\n"));
    const { text } = await agent.post(`${address}/confirmation`).type("form").send({ ...LOT, topic: "", tags: "kept words" }).expect(422);
    expect(text).toContain("Choose a topic for the questions that have none.");
    expect(text).toContain("kept words");
  });

  test("goes on by itself where there are many, and shows how far it is", async () => {
    const address = await brought("large.csv", csvOf(600, "Large"));
    await agent.post(`${address}/confirmation`).type("form").send(LOT).expect(303);
    await expect.poll(async () => (await agent.get(address)).text, { timeout: 30_000 }).toContain("600 questions are in the bank as drafts.");
    const { id } = (await world.db("question_imports").where({ file_name: "large.csv" }).first())!;
    await world.db("question_imports").where({ id }).update({ state: "running", done: 250, beat_at: world.now().toISOString() });
    const { text } = await agent.get(address).expect(200).expect("Refresh", "2");
    expect(text).toMatch(/<progress id="progress" max="\d+" value="250">/);
  });
});

describe("exporting", () => {
  test("gives what matches, a quiz or what was chosen, and says before what a format does not carry", async () => {
    const { row } = await makeQuestion(world.db, { stem: "Which is exported?", topic: "unheard-of", enemies: ["another"] });
    const { quiz, questions } = await makeQuiz(world.db, { questions: 2 });
    const { text } = await agent.get("/studio/exports?topic=unheard-of").expect(200);
    expect(text).toContain("Which questions must not stand beside it (one question)");
    const { text: json } = await agent.post("/studio/exports").type("form").send({ format: "json", topic: "unheard-of" }).expect(200).expect("Content-Disposition", /questions-2026-01-05\.json/);
    expect(readJson(json).questions.map(({ question }) => question.id)).toEqual([row.public_id]);
    const { text: ofQuiz } = await agent.post("/studio/exports").type("form").send({ format: "json", quiz: quiz.slug }).expect(200);
    expect(readJson(ofQuiz).questions.map(({ question }) => question)).toEqual(questions.map(({ body }) => body));
    const { text: csv } = await agent.post("/studio/exports").type("form").send({ format: "csv", question: [row.public_id, questions[0]!.row.public_id] }).expect(200);
    expect(csv.match(/^single,/gm)).toHaveLength(2);
    expect(await world.db("audit_events").where({ deed: "questions.exported" })).toHaveLength(3);
  });

  test("hands no key to a learner, and knows no other format", async () => {
    await learner.post("/studio/exports").type("form").send({ format: "json" }).expect(403);
    await agent.post("/studio/exports").type("form").send({ format: "docx" }).expect(404);
  });
});

test("a file of another system is brought in, and refused by name where no kind of ours can hold it", async () => {
  const address = await brought("moodle.gift", Buffer.from("::Ports:: Which port has HTTPS? {=443 ~80 ~21}\n\n::Tell:: Tell a story. {}\n"));
  const { text } = await agent.get(address).expect(200);
  for (const word of ["Which port has HTTPS?", "Line 3", "Tell"]) expect(text).toContain(word);
  await agent.post(`${address}/confirmation`).type("form").send(LOT).expect(303);
  const { text: gift } = await agent.post("/studio/exports").type("form").send({ format: "gift", q: "Which port has HTTPS" }).expect(200);
  expect(gift).toMatch(/::Ports::.*443/s);
  for (const [format, name] of [["moodle-xml", "q.xml"], ["qti-three", "q.zip"], ["qti-two-two", "q.zip"], ["qti-two-one", "q.zip"], ["qti-one-two", "q.zip"]] as const) {
    const answer = await agent.post("/studio/exports").type("form").send({ format, q: "Which port has HTTPS" }).expect(200).responseType("blob");
    const again = await agent.get(await brought(name, answer.body as Buffer)).expect(200);
    expect(again.text).toContain("Which port has HTTPS?");
    expect(again.text).not.toContain("data-error");
  }
});

describe("a picture", () => {
  test("is shown to who is signed in, as what it is and nothing else", async () => {
    await world.db("pictures").insert({ digest: "d".repeat(43), type: "image/png", width: 1, height: 1, bytes: PIXEL.length, content: PIXEL, created_at: "2026-01-05T09:00:00.000Z" });
    const answer = await learner.get(`/pictures/${"d".repeat(43)}`).expect(200).expect("Content-Type", "image/png");
    expect(answer.body).toEqual(PIXEL);
    expect(answer.headers).toMatchObject({ "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; sandbox", "cache-control": "private, max-age=31536000, immutable" });
    await world.visitor().get(`/pictures/${"d".repeat(43)}`).expect(303);
    await learner.get("/pictures/unknown").expect(404);
  });
});

test("a workbook that was exported is brought in again", async () => {
  const { body } = await makeQuestion(world.db, { stem: "=1+1 is what?" });
  const { questions } = await readExcel(await writeExcel([body]));
  expect(questions[0]!.question).toMatchObject({ stem: "=1+1 is what?", options: body.options });
});
