import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAttempt } from "../../src/domain/attempts.ts";
import { addToQuiz, changeQuiz, draftQuiz, removeFromQuiz } from "../../src/domain/authoring.ts";
import { warningsAbout } from "../../src/domain/paper-warnings.ts";
import { publishQuiz } from "../../src/domain/publishing.ts";
import { reinstateQuiz, retireQuestion, retireQuiz } from "../../src/domain/retiring.ts";
import { listPaper } from "../../src/storage/paper-items.ts";
import { inEnglish } from "../../src/lib/readers.ts";
import { listDraftQuestions } from "../../src/storage/quiz-drafts.ts";
import { findPublishedQuiz, listPool } from "../../src/storage/quizzes.ts";
import type { Person, Quiz } from "../../src/storage/tables.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuestion } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeAll(async () => { world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer"] }); });
afterAll(() => world.close());

const publish = (quiz: Pick<Quiz, "id">, reason?: string) => publishQuiz(world.db, trainer, quiz, reason === undefined ? {} : { reason }, world.now());
const add = (quiz: Quiz, ...questions: MadeQuestion[]) => addToQuiz(world.db, trainer, quiz, questions.map(({ row }) => row.id), world.now());
const details = { title: "A quiz", summary: "", topic: "phishing", passPercent: 80, drawCount: null as number | null };
const versionsOf = (quiz: Pick<Quiz, "id">) => world.db("quiz_versions").where({ quiz_id: quiz.id }).orderBy("number");
const eventsOf = (quiz: Quiz, deed: string) => world.db("audit_events").where({ subject: quiz.slug, deed });

async function draftWith(...questions: MadeQuestion[]): Promise<Quiz> {
  const quiz = await draftQuiz(world.db, trainer, details, world.now());
  if (questions.length > 0) await add(quiz, ...questions);
  return quiz;
}
const draftQuestion = (level: "recall" | "mechanism" | "decide" = "mechanism") => makeQuestion(world.db, { level, row: { state: "draft" } });

/** As an edit of a trainer leaves it. */
async function newVersionOf({ row, body }: MadeQuestion, stem: string): Promise<number> {
  const [version] = await world.db("question_versions").insert({ question_id: row.id, number: 2, stem, body: JSON.stringify({ ...body, stem }), author_id: trainer.id, created_at: world.now().toISOString() }).returning("*");
  return version!.id;
}

