import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

describe("the page of a quiz", () => {
  test("says what it takes and how it goes", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 9, draw_count: 6, pass_percent: 70 });
    const { text } = await agent.get(`/quizzes/${quiz.slug}`).expect(200);
    expect(text).toContain(`<h1>${quiz.title}</h1>`);
    expect(text).toContain(quiz.summary);
    expect(text).toContain("6 questions");
    expect(text).toContain("About 2 minutes");
    expect(text).toContain("70% of the points");
    expect(text).toMatch(/<button class="button">Start quiz<\/button>/);
  });

  test("shows the newest published version, not what its trainer is writing", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 1 });
    await world.db("quizzes").where({ id: quiz.id }).update({ title: "Half written", summary: "Not ready", pass_percent: 5 });
    const [newer] = await world.db("quiz_versions").insert({ quiz_id: quiz.id, number: 2, title: "Second edition", summary: "Better", draw_count: null, pass_percent: 90, publisher_id: null, published_at: world.now().toISOString() }).returning("*");
    for (const position of [1, 2]) await world.db("quiz_version_questions").insert({ quiz_version_id: newer!.id, question_version_id: (await makeQuestion(world.db)).version.id, position });

    const { text } = await agent.get(`/quizzes/${quiz.slug}`);
    expect(text).toContain("<h1>Second edition</h1>");
    expect(text).toContain("2 questions");
    expect(text).toContain("90% of the points");
    expect(text).not.toMatch(/Half written|Not ready/);
    expect((await agent.get("/quizzes")).text).toContain("Second edition");
  });

  test("names the incidents by their labels, not by titles that tell", async () => {
    const [incident] = await world.db("incidents").insert({ slug: "one", title: "A title that tells all", label: "the attack of that spring", summary: "It tells all", happened: "2019", topics: "[]" }).returning("*");
    const question = await makeQuestion(world.db, { row: { incident_id: incident!.id } });
    const { agent, quiz } = await learnerAt(world, { questions: [question] });
    const { text } = await agent.get(`/quizzes/${quiz.slug}`);
    expect(text).toContain("The attack of that spring");
    expect(text).not.toContain("tells all");
  });

  test("lists my earlier results and no one else's", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 1 });
    await (await sit(world, agent, quiz.slug)).finish();
    const other = await world.signedInAs(await makePerson(world.db));

    expect((await agent.get(`/quizzes/${quiz.slug}`)).text).toContain("1 of 1");
    expect((await agent.get("/quizzes")).text).toContain("Last result: 1 of 1");
    expect((await other.get(`/quizzes/${quiz.slug}`)).text).not.toContain("Your results");
  });

  test("stays open to those who took it when it is withdrawn, but cannot be started", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 1 });
    const { attempt, finish } = await sit(world, agent, quiz.slug);
    await world.db("quizzes").where({ id: quiz.id }).update({ state: "retired" });
    expect((await agent.get(`/quizzes/${quiz.slug}`).expect(200)).text).toContain(`href="${attempt}">Resume quiz</a>`);
    await finish();
    const { text } = await agent.get(`/quizzes/${quiz.slug}`).expect(200);
    expect(text).toContain("This quiz was withdrawn.");
    expect(text).not.toMatch(/Start quiz|Resume quiz/);
    await agent.post(`/quizzes/${quiz.slug}/attempts`).expect(404);
    await (await world.signedInAs(await makePerson(world.db))).get(`/quizzes/${quiz.slug}`).expect(404);
  });

  test("is not there for a draft, a withdrawn quiz or an unknown name", async () => {
    const { agent, quiz } = await learnerAt(world, { state: "draft" });
    const { quiz: retired } = await makeQuiz(world.db, { state: "retired" });
    for (const slug of [quiz.slug, retired.slug, "nowhere", "%00"]) expect((await agent.get(`/quizzes/${slug}`)).status).toBeGreaterThanOrEqual(400);
    await agent.get(`/quizzes/${quiz.slug}`).expect(404);
  });
});

describe("the list of quizzes", () => {
  test("comes in pages, published quizzes only, by title", async () => {
    const agent = await world.signedInAs(await makePerson(world.db));
    await makeQuiz(world.db, { title: "AAA first", questions: 1 });
    await makeQuiz(world.db, { title: "AAA hidden", state: "draft", questions: 1 });
    for (let count = 0; count < 25; count++) await makeQuiz(world.db, { title: "ZZZ last", questions: 1 });
    const first = (await agent.get("/quizzes").expect(200)).text;
    expect(first).toContain("AAA first");
    expect(first).not.toContain("AAA hidden");
    expect(first).toContain("Page 1 of 2");
    expect((await agent.get("/quizzes?page=2").expect(200)).text).toContain("ZZZ last");
    await agent.get("/quizzes?page=9007199254740991").expect(200);
  });
});
