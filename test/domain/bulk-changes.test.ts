import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeInBulk, previewBulk } from "../../src/domain/bulk-changes.ts";
import type { BulkDeed } from "../../src/domain/bulk-plans.ts";
import { checkBank } from "../../src/domain/checking-questions.ts";
import { findLikeQuestions } from "../../src/domain/like-questions.ts";
import { renameTag } from "../../src/domain/renaming-tags.ts";
import { tagQuestion } from "../../src/domain/tagging-questions.ts";
import { listBodiesByPublicIds, listQuestions, type QuestionFilter } from "../../src/storage/questions.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuestion } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let author: Person;
let made: MadeQuestion[];
beforeAll(async () => {
  world = await openWorld();
  author = await makePerson(world.db, { roles: ["trainer"] });
  made = [
    await makeQuestion(world.db, { stem: "Which group hid behind Émile’s servers?", topic: "attribution", difficulty: "hard", tags: ["Onboarding"], row: { state: "draft", author_id: author.id } }),
    await makeQuestion(world.db, { stem: "Which wiper hit the ports?", name: "Nr. 17", topic: "ransomware", explanation: "", row: { state: "published" } }),
    await makeQuestion(world.db, { stem: "What is a supply chain?", topic: "ransomware", row: { state: "retired" } }),
  ];
});
afterAll(() => world.close());

const NOTHING: QuestionFilter = { q: "", topic: "", kind: "", level: "", state: "", incident: "", origin: "" };
const found = async (filter: Partial<QuestionFilter>) => (await listQuestions(world.db, { ...NOTHING, ...filter }, 1)).rows.map(({ id }) => made.findIndex(({ row }) => row.id === id)).sort();
const idsOf = (...places: number[]) => places.map((place) => made[place]!.row.public_id);
const change = (deed: BulkDeed, value: string, expected: number, chosen: string[] | QuestionFilter = idsOf(0, 1, 2)) => changeInBulk(world.db, author, chosen, { deed, value }, expected, world.now());

describe("the bank", () => {
  test("finds questions by parts of words and by phrases in their stem, options, name and tags, however they are typed", async () => {
    expect(await found({ q: "EMILE serv" })).toEqual([0]);
    expect(await found({ q: "nr 17" })).toEqual([1]);
    expect(await found({ q: "onboard" })).toEqual([0]);
    expect(await found({ q: `option a of question` })).toEqual([0, 1, 2]);
    expect([await found({ q: "hind servers rou" }), await found({ q: "uppl" }), await found({ q: "pl" }), await found({ q: "p" })]).toEqual([[0], [2], [2], []]);
    expect([await found({ q: '"supply chain"' }), await found({ q: '"chain supply"' }), await found({ q: '"upply chain"' }), await found({ q: "chain supply" })]).toEqual([[2], [], [], [2]]);
    expect(await found({ q: "\uE001upply" })).toEqual([2]);
    expect(await found({ q: "'\"*) NEAR (" })).toEqual([]);
    expect(await found({ q: "which", topic: "ransomware" })).toEqual([1]);
  });

  test("filters by what a question has and by what speaks against it", async () => {
    await world.db("questions").where({ id: made[2]!.row.id }).update({ in_review: 1 });
    expect([await found({ difficulty: "hard" }), await found({ tag: "onboarding" }), await found({ author: author.public_id })]).toEqual([[0], [0], [0]]);
    expect([await found({ flag: "unexplained" }), await found({ flag: "unused" }), await found({ flag: "withdrawn" }), await found({ flag: "imported" })]).toEqual([[1], [0, 1, 2], [], []]);
    expect([await found({ state: "draft" }), await found({ state: "in_review" }), await found({ state: "retired" })]).toEqual([[0], [], [2]]);
    await world.db("questions").where({ id: made[2]!.row.id }).update({ in_review: 0 });
  });

  test("keeps what the linter finds and what is like another, and looks again when a question changes", async () => {
    const twin = await makeQuestion(world.db, { stem: "Which wiper, then, hit the ports?", options: made[1]!.body.options, row: { state: "draft" } });
    expect(await checkBank(world.db)).toBe(4);
    expect(await checkBank(world.db)).toBe(0);
    expect(await world.db("questions").where({ id: twin.row.id }).first()).toMatchObject({ like_id: made[1]!.row.id });
    expect(await found({ flag: "blocking" })).toContain(1);
    expect(await findLikeQuestions(world.db, made[1]!.body)).toMatchObject([{ id: made[1]!.row.id, isTwin: true, likeness: 1 }, { id: twin.row.id, isTwin: false, sameKey: true }]);
    expect(await findLikeQuestions(world.db, made[2]!.body)).toEqual([]);
    await world.db("questions").where({ id: twin.row.id }).update({ state: "retired" });
  });

  test("keeps tags as they are meant, finds by them at once and writes them into files", async () => {
    await tagQuestion(world.db, author, made[0]!.row, ["onboarding", "größe"], world.now());
    for (const q of ["grosse", "GRÖSSE", "größe", "groesse", "roess"]) expect([q, await found({ q })]).toEqual([q, [0]]);
    expect(JSON.parse((await listBodiesByPublicIds(world.db, idsOf(0)))[0]!)).toMatchObject({ tags: ["größe", "onboarding"] });
  });
});

