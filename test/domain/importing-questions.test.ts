import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addImport, type Lot } from "../../src/domain/adding-imports.ts";
import { cancelImport, chooseTwins, expireImports, previewImport, tidyImports } from "../../src/domain/importing-questions.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { readArrivals } from "../../src/domain/reading-questions.ts";
import { takeBackImport } from "../../src/domain/taking-back.ts";
import { readCsv } from "../../src/engine/questions/formats/csv.ts";
import { FILLED } from "../../src/engine/questions/formats/arrived.ts";
import { questionSchema, type Question } from "../../src/engine/questions/question.ts";
import { insertImport, insertImportLines, insertImportPictures } from "../../src/storage/question-imports.ts";
import type { QuestionImport } from "../../src/storage/import-tables.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { csvOf, jsonOf, PIXEL } from "../support/question-files.ts";
import { openWorld, type World } from "../support/world.ts";

let [world, author]: [World, Person] = [] as never;
beforeAll(async () => { world = await openWorld(); author = await makePerson(world.db, { roles: ["trainer"] }); });
afterAll(() => world.close());
beforeEach(() => world.travelTo("2026-01-05T09:00:00Z"));

const LOT: Lot = { topic: "data", level: "decide", incident: "", tags: ["moved here"] };
const preview = (name: string, bytes: Buffer) => previewImport(world.db, author, { name, bytes }, world.now());
const stateOf = async ({ id }: QuestionImport) => (await world.db("question_imports").where({ id }).first())!;
const linesOf = ({ id }: QuestionImport) => world.db("import_lines").where({ import_id: id }).orderBy("position");
const bodiesOf = async ({ id }: QuestionImport) => (await world.db("question_versions").join("questions", "questions.id", "question_versions.question_id").where({ import_id: id }).orderBy("questions.id").select("question_versions.body")).map(({ body }) => JSON.parse(body as string) as Question);
const countQuestions = async () => Number((await world.db("questions").count({ total: "*" }).first())!["total"]);
const add = async (brought: QuestionImport, lot: Partial<Lot> = {}) => { const { finished } = await addImport(world.db, author, brought, { ...LOT, ...lot }, world.now); await finished; };

describe("looking at a file", () => {
  test("writes nothing into the bank, and says of each question what it became", async () => {
    const before = await countQuestions();
    const brought = await preview("mixed.csv", Buffer.from("Question,Option A,Option B,Key,Colour\nGood one?,yes,no,A,red\nNo key?,yes,no,,\n"));
    expect(brought).toMatchObject({ state: "waiting", format: "csv", questions: 1, errors: 1, twins: 0 });
    expect(await linesOf(brought)).toMatchObject([{ line: 2, kind: "single", title: "Good one?", error: null, taken: 1 }, { line: 3, kind: null, title: "No key?", body: null, taken: 0 }]);
    expect(await countQuestions()).toBe(before);
  });

  test.each([["questions.pdf", Buffer.from("x"), "imports.wrong-kind"], ["questions.csv", Buffer.alloc(0), "imports.empty-file"], ["questions.csv", Buffer.alloc(20_000_001, "a"), "imports.too-large"]])("is refused for %s", async (name, bytes, key) => {
    await expect(preview(name, bytes)).rejects.toMatchObject({ field: "file", words: { key } });
  });

  test("tells what is like a question of the bank or of the file before anything is added, and whether the keys contradict each other", async () => {
    const known = await makeQuestion(world.db, { stem: "Which ransomware encrypted the servers of the harbour of Rotterdam in 2017?", options: [{ id: "a", text: "NotPetya", correct: true, feedback: "x" }, { id: "b", text: "Ryuk", correct: false, feedback: "x" }] });
    const lines = [
      "Question,Option A,Option B,Key", "Which ransomware was it that encrypted the servers of the harbour of Rotterdam in 2017?,NotPetya,Conti,A", "Which ransomware encrypted servers of the harbour of Rotterdam in 2017?,NotPetya,Ryuk,B",
      "Who should be told about a lost badge of the office at once?,The desk,Nobody,A", "Who should be told about the lost badge of the office at once?,The desk,A friend,A", "What is a passkey made of?,Keys,Words,A",
    ];
    const brought = await preview("like.csv", Buffer.from(`${lines.join("\n")}\n`));
    expect((await linesOf(brought)).map(({ like_id, like_line, like_key, taken }) => [like_id, like_line, like_key, taken])).toEqual([[known.row.id, null, 1, 1], [known.row.id, null, 0, 1], [null, null, null, 1], [null, 4, 1, 1], [null, null, null, 1]]);
    expect(brought.likes).toBe(3);
  });

  test("finds twins in the file and in the bank, and skips them unless they are taken", async () => {
    const first = await preview("first.csv", Buffer.from("Question,Option A,Option B,Key\nWho has it?,Ann,Ben,A\nWHO  has it,Ben,ann,B\nWho has it?,Ann,Ben,B\n"));
    expect((await linesOf(first)).map(({ twin_line, taken }) => [twin_line, taken])).toEqual([[null, 1], [2, 0], [null, 1]]);
    await add(first);
    const again = await preview("again.csv", Buffer.from("Question,Option A,Option B,Key\n“Who has it?”,Ann,Ben,A\nWho has it ?,Ann,Ben,A\n"));
    const [quoted, spaced] = await linesOf(again);
    expect([quoted!.twin_id, spaced!.taken]).toEqual([null, 0]);
    expect(spaced!.twin_id).not.toBeNull();
    await chooseTwins(world.db, again, [2], [1, 2]);
    expect((await linesOf(again)).map(({ taken }) => taken)).toEqual([1, 1]);
  });
});

