import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePerson } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

describe("starting a quiz", () => {
  test("leads to the first question, its stem as the heading", async () => {
    const { agent, quiz, questions } = await learnerAt(world);
    const { attempt } = await sit(world, agent, quiz.slug);

    await agent.post(`/quizzes/${quiz.slug}/attempts`).expect(303).expect("location", `${attempt}/questions/1`);
    await agent.get(attempt).expect(303).expect("location", `${attempt}/questions/1`);
    const page = await agent.get(`${attempt}/questions/1`).expect(200);
    expect(page.text).toContain(`>${questions[0]!.body.stem}</h1>`);
    expect(page.text).toContain("Question 1 of 3");
    expect(page.text).toMatch(/<legend>Choose one option\.<\/legend>/);
  });

  test("twenty times at once makes one attempt", async () => {
    const { agent, quiz, person } = await learnerAt(world);
    const responses = await Promise.all(Array.from({ length: 20 }, () => agent.post(`/quizzes/${quiz.slug}/attempts`)));

    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([303]));
    expect(new Set(responses.map(({ headers }) => headers["location"])).size).toBe(1);
    expect(await world.db("attempts").where({ person_id: person.id })).toHaveLength(1);
    expect(await world.db("paper_items").join("attempts", "attempts.id", "paper_items.attempt_id").where({ person_id: person.id })).toHaveLength(3);
  });

  test("is not possible for a draft, a quiz that is not there, or a visitor", async () => {
    const { agent, quiz } = await learnerAt(world, { state: "draft" });
    await agent.post(`/quizzes/${quiz.slug}/attempts`).expect(404);
    await agent.post("/quizzes/nowhere/attempts").expect(404);
    await world.visitor().post(`/quizzes/${quiz.slug}/attempts`).expect(303).expect("location", "/session/new?ended=1");
  });

  test("of a quiz without questions is refused in words", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 0 });
    expect((await agent.post(`/quizzes/${quiz.slug}/attempts`).expect(422)).text).toContain("This quiz has no questions yet.");
  });
});

describe("resuming", () => {
  test("survives a new sign-in, with the earlier answers and the same paper", async () => {
    const { person, agent, quiz } = await learnerAt(world);
    const { attempt, answer, right } = await sit(world, agent, quiz.slug);
    await answer(1, right(1));
    const before = (await agent.get(`${attempt}/questions/2`)).text;

    const later = await world.signedInAs(person);
    expect((await later.get(`/quizzes/${quiz.slug}`)).text).toContain("Resume quiz</button>");
    expect((await sit(world, later, quiz.slug)).attempt).toBe(attempt);
    for (const asked of [later.get(attempt), later.post(`/quizzes/${quiz.slug}/attempts`)]) await asked.expect(303).expect("location", `${attempt}/questions/2`);
    expect((await later.get(`${attempt}/questions/2`)).text).toBe(before);
    expect((await later.get(`${attempt}/questions/1`)).text).toContain("data-chosen");
  });

  test("goes on after the quiz was withdrawn", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 1 });
    const { attempt, answer } = await sit(world, agent, quiz.slug);
    await world.db("quizzes").where({ id: quiz.id }).update({ state: "retired" });
    await answer(1, "1").expect(303);
    await agent.get(`${attempt}/result`).expect(200);
  });

  test("starts a new attempt once the last is finished", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 1 });
    const first = await sit(world, agent, quiz.slug);
    await first.answer(1, "1").expect(303);
    expect((await sit(world, agent, quiz.slug)).attempt).not.toBe(first.attempt);
    expect(await world.db("attempts").where({ quiz_id: quiz.id }).orderBy("number").pluck("number")).toEqual([1, 2]);
  });
});

describe("the result", () => {
  test("says how many of how many, whether that is enough, and how each question went", async () => {
    const { agent, quiz } = await learnerAt(world, { pass_percent: 60 });
    const { attempt, answer, right, wrong } = await sit(world, agent, quiz.slug);
    await agent.get(`${attempt}/result`).expect(303).expect("location", `${attempt}/questions/1`);
    await answer(1, right(1));
    await answer(2, wrong(2));
    await answer(3, right(3));

    expect((await agent.get(`${attempt}/questions/3`)).text).toContain(`href="${attempt}/result">See result</a>`);
    await agent.get(attempt).expect(303).expect("location", `${attempt}/result`);
    const { text } = await agent.get(`${attempt}/result`).expect(200);
    expect(text).toContain('data-score="2" data-of="3"');
    expect(text).toContain("<title>2 of 3: ");
    expect(text).toContain("Passed.");
    expect(text.match(new RegExp(`${attempt}/questions/\\d`, "g"))).toHaveLength(3);
  });
});

describe("another person's attempt", () => {
  test("is not there, whatever one asks of it", async () => {
    const { agent, quiz } = await learnerAt(world);
    const { attempt, answer, responses } = await sit(world, agent, quiz.slug);
    const stranger = await world.signedInAs(await makePerson(world.db, { roles: ["trainer", "manager", "admin"] }));
    for (const path of ["", "/questions/1", "/result"]) await stranger.get(attempt + path).expect(404);
    await answer(1, "1", stranger).expect(404);
    expect(await responses()).toHaveLength(0);
  });
});
