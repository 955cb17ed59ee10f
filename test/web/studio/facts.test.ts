import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../../src/domain/answering.ts";
import { startAttempt } from "../../../src/domain/attempts.ts";
import type { FactRow } from "../../../src/storage/tables.ts";
import { DOUBT, makeFact, makeQuestionOn } from "../../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { sit } from "../../support/sitting.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
beforeAll(async () => { world = await openWorld(); agent = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] })); });
afterAll(() => world.close());

const textOf = async (by: Agent, path: string) => (await by.get(path).expect(200)).text.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const dispute = (fact: FactRow, given: Partial<typeof DOUBT & { standing: string }> = {}) => agent.post(`/studio/facts/${fact.key}/standing`).type("form").send({ standing: "disputed", ...DOUBT, ...given });
const quizOn = async (fact: FactRow) => makeQuiz(world.db, { questions: [await makeQuestion(world.db), await makeQuestionOn(world.db, fact)] });

describe("the page of a fact", () => {
  test("says what it is, who said what of it, and what rests on it, and the studio follows", async () => {
    const fact = await makeFact(world.db);
    const { quiz, questions } = await quizOn(fact);
    await dispute(fact).expect(303).expect("Location", `/studio/facts/${fact.key}`);
    const page = await textOf(agent, `/studio/facts/${fact.key}`);
    for (const words of ["it was Turla", `Disputed: ${DOUBT.reason}`, DOUBT.title, questions[1]!.body.stem, "Asks about it", `${quiz.title} Published 1 of 2 questions left`]) expect(page).toContain(words);
    expect(await textOf(agent, "/studio")).toMatch(new RegExp(`A fact is in doubt .* ${quiz.title} Fewer questions 1 of 2 left`));
    expect(await textOf(agent, `/studio/quizzes/${quiz.slug}`)).toContain("Learners are asked 1 of 2 questions now");
    expect((await agent.get(`/studio/incidents/${fact.key}`).expect(200)).text).toContain(`href="/studio/facts/${fact.key}"`);

    await agent.post(`/studio/facts/${fact.key}/restoration`).type("form").send({ restoration: "short" }).expect(422);
    await agent.post(`/studio/facts/${fact.key}/restoration`).type("form").send({ restoration: "The second report was withdrawn." }).expect(303);
    expect(await textOf(agent, "/studio")).not.toContain("in doubt");
    expect(await textOf(agent, `/studio/facts/${fact.key}`)).toMatch(/Restored: The second report was withdrawn\. .*Disputed: A second/);
  });

  test("keeps what was typed and says beside each field what is missing", async () => {
    const fact = await makeFact(world.db);
    const { text } = await dispute(fact, { standing: "doubtful", reason: "<b>no</b>", published: "last week", url: "javascript:alert(1)" }).expect(422);
    for (const words of ["Choose what has become of the fact.", "Say why in a sentence.", "Write a date as", "Give the address of the page", "&lt;b&gt;no&lt;/b&gt;", DOUBT.title]) expect(text).toContain(words);
    await dispute(fact).expect(303);
    expect((await dispute(fact).expect(422)).text).toContain("This fact is disputed already");
  });

  test("never tells fewer than five people apart", async () => {
    const fact = await makeFact(world.db);
    const { quiz } = await quizOn(fact);
    const take = async () => {
      const person = await makePerson(world.db);
      const attempt = await startAttempt(world.db, person, quiz, world.now());
      for (const position of [1, 2]) await answerQuestion(world.db, person, attempt, position, ["a"], world.now());
    };
    for (let people = 0; people < 4; people++) await take();
    expect(await textOf(agent, `/studio/facts/${fact.key}`)).toContain(`${quiz.title} Fewer than five people`);
    await take();
    expect(await textOf(agent, `/studio/facts/${fact.key}`)).toContain(`${quiz.title} 5 5 5`);
  });

  test("is for trainers, and a fact that is not there is not found", async () => {
    const fact = await makeFact(world.db);
    const learner = await world.signedInAs(await makePerson(world.db));
    await learner.get(`/studio/facts/${fact.key}`).expect(403);
    await learner.post(`/studio/facts/${fact.key}/standing`).type("form").send({ standing: "disputed", ...DOUBT }).expect(403);
    for (const path of ["nothing", "a'--"]) await agent.get(`/studio/facts/${path}`).expect(404);
  });
});

describe("a learner", () => {
  test("reads what was withdrawn and why once the quiz is finished, and not a word of it before", async () => {
    const fact = await makeFact(world.db);
    const { quiz, questions } = await quizOn(fact);
    const learner = await world.signedInAs(await makePerson(world.db));
    const { attempt, answer, right } = await sit(world, learner, quiz.slug);
    await dispute(fact).expect(303);
    const early = await learner.get(`${attempt}/questions/2`).expect(200);
    expect(early.text).toContain("Withdrawn");
    for (const secret of [DOUBT.reason, questions[1]!.body.explanation]) expect(early.text).not.toContain(secret);
    await answer(1, right(1)).expect(303);
    const { text } = await learner.get(`${attempt}/result`).expect(200);
    for (const words of ['data-score="1" data-of="1"', "Withdrawn</span></li><li>Not asked", DOUBT.reason, DOUBT.url]) expect(text).toContain(words);
  });

  test("keeps an answer to what was retracted, but does not read it as true any more", async () => {
    const fact = await makeFact(world.db);
    const { quiz, questions } = await quizOn(fact);
    const learner = await world.signedInAs(await makePerson(world.db));
    const sitting = await sit(world, learner, quiz.slug);
    await sitting.answer(1, sitting.right(1)).expect(303);
    await sitting.answer(2, sitting.wrong(2)).expect(303);
    const { explanation } = questions[1]!.body;
    await dispute(fact).expect(303);
    const disputed = await learner.get(`${sitting.attempt}/questions/2`).expect(200);
    for (const words of [explanation, DOUBT.reason]) expect(disputed.text).toContain(words);
    await dispute(fact, { standing: "retracted" }).expect(303);
    const retracted = await learner.get(`${sitting.attempt}/questions/2`).expect(200);
    expect(retracted.text).toContain("Your answer");
    for (const words of [explanation, "Why option"]) expect(retracted.text).not.toContain(words);
    expect(await textOf(learner, `${sitting.attempt}/result`)).toMatch(/1 of 1 .*It was 1 of 2 and became 1 of 1/);
  });

  test("is told where nothing is left of a quiz", async () => {
    const fact = await makeFact(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: [await makeQuestionOn(world.db, fact)] });
    await dispute(fact).expect(303);
    const learner = await world.signedInAs(await makePerson(world.db));
    const page = await learner.get(`/quizzes/${quiz.slug}`).expect(200);
    expect(page.text).toContain("Every question of this quiz is withdrawn for now");
    expect(page.text).not.toContain("Start quiz");
    expect(await textOf(agent, `/studio/quizzes/${quiz.slug}`)).toContain("Learners cannot take it now");
  });
});
