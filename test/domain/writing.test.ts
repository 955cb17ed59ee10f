import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editQuestion, writeQuestion, type EditedQuestion } from "../../src/domain/writing.ts";
import { NO_ANSWER, type WrittenAnswer } from "../../src/domain/written-answers.ts";
import type { WrittenOption, WrittenQuestion } from "../../src/domain/written-questions.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import type { ChoiceQuestion, Question } from "../../src/engine/questions/question.ts";
import { findQuestion, listVersions } from "../../src/storage/questions.ts";
import type { Person, QuestionRow } from "../../src/storage/tables.ts";
import { EVERY_KIND, keepQuestion } from "../support/every-kind.ts";
import { contentOf, GROUPS, incidentFile, TOOK_OVER } from "../support/knowledge.ts";
import { makePerson, makeQuestion } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeAll(async () => {
  world = await openWorld();
  trainer = await makePerson(world.db, { roles: ["trainer"] });
  const other = incidentFile(TOOK_OVER.replace("took-over", "other-fact")).replace("id: piggybacking", "id: elsewhere");
  await loadContent(world.db, contentOf({ "entities/groups.yaml": GROUPS, "incidents/2019-a.yaml": incidentFile(TOOK_OVER), "incidents/2019-b.yaml": other }));
});
afterAll(() => world.close());

const option = (row: number, text: string, correct = false): WrittenOption => ({ row, text, correct, feedback: `Why ${text} is ${correct ? "right" : "wrong"}.` });
const OPTIONS = [option(1, "Report it", true), option(2, "Open it"), option(3, "Forward it")];
const WRITTEN: WrittenQuestion = {
  kind: "single", level: "decide", topic: "phishing", stem: "What do you do?", explanation: "Reports stop the next one.", options: OPTIONS, incident: "", facts: [], quote: "", source: "",
};
const TRUE_FALSE = [option(1, "True", true), option(2, "False")];

const numeric = (answer: Partial<WrittenAnswer>): Partial<WrittenQuestion> => ({ kind: "numeric", answer: { ...NO_ANSWER, value: "35", ...answer } });
const short = (answer: Partial<WrittenAnswer>): Partial<WrittenQuestion> => ({ kind: "short", answer: { ...NO_ANSWER, accept: ["Turla"], ...answer } });

const write = (changes: Partial<WrittenQuestion> = {}) => writeQuestion(world.db, trainer, { ...WRITTEN, ...changes }, world.now());
const edit = (question: Pick<QuestionRow, "id">, changes: Partial<EditedQuestion> = {}) => editQuestion(world.db, trainer, question, { ...WRITTEN, why: "Better", version: 1, ...changes }, world.now());
const bodyOf = async ({ public_id }: QuestionRow) => JSON.parse((await findQuestion(world.db, public_id))!.body) as ChoiceQuestion;
const versionsOf = async ({ id }: QuestionRow) => (await listVersions(world.db, id)).map(({ number }) => number);

