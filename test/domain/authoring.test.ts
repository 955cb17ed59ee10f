import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addToQuiz, changeQuiz, draftQuiz, moveInQuiz, removeFromQuiz, type QuizDetails } from "../../src/domain/authoring.ts";
import { listDraftQuestions } from "../../src/storage/quiz-drafts.ts";
import type { Person, Quiz } from "../../src/storage/tables.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuestion } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeAll(async () => { world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer"] }); });
afterAll(() => world.close());

const details = (given: Partial<QuizDetails> = {}): QuizDetails => ({ title: "Hiding behind others", summary: "", topic: "attribution", passPercent: 80, drawCount: null, ...given });
const draft = (given: Partial<QuizDetails> = {}) => draftQuiz(world.db, trainer, details(given), world.now());
const add = (quiz: Quiz, ...questions: MadeQuestion[]) => addToQuiz(world.db, trainer, quiz, questions.map(({ row }) => row.id), world.now());
const orderOf = async (quiz: Quiz) => (await listDraftQuestions(world.db, quiz.id)).map(({ id }) => id);
const ids = (...questions: MadeQuestion[]) => questions.map(({ row }) => row.id);
const questions = async (count: number) => { const made: MadeQuestion[] = []; while (made.length < count) made.push(await makeQuestion(world.db)); return made; };

describe("draftQuiz", () => {
  test("makes an empty draft that learners do not see, under an address from its title", async () => {
    const quiz = await draft({ title: "A Worm & a Wiper!" });
    expect(quiz).toMatchObject({ slug: "a-worm-a-wiper", state: "draft", author_id: trainer.id, pass_percent: 80, draw_count: null });
    expect(await orderOf(quiz)).toEqual([]);
    expect(await world.db("audit_events").where({ subject: quiz.slug })).toMatchObject([{ actor_id: trainer.id }]);
  });

  test("gives the second of a title a number, and never an address of the studio", async () => {
    expect((await draft({ title: "Twins" })).slug).toBe("twins");
    expect((await draft({ title: "TWINS" })).slug).toBe("twins-2");
    expect((await draft({ title: "twins?" })).slug).toBe("twins-3");
    expect((await draft({ title: "New" })).slug).toBe("new-2");
    expect((await draft({ title: "日本" })).slug).toBe("untitled");
  });

  test("at the same moment gives each an address of its own", async () => {
    const outcomes = await world.atOnce(...Array.from({ length: 5 }, () => () => draft({ title: "The same moment" })));
    expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(new Set(outcomes.map((outcome) => (outcome as PromiseFulfilledResult<Quiz>).value.slug)).size).toBe(5);
  });

  test("with a very long title still has an address that fits", async () => {
    const [one, other] = [await draft({ title: "x".repeat(120) }), await draft({ title: "x".repeat(120) })];
    expect(one.slug.length).toBeLessThanOrEqual(255);
    expect(other.slug).not.toBe(one.slug);
  });
});

describe("changeQuiz", () => {
  test("changes the draft, keeps its address and leaves what learners take", async () => {
    const { quiz, version } = await makeQuiz(world.db);
    await changeQuiz(world.db, trainer, quiz, details({ title: "Quite another", drawCount: 2 }), world.now());
    expect(await world.db("quizzes").where({ id: quiz.id })).toMatchObject([{ slug: quiz.slug, title: "Quite another", draw_count: 2, state: "published" }]);
    expect(await world.db("quiz_versions").where({ quiz_id: quiz.id })).toEqual([version]);
    expect(await world.db("audit_events").where({ subject: quiz.slug })).toHaveLength(1);
  });

  test("to the same notes nothing", async () => {
    const quiz = await draft({ title: "Unchanged" });
    await changeQuiz(world.db, trainer, quiz, details({ title: "Unchanged" }), world.now());
    expect(await world.db("audit_events").where({ subject: quiz.slug, deed: "quiz.changed" })).toEqual([]);
  });

  test("of nothing is not found", async () => {
    await expect(changeQuiz(world.db, trainer, { id: 999_999 }, details(), world.now())).rejects.toMatchObject({ name: "NotFound" });
  });
});

describe("addToQuiz", () => {
  test("puts questions at the end in the order given, each once, however often it is asked", async () => {
    const [quiz, [a, b, c]] = [await draft(), await questions(3)];
    expect(await add(quiz, b!, a!)).toBe(2);
    expect(await add(quiz, a!, c!, c!)).toBe(1);
    expect(await add(quiz, a!, b!, c!)).toBe(0);
    expect(await orderOf(quiz)).toEqual(ids(b!, a!, c!));
    expect(await world.db("audit_events").where({ subject: quiz.slug, deed: "quiz.questions-added" })).toHaveLength(2);
  });

  test("takes no retired question, and then none of the others", async () => {
    const [quiz, fine, retired] = [await draft(), await makeQuestion(world.db), await makeQuestion(world.db, { row: { state: "retired" } })];
    await expect(add(quiz, fine, retired)).rejects.toMatchObject({ name: "Refused" });
    expect(await orderOf(quiz)).toEqual([]);
  });

  test("takes no question that is not there", async () => {
    await expect(addToQuiz(world.db, trainer, await draft(), [999_999], world.now())).rejects.toMatchObject({ name: "NotFound" });
  });

  test("at the same moment loses none and doubles none", async () => {
    const [quiz, made] = [await draft(), await questions(6)];
    const outcomes = await world.atOnce(...made.map((question, index) => () => add(quiz, question, made[(index + 1) % 6]!)));
    expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
    expect((await orderOf(quiz)).sort((x, y) => x - y)).toEqual(ids(...made).sort((x, y) => x - y));
    const places = (await world.db("quiz_questions").where({ quiz_id: quiz.id }).orderBy("position")).map(({ position }) => position);
    expect(new Set(places).size).toBe(6);
  });
});

describe("the order of a draft", () => {
  test("changes one place at a time and stops at both ends", async () => {
    const [quiz, [a, b, c]] = [await draft(), await questions(3)];
    await add(quiz, a!, b!, c!);
    const move = (question: MadeQuestion, to: "up" | "down") => moveInQuiz(world.db, trainer, quiz, question.row.public_id, to, world.now());
    await move(c!, "up");
    expect(await orderOf(quiz)).toEqual(ids(a!, c!, b!));
    await move(a!, "down");
    expect(await orderOf(quiz)).toEqual(ids(c!, a!, b!));
    await move(c!, "up");
    await move(b!, "down");
    expect(await orderOf(quiz)).toEqual(ids(c!, a!, b!));
    expect(await world.db("audit_events").where({ subject: quiz.slug, deed: "quiz.question-moved" })).toHaveLength(2);
  });

  test("closes up where a question is removed", async () => {
    const [quiz, [a, b, c]] = [await draft(), await questions(3)];
    await add(quiz, a!, b!, c!);
    await removeFromQuiz(world.db, trainer, quiz, b!.row.public_id, world.now());
    expect(await orderOf(quiz)).toEqual(ids(a!, c!));
    expect(await world.db("audit_events").where({ subject: quiz.slug, deed: "quiz.question-removed" })).toHaveLength(1);
  });

  test("is not changed by a question of another quiz", async () => {
    const quiz = await draft();
    const { questions: [theirs] } = await makeQuiz(world.db);
    await expect(removeFromQuiz(world.db, trainer, quiz, theirs!.row.public_id, world.now())).rejects.toMatchObject({ name: "NotFound" });
    await expect(moveInQuiz(world.db, trainer, quiz, theirs!.row.public_id, "up", world.now())).rejects.toMatchObject({ name: "NotFound" });
  });
});
