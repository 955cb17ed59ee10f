import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { publishQuiz } from "../../src/domain/publishing.ts";
import { approveQuestion, askForReview, requireReview, returnQuestion } from "../../src/domain/reviewing-questions.ts";
import { retireQuestion } from "../../src/domain/retiring.ts";
import { editQuestion, writeQuestion, type EditedQuestion } from "../../src/domain/writing.ts";
import type { WrittenQuestion } from "../../src/domain/written-questions.ts";
import { listVersionQuestionIds } from "../../src/storage/publications.ts";
import { listReviewsOf } from "../../src/storage/question-reviews.ts";
import type { Person, QuestionRow } from "../../src/storage/tables.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const option = (row: number, text: string, correct = false) => ({ row, text, correct, feedback: `Why ${text} is ${correct ? "right" : "wrong"}.` });
const WRITTEN: WrittenQuestion = {
  kind: "single", level: "decide", topic: "phishing", stem: "A caller asks for your password. What do you do?", explanation: "Nobody needs your password but you.",
  options: [option(1, "Hang up and report it", true), option(2, "Spell it for the caller"), option(3, "Send it in an e-mail")], incident: "", facts: [], quote: "", source: "",
};

let world: World;
let [author, other, third]: Person[] = [];
let question: QuestionRow;
beforeAll(async () => {
  world = await openWorld();
  for (const name of ["Ann", "Ben", "Cleo"]) await makePerson(world.db, { name, roles: ["trainer"] }).then((person) => { if (!author) author = person; else if (!other) other = person; else third = person; });
});
afterAll(() => world.close());
beforeEach(async () => { question = await writeQuestion(world.db, author!, WRITTEN, world.now()); });

const ask = () => askForReview(world.db, author!, question, "Is the stem clear?", world.now());
const approve = (by: Person, version = 1) => approveQuestion(world.db, by, question, { version, words: "" }, world.now());
const edit = (by: Person, version: number, changes: Partial<EditedQuestion> = {}) => editQuestion(world.db, by, question, { ...WRITTEN, why: "Clearer", stem: `A caller asks for your password, try ${version}. What do you do?`, version, ...changes }, world.now());
const row = async () => (await world.db("questions").where({ id: question.id }).first())!;
const versionIds = async () => (await world.db("question_versions").where({ question_id: question.id }).orderBy("number")).map(({ id }) => id);

describe("a review", () => {
  test("by somebody else publishes the question, in the version that they read", async () => {
    await ask();
    await ask();
    expect(await row()).toMatchObject({ state: "draft", in_review: 1 });
    await approve(other!);
    expect(await row()).toMatchObject({ state: "published", in_review: 0, approved_version_id: (await versionIds())[0] });
    expect(await listReviewsOf(world.db, question.id)).toMatchObject([{ decision: "approved", asker_name: "Ann", decider_name: "Ben", note: "Is the stem clear?" }]);
  });

  test("is refused to its author, to who asked, and to whoever wrote part of what is new", async () => {
    await ask();
    await expect(approve(author!)).rejects.toMatchObject({ words: { key: "review.own-wish" } });
    await edit(other!, 1);
    await expect(approve(other!, 2)).rejects.toMatchObject({ words: { key: "review.own-wish" } });
    await expect(approve(author!, 2)).rejects.toMatchObject({ words: { key: "review.own" } });
    await approve(third!, 2);
    expect(await row()).toMatchObject({ state: "published" });
  });

  test("decides only on the version that the reviewer had before them", async () => {
    await ask();
    await edit(author!, 1);
    await expect(approve(other!, 1)).rejects.toMatchObject({ words: { key: "review.overtaken" } });
    expect((await listReviewsOf(world.db, question.id)).map(({ decision }) => decision)).toEqual([null, "superseded"]);
    await approve(other!, 2);
  });

  test("sends back with words, and never without", async () => {
    await ask();
    expect(() => returnQuestion(world.db, other!, question, { version: 1, words: "" }, world.now())).toThrow();
    await returnQuestion(world.db, other!, question, { version: 1, words: "Say which password." }, world.now());
    expect(await row()).toMatchObject({ state: "draft", in_review: 0 });
  });

  test("by two at the same moment is decided once", async () => {
    await ask();
    const outcomes = await world.atOnce(() => approve(other!), () => approve(third!));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await listReviewsOf(world.db, question.id))).toHaveLength(1);
  });

  test("ends when the question is retired", async () => {
    await ask();
    await retireQuestion(world.db, author!, question, world.now());
    expect(await row()).toMatchObject({ state: "retired", in_review: 0 });
    await expect(approve(other!)).rejects.toMatchObject({ words: { key: "review.not-open" } });
  });
});

describe("an edit of a published question", () => {
  test("says why", async () => {
    await ask();
    await approve(other!);
    await expect(edit(author!, 1, { why: " " })).rejects.toMatchObject({ field: "why" });
    await edit(author!, 1);
    expect(await world.db("question_versions").where({ question_id: question.id, number: 2 }).first()).toMatchObject({ why: "Clearer" });
    expect(await row()).toMatchObject({ in_review: 0 });
  });
});

describe("where reviews are required", () => {
  beforeAll(() => requireReview(world.db, author!, true, world.now()));
  afterAll(() => requireReview(world.db, author!, false, world.now()));

  test("a quiz is published with approved versions only, and keeps them while a newer one is in review", async () => {
    const { quiz } = await makeQuiz(world.db, { questions: [], state: "draft" });
    await world.db("quiz_questions").insert({ quiz_id: quiz.id, question_id: question.id, position: 1 });
    const publish = async () => listVersionQuestionIds(world.db, (await publishQuiz(world.db, author!, quiz, { reason: "" }, world.now())).id);
    await expect(publish()).rejects.toMatchObject({ words: { key: "review.publication" } });
    await ask();
    await approve(other!);
    await edit(author!, 1);
    const [first, second] = await versionIds();
    expect(await row()).toMatchObject({ state: "published", in_review: 1 });
    expect(await publish()).toEqual([first]);
    expect(await row()).toMatchObject({ approved_version_id: first, in_review: 1 });
    await approve(third!, 2);
    expect(await publish()).toEqual([second]);
  });
});