describe("writing a question", () => {
  test("keeps a draft with its author, its first version and a line in the audit log", async () => {
    const question = await write();
    expect(question).toMatchObject({ origin_key: null, state: "draft", author_id: trainer.id, kind: "single", level: "decide", topic: "phishing" });
    expect(await bodyOf(question)).toMatchObject({ id: question.public_id, stem: WRITTEN.stem, options: [{ id: "a", correct: true }, { id: "b", correct: false }, { id: "c", correct: false }] });
    expect(await world.db("audit_events").where({ subject: question.public_id })).toMatchObject([{ deed: "question.written", actor_id: trainer.id }]);
  });

  test("takes several right answers, and true or false", async () => {
    expect(await write({ kind: "multiple", options: [...OPTIONS.slice(1), option(4, "Delete it", true), option(5, "Ask", true)] })).toMatchObject({ kind: "multiple" });
    expect(await write({ kind: "true_false", stem: "Reports help.", options: TRUE_FALSE })).toMatchObject({ kind: "true_false" });
  });

  test("takes a number with its tolerance and unit, and ignores the options", async () => {
    const question = await write({ kind: "numeric", answer: { ...NO_ANSWER, value: "6,500", tolerance: "50", unit: "hospitals" } });
    expect(question).toMatchObject({ kind: "numeric" });
    const body = await bodyOf(question) as Question;
    expect(body).toMatchObject({ kind: "numeric", answer: { value: 6500, tolerance: 50, unit: "hospitals" } });
    expect(body).not.toHaveProperty("options");
    expect(await bodyOf(await write({ kind: "numeric", options: [], answer: { ...NO_ANSWER, value: "$30 million" } }))).toMatchObject({ answer: { value: 30_000_000, tolerance: 0 } });
  });

  test("takes names that are right and names that are not", async () => {
    const answer = { ...NO_ANSWER, accept: ["Turla", "Snake"], reject: ["Turlock"] };
    expect(await bodyOf(await write({ kind: "short", options: [], answer }))).toMatchObject({ kind: "short", answer: { accept: ["Turla", "Snake"], reject: ["Turlock"] } });
  });

  test("takes the evidence of its facts and a quotation of its own", async () => {
    const question = await write({ incident: "piggybacking", facts: ["took-over"], quote: "hijacking tools", source: "press" });
    expect(await bodyOf(question)).toMatchObject({
      incident: "piggybacking", facts: ["took-over"],
      evidence: [{ fact: "took-over", quote: "hijacking tools and techniques", source: { publisher: "The Press" } }, { quote: "hijacking tools", source: { publisher: "The Press" } }],
    });
    expect(await world.db("question_facts").join("question_versions", "question_versions.id", "question_version_id").where({ question_id: question.id })).toHaveLength(1);
  });

  test("keeps markup as the text that it is", async () => {
    const stem = "<script>alert(1)</script> What is it?";
    expect((await bodyOf(await write({ stem }))).stem).toBe(stem);
  });

  test.each<[string, Partial<WrittenQuestion>, string]>([
    ["no stem", { stem: "" }, "stem"],
    ["a stem that is too long", { stem: `${"x".repeat(600)}?` }, "stem"],
    ["no explanation", { explanation: "" }, "explanation"],
    ["no topic", { topic: "" }, "topic"],
    ["an unknown kind", { kind: "" as "single" }, "kind"],
    ["a kind that there is not", { kind: "essay" as "single" }, "kind"],
    ["a kind whose answer was never written", { kind: "matching" }, "pairs"],
    ["an unknown level", { level: "hard" as "recall" }, "level"],
    ["no right option", { options: OPTIONS.map((each) => ({ ...each, correct: false })) }, "options"],
    ["two right options where one is asked for", { options: OPTIONS.map((each) => ({ ...each, correct: each.row < 3 })) }, "options"],
    ["one option", { options: OPTIONS.slice(0, 1) }, "options"],
    ["more options than a question holds", { options: Array.from({ length: 21 }, (_, place) => option(place + 1, `Option ${place}`, place === 0)) }, "options"],
    ["nothing but right options", { kind: "multiple", options: OPTIONS.map((each) => ({ ...each, correct: true })) }, "options"],
    ["a third answer to true or false", { kind: "true_false", options: [...TRUE_FALSE, option(3, "Perhaps")] }, "options"],
    ["an option without explanation", { options: [...OPTIONS.slice(0, 2), { ...OPTIONS[2]!, feedback: "" }] }, "option-3-feedback"],
    ["a right option without explanation", { options: [{ ...OPTIONS[0]!, feedback: "" }, ...OPTIONS.slice(1)] }, "option-1-feedback"],
    ["an explanation without option", { options: [...OPTIONS, { ...option(4, ""), feedback: "Because." }] }, "option-4-text"],
    ["the same option twice, but for case, spaces and a mark at the end", { options: [...OPTIONS, option(4, "  REPORT   it! ")] }, "option-4-text"],
    ["all of the above", { options: [...OPTIONS, option(4, "All of the above.")] }, "option-4-text"],
    ["none of the above", { options: [...OPTIONS, option(4, "None of the above")] }, "option-4-text"],
    ["a number that the stem tells", { stem: "How many of the 35 towns were hit?", ...numeric({ value: "35" }) }, "value"],
    ["a name that the stem tells", { stem: "Which group is called Turla?", ...short({ accept: ["Snake", "Turla"] }) }, "accept"],
    ["a stem that asks nothing", { stem: "Somebody left a note" }, "stem"],
    ["a right option that is far longer", { options: [option(1, "Report it to the help desk at once", true), ...OPTIONS.slice(1)] }, "option-1-text"],
    ["a claim without its source", { level: "recall", incident: "piggybacking", facts: ["took-over"] }, "stem"],
    ["an answer of another kind than the others", { stem: "Who was it?", options: [option(1, "OilRig", true), option(2, "Turla"), option(3, "UK and US intelligence agencies")] }, "option-3-text"],
    ["no number", numeric({ value: "" }), "value"],
    ["a number that is none", numeric({ value: "many" }), "value"],
    ["a number of another unit", numeric({ value: "35 towns", unit: "hospitals" }), "value"],
    ["a tolerance that is no number", numeric({ tolerance: "a bit" }), "tolerance"],
    ["a tolerance below nothing", numeric({ tolerance: "-1" }), "tolerance"],
    ["a unit that is too long", numeric({ value: "35", unit: "x".repeat(61) }), "unit"],
    ["an answer to type that was never written", { kind: "numeric" }, "value"],
    ["no name", short({ accept: [] }), "accept"],
    ["a name without a letter", short({ accept: ["Turla", "?!"] }), "accept"],
    ["a name that is too long", short({ accept: ["x".repeat(201)] }), "accept"],
    ["more names than a question holds", short({ accept: Array.from({ length: 41 }, (_, place) => `Name ${place}`) }), "accept"],
    ["more names that must not count than a question holds", short({ reject: Array.from({ length: 81 }, (_, place) => `Name ${place}`) }), "reject"],
    ["a name that is right and must not count", short({ reject: ["the TURLA"] }), "reject"],
    ["an unknown incident", { incident: "gone" }, "incident"],
    ["facts and no incident", { facts: ["took-over"] }, "incident"],
    ["a fact of another incident", { incident: "piggybacking", facts: ["other-fact"] }, "facts"],
    ["an unknown fact", { incident: "piggybacking", facts: ["gone"] }, "facts"],
    ["a quotation without source", { incident: "piggybacking", quote: "hijacking" }, "source"],
    ["a quotation out of an unknown source", { incident: "piggybacking", quote: "hijacking", source: "gone" }, "source"],
  ])("with %s is refused and keeps nothing", async (_what, changes, field) => {
    const before = await world.db("questions").count({ total: "*" });
    await expect(write(changes)).rejects.toMatchObject({ name: "Refused", field });
    expect(await world.db("questions").count({ total: "*" })).toEqual(before);
  });

  test("takes options that speak of things, not of the other options", async () => {
    await expect(write({ options: [option(1, "All of these emails", true), option(2, "None of the files above ground")] })).resolves.toBeDefined();
  });

  test("sets it against the questions about the same fact, unless it asks for a decision", async () => {
    const stem = "What did UK and US intelligence agencies say?";
    const first = await write({ level: "recall", stem, incident: "piggybacking", facts: ["took-over"] });
    expect((await bodyOf(await write({ level: "mechanism", stem, incident: "piggybacking", facts: ["took-over"] }))).enemies).toContain(first.public_id);
    expect((await bodyOf(await write({ level: "decide", incident: "piggybacking", facts: ["took-over"] }))).enemies).toEqual([]);
  });
});