describe("publishQuiz", () => {
  test("opens the quiz to learners with the newest version of each question, in order", async () => {
    const [first, second] = [await draftQuestion(), await draftQuestion("recall")];
    const quiz = await draftWith(second, first);
    const newest = await newVersionOf(first, "Asked better?");
    expect(await findPublishedQuiz(world.db, quiz.slug)).toBeUndefined();

    const version = await publish(quiz);

    expect(version).toMatchObject({ number: 1, title: "A quiz", pass_percent: 80, draw_count: null, publisher_id: trainer.id });
    expect((await listPool(world.db, version.id)).map(({ id }) => id)).toEqual([second.version.id, newest]);
    expect(await findPublishedQuiz(world.db, quiz.slug)).toMatchObject({ version_id: version.id, pool: 2 });
    expect(await world.db("questions").whereIn("id", [first.row.id, second.row.id])).toMatchObject([{ state: "published" }, { state: "published" }]);
    expect(await eventsOf(quiz, "quiz.published")).toMatchObject([{ actor_id: trainer.id }]);
  });

  test("is refused without questions, and nothing is opened", async () => {
    const quiz = await draftWith();
    await expect(publish(quiz)).rejects.toMatchObject({ name: "Refused" });
    expect(await findPublishedQuiz(world.db, quiz.slug)).toBeUndefined();
  });

  test("is refused where it draws more than the pool has, until the pool is large enough", async () => {
    const quiz = await draftWith(await draftQuestion());
    await changeQuiz(world.db, trainer, quiz, { ...details, drawCount: 2 }, world.now());
    await expect(publish(quiz)).rejects.toMatchObject({ name: "Refused", message: expect.stringContaining("2") as unknown });
    await add(quiz, await draftQuestion());
    expect(await publish(quiz)).toMatchObject({ draw_count: 2 });
  });

  test("is refused with a retired question, which stays retired", async () => {
    const retired = await draftQuestion();
    const quiz = await draftWith(await draftQuestion(), retired);
    await retireQuestion(world.db, trainer, retired.row, world.now());
    await expect(publish(quiz)).rejects.toMatchObject({ name: "Refused", message: expect.stringContaining(retired.body.stem) as unknown });
    await removeFromQuiz(world.db, trainer, quiz, retired.row.public_id, world.now());
    await publish(quiz);
    expect(await world.db("questions").where({ id: retired.row.id })).toMatchObject([{ state: "retired" }]);
  });

  test("of nothing is not found", async () => {
    await expect(publish({ id: 999_999 })).rejects.toMatchObject({ name: "NotFound" });
  });

  test("without a change makes no new version and no event", async () => {
    const quiz = await draftWith(await draftQuestion());
    const first = await publish(quiz);
    expect((await publish(quiz)).id).toBe(first.id);
    expect(await versionsOf(quiz)).toHaveLength(1);
    expect(await eventsOf(quiz, "quiz.published")).toHaveLength(1);
  });

  test.each<[string, (quiz: Quiz, question: MadeQuestion) => Promise<unknown>]>([
    ["title", (quiz) => changeQuiz(world.db, trainer, quiz, { ...details, title: "Another" }, world.now())],
    ["pass mark", (quiz) => changeQuiz(world.db, trainer, quiz, { ...details, passPercent: 50 }, world.now())],
    ["draw", (quiz) => changeQuiz(world.db, trainer, quiz, { ...details, drawCount: 1 }, world.now())],
    ["set of questions", async (quiz) => add(quiz, await draftQuestion())],
    ["wording of a question", (_quiz, question) => newVersionOf(question, "Other words?")],
  ])("after a change of the %s makes the next version and leaves the first", async (_what, change) => {
    const question = await draftQuestion();
    const quiz = await draftWith(question);
    const first = await publish(quiz);
    const before = await listPool(world.db, first.id);
    await change(quiz, question);
    expect(await publish(quiz)).toMatchObject({ number: 2 });
    expect((await versionsOf(quiz))[0]).toEqual(first);
    expect(await listPool(world.db, first.id)).toEqual(before);
  });

  test("after the last question was removed makes the next version without it", async () => {
    const [stays, goes] = [await draftQuestion(), await draftQuestion()];
    const quiz = await draftWith(stays, goes);
    await publish(quiz);
    await removeFromQuiz(world.db, trainer, quiz, goes.row.public_id, world.now());
    expect((await listPool(world.db, (await publish(quiz)).id)).map(({ id }) => id)).toEqual([stays.version.id]);
  });

  test("leaves an attempt under way as it was", async () => {
    const [asked, learner] = [await draftQuestion(), await makePerson(world.db)];
    const quiz = await draftWith(asked);
    await publish(quiz);
    const attempt = await startAttempt(world.db, learner, { id: quiz.id, state: "published" }, world.now());
    await newVersionOf(asked, "Changed after the start?");
    await add(quiz, await draftQuestion());
    await changeQuiz(world.db, trainer, quiz, { ...details, passPercent: 10 }, world.now());
    await publish(quiz);
    expect((await listPaper(world.db, attempt.id)).map(({ stem }) => stem)).toEqual([asked.body.stem]);
    expect(await world.db("attempts").where({ id: attempt.id })).toMatchObject([{ of: 1, quiz_version_id: attempt.quiz_version_id }]);
  });

  test("twice at the same moment makes one version, and after a change no number twice", async () => {
    const quiz = await draftWith(await draftQuestion());
    for (const expected of [1, 2]) {
      const outcomes = await world.atOnce(...Array.from({ length: 6 }, () => () => publish(quiz)));
      expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
      expect((await versionsOf(quiz)).map(({ number }) => number)).toEqual(Array.from({ length: expected }, (_, index) => index + 1));
      await add(quiz, await draftQuestion());
    }
  });

  test("while questions come in gives every version a number of its own", async () => {
    const [quiz, more] = [await draftWith(await draftQuestion()), [await draftQuestion(), await draftQuestion(), await draftQuestion()]];
    const outcomes = await world.atOnce<unknown>(...more.flatMap((question) => [() => add(quiz, question), () => publish(quiz)]));
    expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
    await publish(quiz);
    const numbers = (await versionsOf(quiz)).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(await listPool(world.db, (await versionsOf(quiz)).at(-1)!.id)).toHaveLength(4);
  });

  test("while a question is retired never publishes it half-way", async () => {
    const [kept, leaving] = [await draftQuestion(), await draftQuestion()];
    const quiz = await draftWith(kept, leaving);
    const [published, retired] = await world.atOnce<unknown>(() => publish(quiz), () => retireQuestion(world.db, trainer, leaving.row, world.now()));
    expect(retired!.status).toBe("fulfilled");
    if (published!.status === "rejected") expect(published!.reason).toMatchObject({ name: "Refused" });
    expect(await world.db("questions").where({ id: leaving.row.id })).toMatchObject([{ state: "retired" }]);
  });
});