describe("a question that was in the bank before there were fingerprints", () => {
  test("is found as a twin all the same", async () => {
    const { row } = await makeQuestion(world.db, { stem: "Who was here before?" });
    expect((await world.db("question_versions").where({ question_id: row.id }).first())!.fingerprint).toBeNull();
    const key = (JSON.parse((await world.db("question_versions").where({ question_id: row.id }).first())!.body) as { options: { text: string }[] }).options[0]!.text;
    const again = await preview("before.csv", Buffer.from(`Question,Option A,Option B,Key\nWho was here before?,Nobody,${key},B\n`));
    expect((await linesOf(again))[0]!.twin_id).toBe(row.id);
  });
});

describe("adding an import", () => {
  test("makes drafts with the topic, level and tags of the lot where the file says none", async () => {
    const brought = await preview("lot.csv", Buffer.from("Question,Option A,Option B,Key,Topic,Tags\nOwn topic?,yes,no,A,passwords,mine\nNo topic?,yes,no,A,,\n"));
    await add(brought);
    expect(await bodiesOf(brought)).toMatchObject([{ topic: "passwords", level: "decide", tags: ["mine", "moved here"] }, { topic: "data", level: "decide", tags: ["moved here"] }]);
    const rows = await world.db("questions").where({ import_id: brought.id });
    expect(rows).toMatchObject([{ state: "draft", author_id: author.id, topic: "passwords" }, { topic: "data" }]);
    expect((await bodiesOf(brought)).map(({ id }) => id)).toEqual(rows.map(({ public_id }) => public_id));
    expect(await stateOf(brought)).toMatchObject({ state: "done", added: 2, run: null });
    expect(await linesOf(brought)).toEqual([]);
    expect(await world.db("audit_events").where({ deed: "questions.imported", subject: brought.public_id })).toHaveLength(1);
  });

  test("tags them by their categories where that is wished, and lists them without markup", async () => {
    const brought = await preview("bank.gift", Buffer.from("$CATEGORY: $course$/top/Security/TCP//IP\n\n[html]<p>Which <b>port</b> is it?</p>{=443 ~80}\n\n$CATEGORY: $course$/top/\n\nNowhere{=a ~b}\n"));
    await add(brought, { categories: true });
    expect((await bodiesOf(brought)).map(({ tags }) => tags)).toEqual([["moved here", "TCP/IP"], ["moved here"]]);
    expect((await world.db("question_versions").join("questions", "questions.id", "question_versions.question_id").where({ import_id: brought.id }).orderBy("questions.id").first())!.stem).toBe("Which port is it?");
  });

  test("needs a topic where a question has none, and something to add", async () => {
    const brought = await preview("topicless.csv", Buffer.from("Question,Option A,Option B,Key\nTopicless?,yes,no,A\n"));
    await expect(add(brought, { topic: "" })).rejects.toMatchObject({ field: "topic" });
    await expect(add(brought, { incident: "nowhere" })).rejects.toMatchObject({ field: "incident" });
    await expect(add(await preview("errors.csv", Buffer.from("Question,Option A,Option B,Key\nKeyless?,yes,no,\n")))).rejects.toMatchObject({ words: { key: "imports.nothing-taken" } });
  });

  test("adds once when it is confirmed twice at the same moment", async () => {
    const brought = await preview("twice.csv", csvOf(30, "Twice"));
    const runs = await world.atOnce(() => add(brought), () => add(brought));
    expect(runs.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await bodiesOf(brought)).toHaveLength(30);
  });

  test("leaves nothing when it breaks off, says so, and can be started again", async () => {
    const brought = await preview("broken.csv", csvOf(300, "Broken"));
    const before = await countQuestions();
    const last = (await linesOf(brought)).at(-1)!;
    await world.db("import_lines").where({ id: last.id }).update({ body: last.body!.replace('"single"', "null") });
    await add(brought);
    expect([await countQuestions(), (await stateOf(brought)).state]).toEqual([before, "failed"]);
    await world.db("import_lines").where({ id: last.id }).update({ body: last.body });
    await add(brought);
    expect([await countQuestions(), (await stateOf(brought)).state]).toEqual([before + 300, "done"]);
  });

  test("is noted as broken off when its process ended under it, and a run that wakes up later adds nothing", async () => {
    const brought = await preview("lost.csv", csvOf(5, "Lost"));
    await world.db("question_imports").where({ id: brought.id }).update({ state: "running", run: "gone", beat_at: world.now().toISOString() });
    await tidyImports(world.db, world.now());
    expect((await stateOf(brought)).state).toBe("running");
    world.travelTo("2026-01-05T09:02:00Z");
    await tidyImports(world.db, world.now());
    expect(await stateOf(brought)).toMatchObject({ state: "failed", run: null });
    await add(brought);
    expect(await bodiesOf(brought)).toHaveLength(5);
  });

  test("keeps our JSON body for body, but for its new id and what is not known here", async () => {
    const question = questionSchema.parse({ schema: 1, kind: "single", id: "old-1", level: "mechanism", difficulty: "hard", stem: "Which stays?", explanation: "All of it.", facts: ["nowhere-known"], incident: "unknown", topic: "data", evidence: [], enemies: ["old-2"], options: [{ id: "a", text: "This", correct: true, feedback: "Yes." }, { id: "b", text: "That", correct: false, feedback: "No.", proof: "P1" }], translations: { de: { stem: "Was bleibt?", explanation: "Alles.", options: { a: { text: "Dies", feedback: "Ja." }, b: { text: "Das", feedback: "Nein." } } } } });
    const other = questionSchema.parse({ ...question, id: "old-2", stem: "Which goes?", facts: [], incident: undefined, enemies: ["old-1"], translations: undefined });
    const brought = await preview("ours.json", jsonOf(question, other));
    const notes = (await linesOf(brought)).map(({ notes: said }) => (JSON.parse(said) as { key: string }[]).map(({ key }) => key));
    expect(notes).toEqual([["imports.unknown-incident", "imports.unknown-facts"], []]);
    await add(brought, { tags: [] });
    const [first, second] = await bodiesOf(brought);
    expect([first!.enemies, second!.enemies]).toEqual([[second!.id], [first!.id]]);
    expect({ ...second, id: "old-2", enemies: ["old-1"] }).toEqual(JSON.parse(JSON.stringify(other)));
    expect(first!.translations).toEqual(question.translations);
    expect(first).not.toHaveProperty("incident");
  });
});