describe("editing a question", () => {
  test("adds a version and leaves the one before as it was", async () => {
    const question = await write();
    expect(await edit(question, { stem: "What do you do first?", level: "mechanism" })).toBe("saved");
    expect(await versionsOf(question)).toEqual([2, 1]);
    expect((await listVersions(world.db, question.id)).map(({ stem }) => stem)).toEqual(["What do you do first?", WRITTEN.stem]);
    expect(await findQuestion(world.db, question.public_id)).toMatchObject({ number: 2, level: "mechanism", state: "draft" });
  });

  test("without a change makes no version", async () => {
    const question = await write({ incident: "piggybacking", facts: ["took-over"], quote: "hijacking tools", source: "press" });
    expect(await edit(question, { incident: "piggybacking", facts: ["took-over"], quote: "hijacking tools", source: "press" })).toBe("same");
    expect(await versionsOf(question)).toEqual([1]);
  });

  test("against an older version is refused in words", async () => {
    const question = await write();
    await edit(question, { stem: "Theirs?" });
    await expect(edit(question, { stem: "Ours?" })).rejects.toThrow("Version 2 was saved while you were writing");
    expect((await bodyOf(question)).stem).toBe("Theirs?");
  });

  test.each([1, 2, 3])("twice at the same moment keeps one of the two, round %i", async () => {
    const question = await write();
    const outcomes = await world.atOnce(() => edit(question, { stem: "One?" }), () => edit(question, { stem: "Other?" }));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find((each) => each.status === "rejected")).toMatchObject({ reason: { name: "Refused" } });
    expect(await versionsOf(question)).toEqual([2, 1]);
  });

  const PROVEN = { enemies: ["an-enemy"], relation: "hijacked-tools-of", options: OPTIONS.map(({ text, correct, feedback }, place) => ({ id: "abc"[place]!, text, correct, feedback, ...(correct ? {} : { proof: "P1" as const }) })) };

  test("keeps the facts, enemies and proofs of a generated question where the option is unchanged", async () => {
    const { row } = await makeQuestion(world.db, { ...PROVEN, stem: WRITTEN.stem, topic: "phishing", row: { origin_key: "made.object" } });
    await edit(row, { options: [OPTIONS[0]!, { ...OPTIONS[1]!, text: "Print it" }, OPTIONS[2]!] });
    const body = await bodyOf(row);
    expect(body).toMatchObject({ enemies: ["an-enemy"], relation: "hijacked-tools-of" });
    expect(body.options.map(({ proof }) => proof)).toEqual([undefined, undefined, "P1"]);
  });

  test("keeps the proof of an option that moved to another row", async () => {
    const { row } = await makeQuestion(world.db, { ...PROVEN, stem: WRITTEN.stem, topic: "phishing" });
    await edit(row, { options: [{ ...OPTIONS[2]!, row: 1 }, { ...OPTIONS[0]!, row: 2 }, { ...OPTIONS[1]!, row: 3 }] });
    expect((await bodyOf(row)).options.map(({ proof }) => proof)).toEqual(["P1", undefined, "P1"]);
  });

  test("keeps options apart that differ in one sign, as lookalike addresses and passwords do", async () => {
    const pairs = [["paypal.com.evil.example", "paypal-com.evil.example"], ["páypal.example", "paypal.example"], ["Password1", "password1"], ["C", "C++"]];
    for (const [one, other] of pairs) await write({ options: [option(1, one!, true), option(2, other!)] });
  });

  test("keeps no proof when what is right has changed, for the proofs were about that", async () => {
    const { row } = await makeQuestion(world.db, { ...PROVEN, stem: WRITTEN.stem, topic: "phishing" });
    await edit(row, { options: OPTIONS.map((each) => ({ ...each, correct: each.row === 2 })) });
    expect((await bodyOf(row)).options.map(({ proof }) => proof)).toEqual([undefined, undefined, undefined]);
  });

  test.each([
    ["numeric", { value: "48,213.5", tolerance: "77.25", unit: "US dollars", accept: [], reject: [] }, { unit: "pounds" }],
    ["short", { ...NO_ANSWER, accept: ["Sealed-short Bear", "Sealed-short Snake"], reject: ["Sealed-short Boar"] }, { accept: ["Another Bear"] }],
  ] as const)("of the kind %s keeps its facts and what it asks for, until the answer is another", async (kind, answer, other) => {
    const made = { ...EVERY_KIND.find((each) => each.kind === kind)!, stem: "What did the agencies say?" };
    const { row } = await keepQuestion(world.db, { ...made, incident: "piggybacking", facts: ["took-over"], evidence: [], relation: "targets", asks: "object" });
    const typed = { kind, answer: answer as unknown as WrittenAnswer, stem: made.stem, explanation: made.explanation, level: made.level, topic: made.topic, incident: "piggybacking", facts: ["took-over"] };
    expect(await edit(row, typed)).toBe("same");
    expect(await edit(row, { ...typed, explanation: "Explained better." })).toBe("saved");
    expect(await bodyOf(row)).toMatchObject({ facts: ["took-over"], enemies: made.enemies, relation: "targets", asks: "object", explanation: "Explained better." });
    expect(await edit(row, { ...typed, version: 2, answer: { ...typed.answer, ...other } as WrittenAnswer })).toBe("saved");
    const body = await bodyOf(row);
    expect(body.facts).toEqual(["took-over"]);
    expect(body).not.toHaveProperty("relation");
  });

  test("can turn options into a number, and a number into options", async () => {
    const question = await write();
    expect(await edit(question, numeric({ value: "35" }))).toBe("saved");
    expect(await bodyOf(question)).not.toHaveProperty("options");
    expect(await edit(question, { version: 2 })).toBe("saved");
    expect(await bodyOf(question)).toMatchObject({ kind: "single", options: [{ correct: true }, { correct: false }, { correct: false }] });
    expect(await bodyOf(question)).not.toHaveProperty("answer");
  });

  test("cannot move the facts of one incident under another", async () => {
    const question = await write({ incident: "piggybacking", facts: ["took-over"] });
    await expect(edit(question, { incident: "elsewhere", facts: ["took-over"] })).rejects.toMatchObject({ name: "Refused" });
  });

  test("that is not there is nothing found", async () => {
    await expect(edit({ id: 99_999 })).rejects.toMatchObject({ name: "NotFound" });
  });
});
