import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { DECISION, loadPiggybacking, makeDraft } from "../../support/studio.ts";
import { typedIn } from "../../support/typed.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
beforeAll(async () => {
  world = await openWorld();
  agent = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
  await loadPiggybacking(world.db, world.now());
});
afterAll(() => world.close());

const ACTION = "/studio/decisions";
const send = (fields: object) => agent.post(ACTION).type("form").send(fields);
const rows = Object.fromEntries(DECISION.options.flatMap(({ row, text, feedback }) => [[`option-${row}-text`, text], [`option-${row}-feedback`, feedback]]));
const TYPED = { situation: DECISION.situation, best: "2", explanation: DECISION.explanation, ...rows };

describe("the template of a decide question, without JavaScript", () => {
  test("leads from a quiz of recall alone to the question and back into the quiz", async () => {
    const quiz = await makeDraft(agent);
    const slug = quiz.split("/").at(-1)!;
    const [generated] = await world.db("questions").where({ level: "recall" }).whereNotNull("incident_id");
    await agent.post(`${quiz}/questions`).type("form").send({ question: generated!.public_id }).expect(303);
    const way = `/studio/decisions/new?incident=piggybacking&quiz=${slug}`;
    expect((await agent.get(quiz).expect(200)).text).toContain(`href="${way.replaceAll("&", "&amp;")}"`);

    const typed = typedIn((await agent.get(way).expect(200)).text, ACTION);
    expect(typed).toMatchObject({ incident: "piggybacking", lesson: "1", quiz: slug, ask: "What do you do?", explanation: "Tools do not tell who used them.", situation: "", rows: "3" });
    const { headers } = await send({ ...typed, ...TYPED, ask: DECISION.ask }).expect(303);
    expect(headers["location"]).toBe(`${quiz}#publication`);
    const { text } = await agent.get(quiz).expect(200);
    expect(text).toContain(DECISION.situation.slice(0, 40));
    expect(text).not.toContain('name="reason"');
  });

  test("gives a fourth row, checks what is typed and shows the lessons of another incident, saving nothing and keeping what was typed", async () => {
    const before = await world.db("questions").count({ total: "*" }).first();
    const typed = { incident: "piggybacking", lesson: "1", ask: "What do you do?", rows: "3", ...TYPED };
    const fourth = typedIn((await send({ ...typed, step: "option" }).expect(200)).text, ACTION);
    expect(fourth).toMatchObject({ ...rows, "option-4-text": "", rows: "4" });
    const { text } = await send({ ...typed, "option-2-text": "Unknown so far, with every finding listed one by one in the report, and always with its source", step: "check" }).expect(200);
    expect(text).toContain("Longest option correct");
    expect((await send({ situation: "Something.", incident: "piggybacking", step: "incident" }).expect(200)).text).toMatch(/id="lesson-1" name="lesson" value="1" checked/);
    expect(await world.db("questions").count({ total: "*" }).first()).toEqual(before);
  });

  test("says beside each field what is missing, all at once, and keeps the fourth option", async () => {
    const { text } = await send({ incident: "piggybacking", lesson: "new", rows: "4", "option-4-text": "Wait and see" }).expect(422);
    for (const field of ["lesson", "situation", "ask", "options", "best", "option-4-feedback"]) expect(text).toContain(`<a href="#${field}">`);
    expect(typedIn(text, ACTION)).toMatchObject({ "option-4-text": "Wait and see" });
  });

  test("is for trainers, and knows no quiz that is not there", async () => {
    const learner = await world.signedInAs(await makePerson(world.db));
    await learner.get("/studio/decisions/new").expect(403);
    await learner.post(ACTION).type("form").send({}).expect(403);
    await agent.get("/studio/decisions/new?quiz=nothing").expect(404);
    await agent.get("/studio/decisions/new?incident=nothing").expect(200);
  });
});

describe("lessons", () => {
  const incident = "/studio/incidents/piggybacking";
  const lesson = { title: "Ask <b>twice</b>", text: "Call back on a number that you know." };

  test("are added, changed and removed on the page of their incident", async () => {
    expect((await agent.post(`${incident}/lessons`).type("form").send({ title: "", text: "" }).expect(422)).text).toContain("Give the lesson a short title.");
    await agent.post(`${incident}/lessons`).type("form").send(lesson).expect(303);
    expect((await agent.get(incident)).text).toContain("Ask &lt;b&gt;twice&lt;/b&gt;");
    const address = `${incident}/lessons/2`;
    const typed = typedIn((await agent.get(address).expect(200)).text, address);
    await agent.post(address).type("form").send({ ...typed, title: "Ask again" }).expect(303);
    expect((await agent.post(address).type("form").send({ ...typed, title: "Ask too late" }).expect(422)).text).toContain("Somebody changed this lesson while you were writing.");
    await agent.post(`${address}/removal`).type("form").send({ version: "1" }).expect(303);
    expect((await agent.get(incident)).text).toContain("Ask again");
    await agent.post(`${address}/removal`).type("form").send({ version: "2" }).expect(303);
    await agent.get(address).expect(404);
  });

  test("are told with the feedback, and not before", async () => {
    const question = await makeQuestion(world.db, { level: "decide", lesson: { title: "Borrowed tools", text: "Tools do not tell who used them." } });
    const { quiz } = await makeQuiz(world.db, { questions: [question] });
    const learner = await world.signedInAs(await makePerson(world.db));
    const attempt = (await learner.post(`/quizzes/${quiz.slug}/attempts`).expect(303)).headers["location"]!;
    expect((await learner.get(attempt).redirects(1)).text).not.toContain("Borrowed tools");
    await learner.post(`${attempt.replace(/\/questions.*/, "")}/questions/1/response`).type("form").send({ chosen: "1" }).expect(303);
    expect((await learner.get(`${attempt.replace(/\/questions.*/, "")}/questions/1`)).text).toMatch(/Borrowed tools[\s\S]*Tools do not tell who used them\./);
  });
});