describe("what waits", () => {
  test("is let go after a day, and when it is cancelled", async () => {
    const [old, cancelled] = [await preview("old.csv", csvOf(2, "Old")), await preview("cancelled.csv", csvOf(2, "Cancelled"))];
    await cancelImport(world.db, author, cancelled, world.now());
    await expect(add(cancelled)).rejects.toThrow();
    world.travelTo("2026-01-06T09:00:01Z");
    await world.db.transaction((tx) => expireImports(tx, later(world.now(), -DAY), 100, world.now()));
    expect([(await stateOf(old)).state, (await stateOf(cancelled)).state, await linesOf(old), await linesOf(cancelled)]).toEqual(["expired", "cancelled", [], []]);
  });
});

describe("taking an import back", () => {
  test("removes its questions and the pictures that only they show", async () => {
    const [shared, own] = [PIXEL, Buffer.concat([PIXEL, Buffer.from("another")])];
    const [one, two] = [await withPictures("one", [shared, own]), await withPictures("two", [shared])];
    expect(await world.db("pictures").select("digest")).toHaveLength(2);
    expect(await takeBackImport(world.db, author, one, world.now())).toBe(1);
    expect([(await stateOf(one)).state, await bodiesOf(one)]).toEqual(["taken-back", []]);
    expect((await world.db("pictures").select("bytes")).map(({ bytes }) => bytes)).toEqual([shared.length]);
    expect(await bodiesOf(two)).toHaveLength(1);
    await expect(takeBackImport(world.db, author, one, world.now())).rejects.toMatchObject({ words: { key: "imports.not-done" } });
  });

  test("is refused once a question stands in a quiz or was edited", async () => {
    const brought = await preview("used.csv", csvOf(2, "Used"));
    await add(brought);
    const [row] = await world.db("questions").where({ import_id: brought.id });
    const { quiz } = await makeQuiz(world.db);
    await world.db("quiz_questions").insert({ quiz_id: quiz.id, question_id: row!.id, position: 9 });
    await expect(takeBackImport(world.db, author, brought, world.now())).rejects.toMatchObject({ words: { key: "imports.in-use", values: { count: 1 } } });
    await world.db("quiz_questions").where({ question_id: row!.id }).delete();
    await world.db("question_versions").insert({ question_id: row!.id, number: 2, stem: "Edited", body: "{}", author_id: author.id, created_at: world.now().toISOString() });
    await expect(takeBackImport(world.db, author, brought, world.now())).rejects.toMatchObject({ words: { key: "imports.in-use" } });
    expect(await bodiesOf(brought)).toHaveLength(3);
  });
});