describe("renaming a tag", () => {
  test("renames it on every question, and makes one of two only when that was read", async () => {
    await tagQuestion(world.db, author, made[0]!.row, ["onboarding", "größe", "harbours", "ports"], world.now());
    await tagQuestion(world.db, author, made[1]!.row, ["ports"], world.now());
    const rename = (from: string, to: string, merges = false) => renameTag(world.db, author, { from, to, merges }, world.now());
    await expect(rename("ports", "harbours")).rejects.toMatchObject({ field: "to", words: { key: "tags.exists", values: { count: 1 } } });
    await expect(rename("ports", "ports")).rejects.toMatchObject({ words: { key: "tags.name-same" } });
    await expect(rename("nothing", "x")).rejects.toMatchObject({ name: "NotFound" });
    expect(await rename("ports", "harbours", true)).toBe(2);
    expect(await rename("harbours", "quays")).toBe(2);
    expect([await found({ tag: "quays" }), await found({ q: "uays" }), await found({ tag: "ports" }), await found({ q: "harbours" })]).toEqual([[0, 1], [0, 1], [], []]);
    const events = await world.db("audit_events").whereLike("deed", "tag.%").orderBy("id");
    expect(events.map(({ deed, subject, detail }) => [deed, subject, JSON.parse(detail) as unknown])).toEqual([["tag.merged", "ports", { to: "harbours", questions: 2 }], ["tag.renamed", "harbours", { to: "quays", questions: 2 }]]);
  });
});

describe("changing many questions", () => {
  test("says beforehand whom it concerns, and who is left out and why", async () => {
    const { fit, leftOut } = await previewBulk(world.db, idsOf(0, 1, 2), { deed: "retire", value: "" });
    expect(fit.map(({ id }) => id)).toEqual([made[0]!.row.id, made[1]!.row.id]);
    expect(leftOut).toMatchObject([{ count: 1, why: { key: "bulk.left.retired-already" } }]);
  });

  test("does it once, however often it is clicked, and notes each in the audit log", async () => {
    expect(await change("add-tag", "2026", 3)).toBe(3);
    expect(await change("add-tag", "2026", 3)).toBe(0);
    expect(await found({ tag: "2026" })).toEqual([0, 1, 2]);
    expect(await world.db("audit_events").where({ deed: "question.tagged", subject: made[2]!.row.public_id })).toHaveLength(1);
    expect(await change("remove-tag", "2026", 2, idsOf(0, 1))).toBe(2);
  });

  test("does nothing when it concerns others than were shown", async () => {
    await expect(change("topic", "passwords", 7)).rejects.toMatchObject({ words: { key: "bulk.changed", values: { count: 3 } } });
    expect(await found({ topic: "passwords" })).toEqual([]);
  });

  test("changes the topic in a version of its own, which stays approved where it was", async () => {
    await world.db("questions").where({ id: made[1]!.row.id }).update({ approved_version_id: made[1]!.version.id });
    expect(await change("topic", "passwords", 2, { ...NOTHING, topic: "ransomware", q: "what" }).catch((error: { words: object }) => error.words)).toMatchObject({ key: "bulk.changed" });
    expect(await change("topic", "passwords", 1, idsOf(1))).toBe(1);
    const row = (await world.db("questions").where({ id: made[1]!.row.id }).first())!;
    expect(row).toMatchObject({ topic: "passwords", approved_version_id: row.newest_version_id });
    expect(JSON.parse((await world.db("question_versions").where({ id: row.newest_version_id! }).first())!.body)).toMatchObject({ topic: "passwords" });
  });

  test("sends to review, adds to a quiz, retires and reinstates those that can be", async () => {
    const { quiz } = await makeQuiz(world.db, { questions: [] });
    expect(await changeInBulk(world.db, author, idsOf(0, 2), { deed: "quiz", value: quiz.title, quiz }, 1, world.now())).toBe(1);
    expect(await change("review", "Please", 1)).toBe(1);
    expect(await change("retire", "", 2)).toBe(2);
    expect(await change("reinstate", "", 2, idsOf(0, 1))).toBe(2);
    expect([await found({ state: "draft" }), await found({ state: "published" })]).toEqual([[0], [1]]);
  });

  test("by two at once happens once", async () => {
    const outcomes = await world.atOnce(() => change("add-tag", "twice", 3), () => change("add-tag", "twice", 3));
    expect(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : "refused")).sort()).toEqual([0, 3]);
  });
});
