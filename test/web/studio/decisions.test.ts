import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePerson, makeQuestion, makeQuiz } from "../../support/make.ts";
import { DECISION, loadPiggybacking, makeDraft, TYPED_DECISION } from "../../support/studio.ts";
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

const ACTION = "/studio/questions";
const send = (fields: object, address = ACTION) => agent.post(address).type("form").send(fields);

describe("a question that asks what to do, without JavaScript", () => {
  test("leads from a quiz of recall alone to the question and back into the quiz", async () => {
    const quiz = await makeDraft(agent);
    const slug = quiz.split("/").at(-1)!;
    const [generated] = await world.db("questions").where({ level: "recall" }).whereNotNull("incident_id");
    await agent.post(`${quiz}/questions`).type("form").send({ question: generated!.public_id }).expect(303);
    const way = `${ACTION}/new?kind=decide&incident=piggybacking&quiz=${slug}`;
    expect((await agent.get(quiz).expect(200)).text).toContain(`href="${way.replaceAll("&", "&amp;")}"`);

    const typed = typedIn((await agent.get(way).expect(200)).text, ACTION);
    expect(typed).toMatchObject({ kind: "decide", incident: "piggybacking", lesson: "1", quiz: slug, ask: "What do you do?", explanation: "Tools do not tell who used them.", situation: "" });
    const { headers } = await send({ ...typed, ...TYPED_DECISION, "option-1-consequence": "Somebody else is blamed." }).expect(303);
    expect(headers["location"]).toBe(`${quiz}#publication`);
    const { text } = await agent.get(quiz).expect(200);
    expect(text).toContain(DECISION.stem.slice(0, 40));
    expect(text).not.toContain('name="reason"');

    const [made] = await world.db("questions").where({ level: "decide" }).orderBy("id", "desc");
    const address = `${ACTION}/${made!.public_id}`;
    const shown = typedIn((await agent.get(`${address}/edit`)).text, address);
    expect(shown).toMatchObject({ ...TYPED_DECISION, lesson: "kept", "option-1-consequence": "Somebody else is blamed." });
    expect((await send(shown, address).expect(303).then(() => agent.get(address))).text).toContain("Nothing was changed");
  });

  test("shows a preview and what the linter finds, and the lessons of its incident, saving nothing and keeping what was typed", async () => {
    const before = await world.db("questions").count({ total: "*" }).first();
    const { text } = await send({ ...TYPED_DECISION, "option-2-text": "Unknown so far, with every finding listed one by one in the report, and always with its source", step: "check" }).expect(200);
    expect(text).toContain("Longest option correct");
    expect(text).toMatch(new RegExp(`preview__stem"[^>]*>${DECISION.stem.slice(0, 40)}`));
    const other = (await send({ kind: "decide", situation: "Something.", incident: "piggybacking", step: "incident" }).expect(200)).text;
    expect(typedIn(other, ACTION)).toMatchObject({ lesson: "1", situation: "Something.", ask: "What do you do?", topic: "attribution" });
    expect(await world.db("questions").count({ total: "*" }).first()).toEqual(before);
  });

  test("keeps what was asked where somebody chooses another kind", async () => {
    const { headers } = await send({ ...TYPED_DECISION, kind: "single", level: "mechanism", anyway: "1" }).expect(303);
    const address = headers["location"]!;
    const shown = typedIn((await agent.get(`${address}/edit`)).text, address);
    expect(shown).toMatchObject({ kind: "single", stem: DECISION.stem });
    expect(typedIn((await send({ ...shown, kind: "decide", step: "check" }, address).expect(200)).text, address)).toMatchObject({ situation: TYPED_DECISION["situation"], ask: TYPED_DECISION["ask"] });
  });

  test("says beside each field what is missing, all at once", async () => {
    const { text } = await send({ kind: "decide", incident: "piggybacking", lesson: "new", "option-4-text": "Wait and see" }).expect(422);
    for (const field of ["lesson", "situation", "ask", "options", "option-4-feedback"]) expect(text).toMatch(new RegExp(`<a href="#${field}">[\\s\\S]*id="${field}"`));
    expect(typedIn(text, ACTION)).toMatchObject({ kind: "decide", "option-4-text": "Wait and see" });
  });

  test("is found where it was written before, and knows no quiz that is not there", async () => {
    expect((await agent.get("/studio/decisions/new?incident=piggybacking&lesson=1").expect(301)).headers["location"]).toBe(`${ACTION}/new?kind=decide&incident=piggybacking&lesson=1`);
    await agent.get(`${ACTION}/new?quiz=nothing`).expect(404);
    await agent.get(`${ACTION}/new?kind=decide&incident=nothing`).expect(200);
    await agent.get(`${ACTION}/new?kind=__proto__&incident=a&incident=b`).expect(200);
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
    const first = (await learner.post(`/quizzes/${quiz.slug}/attempts`).expect(303)).headers["location"]!;
    expect((await learner.get(first).expect(200)).text).not.toContain("Borrowed tools");
    await learner.post(`${first}/response`).type("form").send({ chosen: "1" }).expect(303);
    expect((await learner.get(first)).text).toMatch(/Borrowed tools[\s\S]*Tools do not tell who used them\./);
  });
});
