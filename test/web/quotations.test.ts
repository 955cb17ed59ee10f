import { afterAll, beforeAll, expect, test } from "vitest";
import { newPublicId } from "../../src/lib/ids.ts";
import { makeFact } from "../support/facts.ts";
import { makePerson, makeQuestion } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const TEXT = "Nobody knew at first.\nTwo years later the agencies said <at last> that it was Turla, and not OilRig, that hid there.";

/** A question whose evidence was taken from an article that we have. */
async function quotedQuestion() {
  const fact = await makeFact(world.db);
  const source = (await world.db("evidence").where({ fact_id: fact.id }).first())!.source_id;
  const [quote, start] = ["it was Turla", TEXT.indexOf("it was Turla")];
  await world.db("evidence").where({ fact_id: fact.id }).update({ start_offset: start, end_offset: start + quote.length });
  const author = await makePerson(world.db);
  await world.db("articles").insert({ public_id: newPublicId(), publisher: "The Press", title: "A title", published: "2019-10-21", url: "https://press.example/turla", text: TEXT, incident_id: fact.incident_id, source_id: source, author_id: author.id, created_at: "2026-01-01T00:00:00.000Z" });
  return makeQuestion(world.db, { evidence: [{ fact: fact.key, quote, source: { publisher: "The Press", title: "A title", published: "2019-10-21", url: "https://press.example/turla" } }] });
}

const MARKED = /<span class="evidence__around">Two years later the agencies said &lt;at last&gt; that <\/span><mark>it was Turla<\/mark><span class="evidence__around">, and not OilRig, that hid there\.<\/span>/;

test("a quotation stands marked in its sentence where we have the article", async () => {
  const { agent, quiz } = await learnerAt(world, { questions: [await quotedQuestion(), await makeQuestion(world.db)] });
  const { attempt, answer, right } = await sit(world, agent, quiz.slug);
  await answer(1, right(1)).expect(303);
  expect((await agent.get(`${attempt}/questions/1`)).text).toMatch(MARKED);
});

test("a sentence that holds the answer of a question still to come is shown once that is answered", async () => {
  const later = await makeQuestion(world.db, { options: [{ id: "a", text: "OilRig", correct: true, feedback: "It was." }, { id: "b", text: "Lazarus", correct: false, feedback: "It was not." }] });
  const { agent, quiz } = await learnerAt(world, { questions: [await quotedQuestion(), later] });
  const { attempt, answer, right } = await sit(world, agent, quiz.slug);
  await answer(1, right(1)).expect(303);
  const before = (await agent.get(`${attempt}/questions/1`)).text;
  expect(before).toContain("<p>it was Turla</p>");
  expect(before).not.toContain("OilRig");
  await answer(2, right(2)).expect(303);
  expect((await agent.get(`${attempt}/questions/1`)).text).toMatch(MARKED);
});
