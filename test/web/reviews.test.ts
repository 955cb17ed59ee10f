import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFact, makeQuestionAbout } from "../support/facts-asked.ts";
import { makePerson, makeQuiz, type MadeQuestion } from "../support/make.ts";
import { sit } from "../support/sitting.ts";
import { typedIn } from "../support/typed.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const NEXT_DAY = "2026-01-06T09:00:00Z";

/** A learner who answered one question about each of so many facts wrongly the day before; each fact has another question. */
async function learner(facts: number): Promise<{ agent: Agent; others: MadeQuestion[] }> {
  world.travelTo("2026-01-05T09:00:00Z");
  const person = await makePerson(world.db);
  const before = await world.signedInAs(person);
  const [first, others]: [MadeQuestion[], MadeQuestion[]] = [[], []];
  while (first.length < facts) {
    const fact = await makeFact(world.db);
    first.push(await makeQuestionAbout(world.db, [fact]));
    others.push(await makeQuestionAbout(world.db, [fact], { evidence: [{ fact: fact.key, quote: `The sealed quotation about ${fact.key}`, source: { publisher: "Press", title: "Title", published: "2019", url: "https://press.example/1" } }] }));
  }
  await makeQuiz(world.db, { questions: others });
  const { quiz } = await makeQuiz(world.db, { questions: first });
  const { answer, wrong } = await sit(world, before, quiz.slug);
  for (let position = 1; position <= facts; position++) await answer(position, wrong(position)).expect(303);
  world.travelTo(NEXT_DAY);
  return { agent: await world.signedInAs(person), others };
}

const rightPlace = (text: string): string => /value="(\d)"[^>]*>\s*<label[^>]*>Option a of/.exec(text)![1]!;

describe("a report from a review", () => {
  test("reaches the trainers, is answered, leads to a mended question, is closed, and its learner reads all of it", async () => {
    const { agent, others } = await learner(1);
    const address = (await agent.post("/review").expect(303)).headers["location"]!;
    const send = (body: Record<string, string>) => agent.post(`${address}/report`).type("form").send(body);
    await send({ reason: "unclear" }).expect(404);
    await agent.post(`${address}/response`).type("form").send({ chosen: rightPlace((await agent.get(address)).text) }).expect(303);
    expect((await send({ text: "No reason" }).expect(422)).text).toContain("Choose what is wrong.");
    await send({ reason: "unclear", text: "Which year is meant?" }).expect(303).expect("location", address);
    expect((await agent.get(address)).text).toContain("Your report is with the trainers");

    const trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    const report = /href="(\/studio\/reports\/[^"]+)">[^<]*Unclear/i.exec((await trainer.get("/studio/reports")).text)?.[1] ?? `/studio/reports/${(await world.db("problem_reports").orderBy("id", "desc").first())!.public_id}`;
    const page = (await trainer.get(report).expect(200)).text;
    expect(page).toMatch(/Which year is meant\?[\s\S]*The learner’s answer, right[\s\S]*In a review/);
    await trainer.post(`${report}/reply`).type("form").send({ reply: "We will say it." }).expect(303);
    expect((await agent.get("/progress")).text).toMatch(/With the trainers[\s\S]*We will say it\./);

    const bank = `/studio/questions/${others[0]!.row.public_id}`;
    const edit = (await trainer.get(`${bank}/edit?report=${report.split("/").at(-1)!}`).expect(200)).text;
    expect(edit).toMatch(/What a learner reports[\s\S]*Which year is meant\?/);
    await trainer.post(bank).type("form").send({ ...typedIn(edit, bank), stem: "Which option was it in 2019?", why: "Unclear", anyway: "1" }).expect(303).expect("location", report);
    await trainer.post(`${report}/closure`).type("form").send({ outcome: "question_changed", note: "It says the year now." }).expect(303);
    expect((await agent.get("/progress")).text).toMatch(/Looked at[\s\S]*The question was changed[\s\S]*It says the year now\./);
  });
});

