import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVERY_KIND, keepQuestion } from "../support/every-kind.ts";
import type { Question } from "../../src/engine/questions/question.ts";
import { makeQuestion, type MadeQuestion } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const [numeric, short] = [EVERY_KIND[5]!, EVERY_KIND[6]!];
const keep = (...questions: Question[]): Promise<MadeQuestion[]> => Promise.all(questions.map((question) => keepQuestion(world.db, question)));

describe("answering a question", () => {
  test("shows its feedback and the way on", async () => {
    const { agent, quiz, questions } = await learnerAt(world);
    const { attempt, answer, right } = await sit(world, agent, quiz.slug);

    await answer(1, right(1)).expect(303).expect("location", `${attempt}/questions/1`);

    const { text } = await agent.get(`${attempt}/questions/1`).expect(200);
    expect(text).toMatch(/<section class="feedback" role="region" aria-label="Feedback" aria-describedby="verdict" tabindex="-1">/);
    expect(text).toContain(questions[0]!.body.explanation);
    for (const option of questions[0]!.body.options) expect(text).toContain(option.feedback);
    expect(text.match(/data-chosen/g)).toHaveLength(1);
    expect(text).toContain(`href="${attempt}/questions/2">Next question</a>`);
  });

  test("needs a choice, and says so beside what was asked", async () => {
    const { agent, quiz } = await learnerAt(world);
    const { answer, responses } = await sit(world, agent, quiz.slug);
    for (const chosen of [[], "", "9", "-1", ["1", "2"], "1e99", "constructor"]) {
      const { text } = await answer(1, chosen).expect(422);
      expect(text).toMatch(/<a href="#chosen">/);
      expect(text).not.toContain("Feedback");
    }
    expect((await answer(1, ["1", "2"])).text.match(/ checked/g)).toHaveLength(2);
    expect(await responses()).toHaveLength(0);
  });

  test("shows feedback exactly as it was written, also where the explanation stands inside it", async () => {
    const question = await makeQuestion(world.db, { explanation: "DNS", options: [{ id: "a", text: "Over DNS", correct: true, feedback: "Right: DNS carries it." }, { id: "b", text: "Over mail", correct: false, feedback: "Wrong: not over mail at all, but DNS it is." }] });
    const { agent, quiz } = await learnerAt(world, { questions: [question] });
    const { attempt, answer, right } = await sit(world, agent, quiz.slug);
    await answer(1, right(1)).expect(303);
    const { text } = await agent.get(`${attempt}/questions/1`);
    for (const { feedback } of question.body.options) expect(text).toContain(feedback);
  });

  test("quotes a sentence, and names a record of a data set by its id without marks of quotation", async () => {
    const source = { publisher: "A data set", title: "Version 1", published: "2025", url: "https://set.example/1" };
    const evidence = [{ quote: "Shamoon is used by APT33", record: "relationship--1", source }, { quote: "They said so", source }];
    const { agent, quiz } = await learnerAt(world, { questions: await keep({ ...short, evidence }) });
    const { attempt, answer } = await sit(world, agent, quiz.slug);
    await answer(1, "Nobody").expect(303);
    const { text } = await agent.get(`${attempt}/questions/1`);
    expect(text.match(/<blockquote[^>]*><p>[^<]*/g)).toEqual([expect.stringContaining("They said so")]);
    expect(text).toMatch(/Shamoon is used by APT33<\/p><p class="evidence__id">Record <span class="evidence__key">relationship--1</);
  });

  test("out of turn leads to the open question and says so", async () => {
    const { agent, quiz } = await learnerAt(world);
    const { attempt, answer, right, responses } = await sit(world, agent, quiz.slug);
    await answer(3, right(3)).expect(303).expect("location", `${attempt}/questions/1`);
    expect((await agent.get(`${attempt}/questions/1`)).text).toContain("Answer question 1 first.");
    expect(await responses()).toHaveLength(0);
  });

  test("that was refused can be gone back to, and its address opened again", async () => {
    const { agent, quiz } = await learnerAt(world);
    const { attempt, answer } = await sit(world, agent, quiz.slug);
    await answer(1, []).expect(422).expect("cache-control", "private, no-cache");
    await agent.get(`${attempt}/questions/1/response`).expect(303).expect("location", `${attempt}/questions/1`);
  });

  test("twenty times at once counts one answer", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 1 });
    const { answer, right, wrong, responses } = await sit(world, agent, quiz.slug);
    const choices = [right(1), wrong(1)];

    const replies = await Promise.all(Array.from({ length: 20 }, (_, turn) => answer(1, choices[turn % 2]!)));

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([303]));
    const [stored, ...more] = await responses();
    expect(more).toEqual([]);
    expect(await world.db("attempts").where({ quiz_id: quiz.id })).toMatchObject([{ score: stored!.score, finished_at: "2026-01-05T09:00:00.000Z" }]);
  });

  test("a second time keeps the first answer and says so", async () => {
    const { agent, quiz } = await learnerAt(world);
    const { attempt, answer, right, wrong } = await sit(world, agent, quiz.slug);
    await answer(1, right(1)).expect(303);
    await answer(1, wrong(1)).expect(303);

    const { text } = await agent.get(`${attempt}/questions/1`);
    expect(text).toContain("Your first answer counts.");
    expect(text).toContain("Your answer, right");
  });

  test("out of turn leads to the question whose turn it is", async () => {
    const { agent, quiz } = await learnerAt(world);
    const { attempt, answer } = await sit(world, agent, quiz.slug);
    await agent.get(`${attempt}/questions/3`).expect(303).expect("location", `${attempt}/questions/1`);
    await answer(3, "1").expect(303).expect("location", `${attempt}/questions/1`);
    for (const place of ["4", "0", "99999999999", "x", "1.5"]) await agent.get(`${attempt}/questions/${place}`).expect(404);
    await answer(4, "1").expect(404);
  });

  test("works for every kind, and marks it right", async () => {
    const kept: MadeQuestion[] = [];
    for (const question of EVERY_KIND) kept.push(await keepQuestion(world.db, question));
    const { agent, quiz } = await learnerAt(world, { questions: kept });
    const { attempt, finish } = await sit(world, agent, quiz.slug);

    await finish();

    for (let position = 1; position <= EVERY_KIND.length; position++) expect((await agent.get(`${attempt}/questions/${position}`)).text).toMatch(/<h2 class="verdict verdict--correct"/);
    expect((await agent.get(`${attempt}/result`)).text).toContain('data-score="8" data-of="8"');
  });

  test("half right counts half", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: [await keepQuestion(world.db, EVERY_KIND[3]!)] });
    const { attempt, answer, right } = await sit(world, agent, quiz.slug);
    await answer(1, [right(1)[0]!, "2"]).expect(303);

    expect((await agent.get(`${attempt}/questions/1`)).text).toContain("Partly right");
    const { text } = await agent.get(`${attempt}/result`);
    expect(text).toContain('data-score="0.5" data-of="1"');
    expect(text).toContain("Not passed yet.");
  });

  test("keeps what was picked in a matching or ordering question that is not complete", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: [await keepQuestion(world.db, EVERY_KIND[3]!), await keepQuestion(world.db, EVERY_KIND[4]!)] });
    const { answer, right } = await sit(world, agent, quiz.slug);
    const matching = (await answer(1, ["2", ""]).expect(422)).text;
    expect(matching).toContain("Choose a match for every line.");
    expect(matching).toMatch(/<option value="2" selected>/);
    await answer(1, right(1)).expect(303);
    const ordering = (await answer(2, ["1-3", "2-3", "3-1"]).expect(422)).text;
    expect(ordering).toContain("Give every line a place of its own.");
    for (const pick of ["1-3", "2-3", "3-1"]) expect(ordering).toContain(`<option value="${pick}" selected>`);
  });

  test("by typing stores what was typed, and shows it again beside what is right", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: await keep(numeric, short) });
    const { attempt, answer, responses } = await sit(world, agent, quiz.slug);
    await answer(1, "  48 200  dollars ").expect(303);
    await answer(2, "Sealed-short <b>Boar</b>").expect(303);
    expect((await responses()).map(({ chosen, score }) => [chosen, score])).toEqual([['["48 200 dollars"]', 1], ['["Sealed-short <b>Boar</b>"]', 0]]);

    const first = (await agent.get(`${attempt}/questions/1`)).text;
    expect(first).toContain('data-chosen="48 200 dollars"');
    expect(first).toContain("The answer: 48,213.5 US dollars");
    const second = (await agent.get(`${attempt}/questions/2`)).text;
    expect(second).toContain('data-chosen="Sealed-short &lt;b&gt;Boar&lt;/b&gt;"');
    expect(second).toMatch(/Your answer, wrong[\s\S]*Sealed-short Bear[\s\S]*Right answer[\s\S]*Also accepted: Sealed-short Snake/);
    for (const text of [first, second]) expect(text.match(/data-chosen/g)).toHaveLength(1);
  });

  test.each<[string, Question, string[], string, string]>([
    ["no number", numeric, [""], "Write a number, such as 35.", ""], ["words", numeric, ["many &\"<"], "Write a number, such as 35.", "many &amp;&#34;&lt;"],
    ["another unit", numeric, ["35 towns"], "Write the number alone: the unit is US dollars.", "35 towns"], ["two answers", numeric, ["1", "2"], "Write a number, such as 35.", "1"],
    ["no name", short, [" "], "Write a name.", " "], ["a novel", short, ["x".repeat(201)], "Use at most 200 characters.", "x".repeat(201)],
  ])("by typing %s is asked for again, with words beside the field and what was typed in it", async (_what, question, chosen, words, value) => {
    const { agent, quiz } = await learnerAt(world, { questions: await keep(question) });
    const { answer, responses } = await sit(world, agent, quiz.slug);
    const { text } = await answer(1, chosen).expect(422);
    expect(text).toContain(`<a href="#chosen">${words}</a>`);
    expect(text).toMatch(new RegExp(`id="chosen-error">[\\s\\S]*<span>${words}</span>`));
    expect(text).toContain(`name="chosen" type="text" value="${value}"`);
    expect(await responses()).toHaveLength(0);
  });

  test("by typing refuses what is no text at all", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: await keep(short) });
    const { attempt } = await sit(world, agent, quiz.slug);
    for (const body of ["chosen[a]=b", "chosen[toString]=b", "chosen[__proto__]=b", "chosen[0][1]=b", ""]) await agent.post(`${attempt}/questions/1/response`).type("form").send(body).expect(422);
  });

  test("by typing can have any sign in it", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: await keep(short) });
    const { attempt, answer } = await sit(world, agent, quiz.slug);
    await answer(1, "Bär 🐻 'x' ${1}").expect(303);
    expect((await agent.get(`${attempt}/questions/1`)).text).toContain("Bär 🐻");
  });
});
