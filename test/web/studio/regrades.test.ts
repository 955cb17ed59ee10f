import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../../src/domain/answering.ts";
import { startAttempt } from "../../../src/domain/attempts.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { keepQuestion, EVERY_KIND, otherKey } from "../../support/every-kind.ts";
import { learnerAt, sit } from "../../support/sitting.ts";
import { typedIn } from "../../support/typed.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let discreet: World;
beforeAll(async () => { world = await openWorld(); discreet = await openWorld({ privacyMode: "aggregate" }); });
afterAll(async () => { await world.close(); await discreet.close(); });

const trainerAt = async (at: World) => at.signedInAs(await makePerson(at.db, { roles: ["trainer"] }));
const textOf = async (agent: Agent, path: string) => (await agent.get(path).expect(200)).text;
const post = (agent: Agent, path: string, body: object) => agent.post(path).type("form").send(body);
const REASON = "The source says something else.";

/** A question that so many people have answered, each wrongly. */
async function answered(at: World, people: number) {
  const { quiz, questions } = await makeQuiz(at.db, { questions: 1 });
  for (let index = 0; index < people; index++) {
    const learner = await makePerson(at.db, { name: `Wanda Wrong ${index}` });
    await answerQuestion(at.db, learner, await startAttempt(at.db, learner, quiz, at.now()), 1, ["b"], at.now());
  }
  return { question: questions[0]!, address: `/studio/questions/${questions[0]!.row.public_id}/regrades` };
}

describe("regrading in the studio", () => {
  test.each(EVERY_KIND.map((question) => [question.kind, question] as const))("shows what a key of the kind %s would do, does it once, and offers it for the next publication", async (_, body) => {
    const agent = await trainerAt(world);
    const { row } = await keepQuestion(world.db, { ...body, id: `regraded-${body.id}` });
    const address = `/studio/questions/${row.public_id}/regrades`;
    const form = typedIn(await textOf(agent, address), `${address}/trial`);
    expect((await post(agent, `${address}/trial`, { ...form, kind: "key", reason: REASON }).expect(422)).text).toContain("nothing would change");
    const tried = (await post(agent, `${address}/trial`, { ...form, ...otherKey(body), kind: "key", reason: REASON }).expect(200)).text;
    expect(tried).toContain("No result changes");
    expect(await world.db("regrades").where({ question_id: row.id })).toEqual([]);
    const deed = typedIn(tried, address);
    for (let click = 0; click < 2; click++) await post(agent, address, deed).expect(303);
    const [regraded, ...more] = await world.db("regrades").where({ question_id: row.id });
    expect(more).toEqual([]);
    expect(await textOf(agent, address)).toContain("Make a version with the corrected key");
    await post(agent, `${address}/${regraded!.public_id}/version`, {}).expect(303);
    await post(agent, `${address}/${regraded!.public_id}/version`, {}).expect(303);
    expect(await world.db("question_versions").where({ question_id: row.id })).toHaveLength(2);
  });

  test("names nobody where the installation names nobody, and breaks down no group of fewer than five", async () => {
    const agent = await trainerAt(discreet);
    const tried = async (people: number) => { const { address } = await answered(discreet, people); return (await post(agent, `${address}/trial`, { kind: "credit", versions: "1", reason: REASON }).expect(200)).text; };
    const [four, five] = [await tried(4), await tried(5)];
    expect(four).toContain("Fewer than five results change");
    expect(four).not.toMatch(/Pass now|4 results|Wanda/);
    expect(five).toMatch(/5 results change[\s\S]*Pass now/);
    expect(five).not.toContain("Wanda");
    const open = await answered(world, 1);
    expect((await post(await trainerAt(world), `${open.address}/trial`, { kind: "credit", versions: "1", reason: REASON }).expect(200)).text).toContain("Wanda Wrong 0");
  });

  test("says the same of every key where fewer than five have answered, and counts none of them", async () => {
    const agent = await trainerAt(discreet);
    const { address } = await answered(discreet, 1);
    expect(await textOf(agent, address)).toContain("Version 1: fewer than five answers");
    const said = async (right: string) => /<section class="section" aria-labelledby="outlook">[^]*?<\/section>/.exec((await post(agent, `${address}/trial`, { kind: "key", right, versions: "1", reason: REASON }).expect(200)).text)![0];
    expect(await said("b")).toBe(await said("c"));
    expect(await said("b")).toMatch(/Fewer than five results change[^]*fewer than five attempts/);
    await post(agent, address, typedIn((await post(agent, `${address}/trial`, { kind: "key", right: "b", versions: "1", reason: REASON })).text, address)).expect(303);
    expect(await textOf(agent, address)).toContain("Fewer than five results changed");
  });

  test("shows the new outlook where somebody answered meanwhile, and complains beside what does not fit", async () => {
    const agent = await trainerAt(world);
    const { address, question } = await answered(world, 1);
    const deed = typedIn((await post(agent, `${address}/trial`, { kind: "credit", versions: "1", reason: REASON }).expect(200)).text, address);
    const { quiz } = await makeQuiz(world.db, { questions: [question] });
    const late = await makePerson(world.db);
    await answerQuestion(world.db, late, await startAttempt(world.db, late, quiz, world.now()), 1, ["c"], world.now());
    expect((await post(agent, address, deed).expect(422)).text).toMatch(/One more person answered meanwhile[\s\S]*2 results change/);
    expect((await post(agent, `${address}/trial`, { kind: "key", right: "nothing", versions: ["1"], reason: "short" }).expect(422)).text).toContain("Say why in at least 10 characters");
    for (const odd of [{}, { ...deed, proposal: "{" }, { ...deed, proposal: '{"kind":"drop","versions":[99]}' }, { ...deed, key: "x" }]) await post(agent, address, odd).expect(422);
    await agent.get(`${address}/nobody/reversal`).expect(404);
  });
});

