import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importCollection } from "../../src/domain/importing.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { GROUP, imported, TOOL, USES } from "../support/stix.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

const NAME = "Collected Threats";
let world: World;
let trainer: Agent;
let question: string;
let quiz: string;

beforeAll(async () => {
  world = await openWorld();
  const person = await makePerson(world.db, { roles: ["trainer"] });
  trainer = await world.signedInAs(person);
  await importCollection(world.db, imported([GROUP, TOOL, USES], { name: NAME }), world.now());
  const collection = await world.db("incidents").where({ kind: "collection" }).first();
  const made = await makeQuestion(world.db, { row: { incident_id: collection!.id } });
  const published = await makeQuiz(world.db, { questions: [made] });
  await answerQuestion(world.db, person, await startAttempt(world.db, person, published.quiz, world.now()), 1, ["a"], world.now());
  [question, quiz] = [made.row.public_id, published.quiz.slug];
});
afterAll(() => world.close());

describe("an imported data set", () => {
  test.each([
    ["the list of incidents", () => "/studio/incidents"], ["a search among them", () => "/studio/incidents?q=Threats"], ["the filter of questions", () => "/studio/questions"], ["the form of a new question", () => "/studio/questions/new"],
    ["a question about it", () => `/studio/questions/${question}`], ["the quiz that asks about it", () => `/quizzes/${quiz}`], ["the progress by incident", () => "/progress"],
  ])("is no incident in %s", async (_, path) => {
    const { text } = await trainer.get(path()).expect(200);
    expect(text).not.toContain("collected-threats");
    expect(text.replaceAll(`value="Threats"`, "").replace(/has “Threats”/, "")).not.toContain("Threats");
  });

  test("has no page of its own there, and its facts are not counted among those of incidents", async () => {
    await trainer.get("/studio/incidents/collected-threats").expect(404);
    const numbers = [...(await trainer.get("/studio").expect(200)).text.matchAll(/<dt><a href="\/studio\/incidents">Incidents<\/a><\/dt><dd>(\d+)|Facts<\/(?:a><\/)?dt><dd>(\d+)/g)].map((found) => found[1] ?? found[2]);
    expect(numbers).toEqual(["0", "0"]);
  });

  test("does not stop a question about it from being found and shown", async () => {
    expect((await trainer.get("/studio/questions").expect(200)).text).toContain(question);
  });
});