describe("a quiz with a question that the linter blocks", () => {
  const blocked = () => makeQuestion(world.db, { level: "mechanism", stem: "How did it begin?", options: ["By mail", "None of the above", "By phone"].map((text, place) => ({ id: "abc"[place]!, text, correct: place === 0, feedback: "Why." })) });

  test("is refused in words that name it, until it is mended", async () => {
    const [sound, flawed, other] = [await draftQuestion(), await blocked(), await blocked()];
    const quiz = await draftWith(sound, flawed, other);
    await expect(publish(quiz)).rejects.toMatchObject({ name: "Refused", field: "publication", message: expect.stringMatching(/^“How did it begin\?” cannot be published as it is\. “None of the above” speaks of the other options .*$/) as string });
    expect(await versionsOf(quiz)).toEqual([]);
    await removeFromQuiz(world.db, trainer, quiz, flawed.row.public_id, world.now());
    await removeFromQuiz(world.db, trainer, quiz, other.row.public_id, world.now());
    expect(await publish(quiz)).toMatchObject({ number: 1 });
  });

  test("is warned about what only shows on a paper, and published all the same", async () => {
    const [asker, teller] = [await draftQuestion(), await draftQuestion()];
    const body = { ...teller.body, stem: `What came of ${asker.body.options[0]!.text}, in short?` };
    await world.db("question_versions").where({ id: teller.version.id }).update({ stem: body.stem, body: JSON.stringify({ ...body, incident: "elsewhere" }) });
    const quiz = await draftWith(asker, teller);
    const draft = { title: "", summary: "", draw_count: null, pass_percent: 80 };
    expect(warningsAbout(draft, await listDraftQuestions(world.db, quiz.id)).map(({ words }) => inEnglish(words))).toContain(`Question 2 names “${asker.body.options[0]!.text}”, the answer of question 1. Reword it, or remove one of the two.`);
    expect(await publish(quiz)).toMatchObject({ number: 1 });
  });

  test("is warned about right answers that are the longest too often", async () => {
    const longest = await Promise.all(Array.from({ length: 10 }, (_, place) => makeQuestion(world.db, { stem: `Asked ${place}?`, options: ["answer", "no", "nay"].map((text, option) => ({ id: "abc"[option]!, text: `${text}${option === 0 ? place : ""}`, correct: option === 0, feedback: "Why." })) })));
    const quiz = await draftWith(...longest);
    for (const draw_count of [null, 5]) expect(warningsAbout({ draw_count }, await listDraftQuestions(world.db, quiz.id)).map(({ words }) => inEnglish(words)).join()).toBe("The right answer is the longest in 10 of 10 questions: whoever always chooses the longest gets 100 %. Shorten right answers, or lengthen wrong ones, until no more than four in ten are the longest.");
  });
});

describe("a quiz that asks only what happened", () => {
  test("is refused without a reason, of blanks too", async () => {
    const quiz = await draftWith(await draftQuestion("recall"));
    await expect(publish(quiz)).rejects.toMatchObject({ name: "Refused", field: "reason" });
    await expect(publish(quiz, "   ")).rejects.toMatchObject({ name: "Refused", field: "reason" });
    expect(await versionsOf(quiz)).toEqual([]);
  });

  test("is published with one, which the audit log keeps", async () => {
    const quiz = await draftWith(await draftQuestion("recall"));
    await publish(quiz, "A warm-up before the workshop");
    expect(JSON.parse((await eventsOf(quiz, "quiz.published"))[0]!.detail)).toMatchObject({ reason: "A warm-up before the workshop" });
  });

  test("needs none a second time where nothing has changed", async () => {
    const quiz = await draftWith(await draftQuestion("recall"));
    const first = await publish(quiz, "A warm-up before the workshop");
    expect(await publish(quiz)).toEqual(first);
  });

  test("needs none once a single question asks more", async () => {
    const quiz = await draftWith(await draftQuestion("recall"), await draftQuestion("decide"));
    expect(await publish(quiz)).toMatchObject({ number: 1 });
  });
});

describe("retireQuiz", () => {
  test("takes the quiz from learners, once, and leaves attempts under way", async () => {
    const [{ quiz }, learner] = [await makeQuiz(world.db), await makePerson(world.db)];
    const attempt = await startAttempt(world.db, learner, quiz, world.now());
    await retireQuiz(world.db, trainer, quiz, world.now());
    await retireQuiz(world.db, trainer, quiz, world.now());
    expect(await findPublishedQuiz(world.db, quiz.slug)).toBeUndefined();
    expect((await listPaper(world.db, attempt.id))).toHaveLength(3);
    expect(await eventsOf(quiz, "quiz.retired")).toHaveLength(1);
  });

  test("is undone as the quiz was published last, whatever its draft has become", async () => {
    const { quiz, version } = await makeQuiz(world.db);
    await retireQuiz(world.db, trainer, quiz, world.now());
    await changeQuiz(world.db, trainer, quiz, { ...details, title: "Changed meanwhile" }, world.now());
    await reinstateQuiz(world.db, trainer, quiz, world.now());
    expect(await findPublishedQuiz(world.db, quiz.slug)).toMatchObject({ version_id: version.id, title: version.title });
  });

  test("of a draft is refused", async () => {
    await expect(retireQuiz(world.db, trainer, await draftWith(), world.now())).rejects.toMatchObject({ name: "Refused" });
  });
});