describe("a report in the studio", () => {
  test("shows the question as its learner saw it, is answered, and is closed with an outcome that the learner reads", async () => {
    const learner = await learnerAt(world, { questions: 2 }, { name: "Rita Reporter" });
    const { attempt, answer, wrong } = await sit(world, learner.agent, learner.quiz.slug);
    await answer(1, wrong(1)).expect(303);
    await post(learner.agent, `${attempt}/questions/1/report`, { reason: "unclear", text: "<b>What?</b>" }).expect(303);
    const { public_id } = (await world.db("problem_reports").where({ person_id: learner.person.id }).first())!;
    const [agent, address] = [await trainerAt(world), `/studio/reports/${public_id}`];
    expect(await textOf(agent, "/studio/reports?reason=unclear")).toContain(address);
    expect(await textOf(agent, "/studio/reports?reason=typo")).not.toContain(address);
    expect(await textOf(agent, "/studio/reports?age=week")).not.toContain(address);
    expect(await textOf(agent, address)).toMatch(/Rita Reporter[\s\S]*&lt;b&gt;What\?[\s\S]*The learner’s answer, wrong/);
    await post(agent, `${address}/reply`, { reply: "Which word?" }).expect(303);
    expect(await textOf(learner.agent, "/progress")).toMatch(/With the trainers[\s\S]*Which word\?/);
    const edit = /href="([^"]+\/edit\?report=[^"]+)"/.exec(await textOf(agent, address))![1]!;
    for (let turn = 0; turn < 2; turn++) expect(await textOf(agent, edit)).toMatch(new RegExp(`What a learner reports[\\s\\S]*&lt;b&gt;What\\?[\\s\\S]*name="report" value="${public_id}"`));
    await post(agent, `${address}/closure`, {}).expect(422);
    await post(agent, `${address}/closure`, { outcome: "no_fault" }).expect(303);
    expect(await textOf(learner.agent, "/progress")).toMatch(/Looked at[\s\S]*Nothing was wrong[\s\S]*Which word\?/);
    expect(await textOf(agent, edit)).not.toContain("What a learner reports");
  });
});
