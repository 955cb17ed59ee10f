import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePerson } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { typedIn } from "../support/typed.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

let world: World;
let discreet: World;
beforeAll(async () => { world = await openWorld(); discreet = await openWorld({ privacyMode: "aggregate" }); });
afterAll(async () => { await world.close(); await discreet.close(); });

/** A learner on the feedback of a first question. */
async function answered(at = world) {
  const learner = await learnerAt(at, { questions: 2 }, { name: "Rita Reporter" });
  const { attempt, answer, right } = await sit(at, learner.agent, learner.quiz.slug);
  const page = `${attempt}/questions/1`;
  await answer(1, right(1)).expect(303);
  const report = (body: Record<string, string>) => learner.agent.post(`${page}/report`).type("form").send(body);
  return { ...learner, attempt, page, report, trainer: await at.signedInAs(await makePerson(at.db, { name: "Theo Trainer", roles: ["trainer"] })), question: `/studio/questions/${learner.questions[0]!.row.public_id}` };
}
const textOf = async (agent: Agent, path: string) => (await agent.get(path).expect(200)).text;

describe("reporting a problem with a question", () => {
  test("is confirmed, reaches the trainers, is answered, and the reporter reads it", async () => {
    const { agent, page, report, trainer, question, questions } = await answered();
    await report({ reason: "typo", text: "Line one\r\n<b>two</b>" }).expect(303).expect("location", page);
    const told = await textOf(agent, page);
    expect(told).toContain("Your report is with the trainers");
    expect(told).not.toContain("Report a problem with this question");

    expect(await textOf(trainer, "/studio")).toContain(`${question}#reports`);
    const shown = await textOf(trainer, question);
    expect(shown).toMatch(/Rita Reporter[\s\S]*Line one\n&lt;b&gt;two&lt;\/b&gt;/);
    await trainer.post(`${question}/report-closures`).type("form").send({ ...typedIn(shown, `${question}/report-closures`), note: "Mended, thank you." }).expect(303);

    expect(await textOf(trainer, "/studio")).not.toContain(`${question}#reports`);
    expect(await textOf(trainer, question)).toMatch(/One report was looked at[\s\S]*Theo Trainer[\s\S]*Mended, thank you\./);
    const progress = await textOf(agent, "/progress");
    expect(progress).toContain(questions[0]!.body.stem);
    expect(progress).toMatch(/Looked at[\s\S]*Mended, thank you\./);
    expect(await textOf(agent, page)).toMatch(/Mended, thank you\.[\s\S]*Report a problem with this question/);
  });

  test("keeps what was typed where it cannot be taken, and says why", async () => {
    const { report } = await answered();
    const without = (await report({ text: "Something" }).expect(422)).text;
    expect(without).toMatch(/<details class="disclosure" open>[\s\S]*<a href="#reason">Choose what is wrong\.<\/a>[\s\S]*Something<\/textarea>/);
    expect((await report({ reason: "constructor" }).expect(422)).text).toContain("Choose what is wrong.");
    expect((await report({ reason: "other", text: "x".repeat(1001) }).expect(422)).text).toContain("Use at most 1,000 characters.");
    await report({ reason: "other", text: "\r\n".repeat(400) + "y".repeat(600) }).expect(303);
  });

  test("a second time in another tab says that the first is still open", async () => {
    const { agent, page, report } = await answered();
    await report({ reason: "unclear" }).expect(303);
    await report({ reason: "typo", text: "Another" }).expect(303);
    expect(await textOf(agent, page)).toContain("that report is still open");
    await agent.get(`${page}/report`).expect(303).expect("location", page);
  });

  test("is offered and taken only where there is feedback", async () => {
    const { agent, attempt } = await answered();
    expect(await textOf(agent, `${attempt}/questions/2`)).not.toContain("Report a problem");
    await agent.post(`${attempt}/questions/2/report`).type("form").send({ reason: "typo" }).expect(404);
    await (await world.signedInAs(await makePerson(world.db))).post(`${attempt}/questions/1/report`).type("form").send({ reason: "typo" }).expect(404);
  });

  test("shows no name where the installation shows none, and says so to the reporter", async () => {
    const { agent, page, report, trainer, question } = await answered(discreet);
    expect(await textOf(agent, page)).toContain("Trainers see what you answered, but not your name.");
    await report({ reason: "outdated" }).expect(303);
    const shown = await textOf(trainer, question);
    expect(shown).toContain("A learner");
    expect(shown).not.toContain("Rita");
  });

  test("is closed only for reports that are ticked, with an answer that is not too long", async () => {
    const { trainer, question, report } = await answered();
    await report({ reason: "unclear" }).expect(303);
    expect((await trainer.post(`${question}/report-closures`).type("form").send({ note: "Well" }).expect(422)).text).toMatch(/Tick the reports that you have looked at\.[\s\S]*Well<\/textarea>/);
    expect((await trainer.post(`${question}/report-closures`).type("form").send({ reports: "x", note: "n".repeat(501) }).expect(422)).text).toContain("Use at most 500 characters.");
    await trainer.post(`${question}/report-closures`).type("form").send({ reports: ["x", "y"] }).expect(303);
    expect(await textOf(trainer, question)).toContain("Somebody had closed those reports already.");
  });
});
