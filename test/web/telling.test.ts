import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renewCalendar } from "../../src/domain/calendars.ts";
import type { PersonalData } from "../../src/domain/personal-data-schema.ts";
import { planReviews } from "../../src/domain/review-plans.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { makeFact, makeQuestionOn } from "../support/facts.ts";
import { take } from "../support/organisation.ts";
import { keepQuestion, EVERY_KIND } from "../support/every-kind.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { makeDraft, QUIZ } from "../support/studio.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuestion } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

async function everyKind(feedback: "immediate" | "deferred") {
  const questions: MadeQuestion[] = [];
  for (const question of EVERY_KIND) questions.push(await keepQuestion(world.db, question));
  const learner = await learnerAt(world, { questions, feedback });
  return { ...learner, ...(await sit(world, learner.agent, learner.quiz.slug)) };
}

describe("a quiz that tells at the end", () => {
  test("goes on from question to question, shows what was answered and nothing of the key, and then leads through all", async () => {
    const { agent, quiz, attempt, answer, right, wrong } = await everyKind("deferred");
    const bodyOf = async (path: string) => { const { headers, text } = await agent.get(path); return `${JSON.stringify(headers)}${text}`; };
    for (const [index, { kind }] of EVERY_KIND.entries()) {
      const isWrong = kind === "single";
      await answer(index + 1, isWrong ? wrong(index + 1) : right(index + 1), agent, "sure").expect(303).expect("location", index === EVERY_KIND.length - 1 ? `${attempt}/result` : `${attempt}/questions/${index + 2}`);
      if (index === EVERY_KIND.length - 1) break;
      const stored = await bodyOf(`${attempt}/questions/${index + 1}`);
      expect(stored).toContain("Your answer is saved");
      expect(stored).toContain("data-chosen=");
      const paths = ["/", "/quizzes", `/quizzes/${quiz.slug}`, "/progress", attempt, `${attempt}/result`, `${attempt}/questions/${index + 2}`];
      const told = [stored, ...(await Promise.all(paths.map(bodyOf))), (await answer(index + 1, wrong(index + 1))).text].join("\n").replaceAll("Sealed-short Bear", "");
      expect(told.match(/.{0,80}(?:[Ss]ealed|verdict|Right answer|You were sure|data-score|Share right).{0,40}/), kind).toBeNull();
    }
    await agent.get(attempt).expect(303).expect("location", `${attempt}/result`);
    expect(await bodyOf(`${attempt}/result`)).toMatch(new RegExp(`data-score="7" data-of="8"[\\s\\S]*href="${attempt}/questions/1">Read the answers one by one`));
    const first = await bodyOf(`${attempt}/questions/1`);
    expect(first).toContain("You were sure, and wrong.");
    expect(first).toContain(`href="${attempt}/questions/2">Next question`);
    expect(await bodyOf(`${attempt}/questions/7`)).toContain("sealed-short quotation");
  });

  test("does not hold back what was right when the same is practised", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 2, feedback: "deferred" });
    const { attempt, answer, wrong } = await sit(world, agent, quiz.slug);
    for (const place of [1, 2]) await answer(place, wrong(place)).expect(303);
    const practice = (await agent.post(`${attempt}/practice`).expect(303)).headers["location"]!;
    const asked = await agent.get(`${practice}/questions/1`).expect(200);
    expect(asked.text).not.toContain("after the last question");
    await agent.post(`${practice}/questions/1/response`).type("form").send({ chosen: "1" }).expect(303).expect("location", `${practice}/questions/1`);
    expect((await agent.get(`${practice}/questions/1`)).text).toMatch(/aria-label="Feedback"[^]*The explanation of question/);
    expect((await agent.get("/progress/answers")).text).toContain("3 answers");
    await agent.post(`${practice}/questions/1/report`).type("form").send({ reason: "typo" }).expect(303);
  });

  test("tells by nothing that is remembered whether an answer was right, until the attempt is finished", async () => {
    const [known, fact] = [await makeFact(world.db), await makeFact(world.db)];
    const { agent, person, quiz } = await learnerAt(world, { questions: [await makeQuestionOn(world.db, fact), await makeQuestion(world.db)], feedback: "deferred" });
    await take(world, person, (await makeQuiz(world.db, { questions: [await makeQuestionOn(world.db, known)] })).quiz, 0);
    const calendar = `/calendar/${await renewCalendar(world.db, person, world.now())}.ics`;
    const { attempt, answer, right, wrong } = await sit(world, agent, quiz.slug);
    const shown = async () => {
      const { records } = JSON.parse((await agent.post("/progress/data/download").expect(200)).text) as PersonalData;
      const facts = (table: string) => records.flatMap((record) => (record.table === table ? [record.row["fact_id"]] : []));
      const due = await planReviews(world.db, person.id, "UTC", 0, later(world.now(), 2 * DAY));
      return { memories: facts("memories"), recollections: facts("recollections"), due: due.map(({ factId }) => factId), progress: /aria-labelledby="remembered">[^]*?<\/section>/.exec((await agent.get("/progress").expect(200)).text)?.[0], days: (await agent.get(calendar).expect(200)).text.match(/SUMMARY:.*/g) };
    };
    const before = await shown();
    expect(before).toMatchObject({ memories: [known.id], recollections: [known.id], due: [known.id], progress: expect.any(String) as string });
    await answer(1, wrong(1)).expect(303).expect("location", `${attempt}/questions/2`);
    expect(await shown()).toEqual(before);
    await answer(2, right(2)).expect(303).expect("location", `${attempt}/result`);
    expect(await shown()).toMatchObject({ memories: [known.id, fact.id], recollections: [known.id, fact.id], due: expect.arrayContaining([known.id, fact.id]) as number[], days: [expect.stringContaining("2")] });
  });

  test("keeps the first answer and says so", async () => {
    const { agent, attempt, answer, right, wrong } = await everyKind("deferred");
    await answer(1, right(1)).expect(303);
    await answer(1, wrong(1)).expect(303).expect("location", `${attempt}/questions/1`);
    expect((await agent.get(`${attempt}/questions/1`)).text).toMatch(/Your first answer counts\.[\s\S]*Your answer is saved/);
  });
});