describe("the review", () => {
  test("is offered on the home page, asks one question a page, shows the evidence, and ends with the day of the next", async () => {
    const { agent, others } = await learner(2);
    expect((await agent.get("/")).text).toContain("2 facts to refresh, about 40 seconds");
    expect((await agent.get("/review").expect(200)).text).toContain("2 facts to refresh, about 40 seconds");

    let address = (await agent.post("/review").expect(303)).headers["location"]!;
    await agent.get("/review").expect(303).expect("location", address);
    for (let turn = 1; turn <= 2; turn++) {
      const asked = (await agent.get(address).expect(200)).text;
      expect(asked).toContain(`Question ${turn} of 2`);
      for (const secret of ["sealed quotation", "The explanation of", "Why option", ...others.map(({ body }) => body.facts[0]!)]) expect(asked).not.toContain(secret);
      expect((await agent.post(`${address}/response`).type("form").send({}).expect(422)).text).toContain('href="#chosen"');
      await agent.post(`${address}/response`).type("form").send({ chosen: rightPlace(asked) }).expect(303).expect("location", address);
      const answered = (await agent.get(address)).text;
      expect(answered).toContain("sealed quotation");
      expect(answered).toContain(turn === 2 ? ">Finish</a>" : ">Next question</a>");
      if (turn === 2) expect(answered).toContain('href="/review">Finish');
      else address = /href="(\/review\/[^"]+)">Next question/.exec(answered)![1]!;
    }
    const done = (await agent.get("/review").expect(200)).text;
    expect(done).toContain("Done for today.");
    expect(done).toMatch(/likely to fade around <time datetime="2026-01-\d\d">/);
    expect((await agent.get("/")).text).not.toContain("to refresh");
    await agent.post("/review").expect(303).expect("location", "/review");
  });

  test("goes on where it was broken off, and keeps the first answer", async () => {
    const { agent } = await learner(1);
    const address = (await agent.post("/review").expect(303)).headers["location"]!;
    expect((await agent.get("/")).text).toContain(`href="${address}">Go on</a>`);
    await agent.post(`${address}/response`).type("form").send({ chosen: "1" }).expect(303);
    await agent.post(`${address}/response`).type("form").send({ chosen: "2" }).expect(303);
    expect((await agent.get(address)).text).toContain("Your first answer counts.");
    await agent.get(`${address}/response`).expect(303).expect("location", address);
  });

  test("of somebody else is not there, nor is it without signing in", async () => {
    const { agent } = await learner(1);
    const address = (await agent.post("/review")).headers["location"]!;
    const other = await world.signedInAs(await makePerson(world.db));
    await other.get(address).expect(404);
    await other.post(`${address}/response`).type("form").send({ chosen: "1" }).expect(404);
    await world.visitor().get("/review").expect(303);
    await world.visitor().post("/review").expect(303).expect("location", /^\/session\/new/);
    expect((await other.get("/review").expect(200)).text).toContain("Nothing to refresh today.");
  });

  test("does not teach what was retracted since", async () => {
    const { agent, others } = await learner(1);
    const address = (await agent.post("/review")).headers["location"]!;
    await agent.post(`${address}/response`).type("form").send({ chosen: "1" }).expect(303);
    await world.db("facts").where({ key: others[0]!.body.facts[0]! }).update({ standing: "retracted" });
    const [{ id }] = (await world.db("facts").where({ key: others[0]!.body.facts[0]! }).select("id")) as [{ id: number }];
    await world.db("fact_standings").insert({ fact_id: id, standing: "retracted", reason: "It never happened.", publisher: null, title: null, published: null, url: null, author_id: null, at: NEXT_DAY });
    const { text } = await agent.get(address).expect(200);
    expect(text).toContain("Withdrawn");
    expect(text).toContain("It never happened.");
    expect(text).not.toContain("sealed quotation");
  });
});