/** An import whose question shows these pictures, as files of other systems bring them. */
async function withPictures(word: string, files: readonly Buffer[]): Promise<QuestionImport> {
  const [read] = readCsv(`Question,Option A,Option B,Key,Format\n"${word} ${files.map((_, place) => `<img src=""@@PLUGINFILE@@/my pic${place}.png"">`).join("")}",yes,no,A,html\n`).questions;
  const { questions, pictures } = await readArrivals(world.db, { errors: [], questions: [{ ...read!, files: [...files.map((content, place) => ({ name: `my pic${place}.png`, content })), { name: "no.png", content: Buffer.from("no picture") }] }] });
  expect(questions[0]!.notes.map(({ key }) => key)).toEqual(["imports.no-picture", "imports.no-alternative"]);
  expect(questions[0]!.question.topic).toBe(FILLED.topic);
  const brought = await insertImport(world.db, { public_id: word, author_id: author.id, file_name: word, digest: "", format: "csv", state: "waiting", questions: 1, errors: 0, twins: 0, created_at: world.now().toISOString() });
  await insertImportLines(world.db, [{ import_id: brought.id, position: 1, line: 1, kind: "single", title: word, body: JSON.stringify(questions[0]!.question), without: "[]", notes: "[]", error: null, twin_id: null, twin_line: null, taken: 1 }]);
  await insertImportPictures(world.db, pictures.map((picture) => ({ import_id: brought.id, ...picture })));
  await add(brought);
  return brought;
}