describe("saying how sure one is", () => {
  test("is one tap with the answer, kept, and shown with what came of it", async () => {
    const { agent, attempt, answer, right, wrong, responses } = await everyKind("immediate");
    expect((await agent.get(`${attempt}/questions/1`)).text).toMatch(/<button class="button">Answer<\/button>[\s\S]*name="confidence" value="sure">I’m sure/);
    await answer(1, right(1), agent, "sure").expect(303);
    await answer(2, wrong(2), agent, "guess").expect(303);
    await answer(3, right(3)).expect(303);
    await answer(4, right(4), agent, "certainly").expect(303);
    expect((await responses()).map(({ confidence }) => confidence)).toEqual(["sure", "guess", null, null]);
    expect((await agent.get(`${attempt}/questions/1`)).text).toContain("You were sure, and right.");
    expect((await agent.get(`${attempt}/questions/3`)).text).not.toContain("feedback__sure");
  });

  test("is neither asked nor kept where the quiz does not want it", async () => {
    const { agent, quiz } = await learnerAt(world, { asks_confidence: 0 });
    const { attempt, answer, right, responses } = await sit(world, agent, quiz.slug);
    expect((await agent.get(`${attempt}/questions/1`)).text).not.toContain("confidence");
    await answer(1, right(1), agent, "sure").expect(303);
    expect(await responses()).toMatchObject([{ confidence: null }]);
  });
});

describe("the settings of a quiz", () => {
  test("are kept by its form and repeated by its version, which later changes leave alone", async () => {
    const trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    expect((await trainer.get("/studio/quizzes/new")).text).toMatch(/value="immediate" checked[\s\S]*name="asks_confidence" type="checkbox" value="1" checked/);
    const address = await makeDraft(trainer, { feedback: "deferred" } as Partial<typeof QUIZ>);
    const rowOf = () => world.db("quizzes").where({ slug: address.split("/").at(-1)! }).first();
    expect(await rowOf()).toMatchObject({ feedback: "deferred", asks_confidence: 0 });
    await trainer.post(address).type("form").send({ ...QUIZ, feedback: "immediate", asks_confidence: "1" }).expect(303);
    expect(await rowOf()).toMatchObject({ feedback: "immediate", asks_confidence: 1 });
    expect((await trainer.post(address).type("form").send({ ...QUIZ, feedback: "never" }).expect(422)).text).toContain("Choose one of these.");
  });
});
