import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePerson, makeQuestion, makeQuiz, type MadeQuestion } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let trainer: Agent;
beforeAll(async () => { world = await openWorld(); trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] })); });
afterAll(() => world.close());

const pathOf = (slug: string) => `/studio/quizzes/${slug}/rehearsal`;
const start = (slug: string) => trainer.post(pathOf(slug)).expect(303);
const at = async (path: string) => (await trainer.get(path).expect(303)).headers["location"] as string;
const answer = (slug: string, place: number, chosen = "1") => trainer.post(`${pathOf(slug)}/questions/${place}/response`).type("form").send({ chosen, confidence: "sure" });
const counted = async () => Promise.all(["attempts", "paper_items", "responses", "memories", "certificates"].map(async (table) => Number((await world.db(table).count({ total: "*" }).first())!["total"])));

describe("trying a draft out", () => {
  test("goes question by question on the learners' pages, tells no key early, and counts nowhere", async () => {
    const { quiz: { slug }, questions } = await makeQuiz(world.db, { feedback: "deferred", state: "draft", shuffles_options: 0, certificate_months: 12 });
    const before = await counted();
    await start(slug);
    expect(await at(pathOf(slug))).toBe(`${pathOf(slug)}/questions/1`);
    const page = await trainer.get(`${pathOf(slug)}/questions/1`).expect(200);
    expect(page.text).toContain("Your answers are not counted");
    expect(page.text).not.toContain("The explanation of question");
    expect(page.text).not.toContain(`action="/attempts/`);
    expect((await answer(slug, 2).expect(303)).headers["location"]).toBe(`${pathOf(slug)}/questions/1`);
    expect((await answer(slug, 1, "9").expect(422)).text).toContain('id="chosen"');
    await answer(slug, 1).expect(303);
    expect((await trainer.get(`${pathOf(slug)}/questions/1`).expect(200)).text).not.toContain("The explanation of question");
    await answer(slug, 1, "2").expect(303);
    for (const place of [2, 3]) await answer(slug, place, place === 2 ? "1" : "2").expect(303);

    expect(await at(pathOf(slug))).toBe(`${pathOf(slug)}/result`);
    const { text } = await trainer.get(`${pathOf(slug)}/result`).expect(200);
    expect(text).toMatch(/data-score="2"[^>]*/);
    expect((await trainer.get(`${pathOf(slug)}/questions/3`).expect(200)).text).toContain(questions[2]!.body.explanation);
    expect(await counted()).toEqual(before);

    const other = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    await other.get(`${pathOf(slug)}/result`).expect(404);
    await trainer.post(`${pathOf(slug)}/removal`).expect(303);
    await trainer.get(`${pathOf(slug)}/result`).expect(404);
    expect(await at(pathOf(slug))).toBe(`/studio/quizzes/${slug}/preview`);
  });

  test("adapts, ends with the time limit, and keeps its questions when the draft changes", async () => {
    const questions: MadeQuestion[] = [];
    for (let place = 0; place < 20; place++) questions.push(await makeQuestion(world.db));
    const { quiz: { slug, id } } = await makeQuiz(world.db, { questions, adaptive: 1, limit_minutes: 10 });
    await start(slug);
    for (const place of [1, 2]) await answer(slug, place).expect(303);
    await answer(slug, 2).expect(303);
    await world.db("quizzes").where({ id }).update({ title: "Another title", adaptive_most: 12 });
    await world.db("quiz_questions").where({ quiz_id: id }).delete();
    expect(await at(pathOf(slug))).toBe(`${pathOf(slug)}/questions/3`);
    expect((await trainer.get(`${pathOf(slug)}/time`).expect(200)).body).toMatchObject({ seconds: 600, finished: false });

    world.travelTo(new Date(world.now().getTime() + 11 * 60_000));
    expect((await answer(slug, 3).expect(303)).headers["location"]).toBe(`${pathOf(slug)}/result`);
    const { text } = await trainer.get(`${pathOf(slug)}/result`).expect(200);
    expect(text).toContain('data-adaptive="');
    expect(text).toContain("An estimate: probably between");
    await trainer.post(pathOf(slug)).expect(303).expect("Location", `/studio/quizzes/${slug}/preview`);
  });

  test("takes an answer that was on its way when the time was up, and ends with it or with a look at the result", async () => {
    const { quiz: { slug } } = await makeQuiz(world.db, { questions: 3, limit_minutes: 10 });
    for (const isSeen of [false, true]) {
      await start(slug);
      world.travelTo(new Date(world.now().getTime() + 10 * 60_000));
      expect((await trainer.get(`${pathOf(slug)}/time`).expect(200)).body).toMatchObject({ seconds: 0, finished: false });
      if (isSeen) await trainer.get(`${pathOf(slug)}/result`).expect(200);
      expect((await answer(slug, 1).expect(303)).headers["location"]).toBe(`${pathOf(slug)}/${isSeen ? "result" : "questions/1"}`);
      expect((await trainer.get(`${pathOf(slug)}/time`).expect(200)).body).toMatchObject({ seconds: null, finished: true });
    }
  });
});
