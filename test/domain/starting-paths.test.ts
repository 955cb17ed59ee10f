import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateQuestions } from "../../src/domain/generating.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import type { Person } from "../../src/storage/tables.ts";
import { shipped } from "../support/knowledge.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

const SLUGS = ["twitter-takeover", "colonial-pipeline-attack"];
let [world, trainer, agent]: [World, Person, Agent] = [] as never;
beforeAll(async () => {
  world = await openWorld();
  trainer = await makePerson(world.db, { roles: ["trainer"] });
  agent = await world.signedInAs(trainer);
  const { content } = shipped();
  const some = { ...content, incidents: content.incidents.filter(({ id }) => SLUGS.includes(id)), facts: content.facts.filter(({ incident }) => SLUGS.includes(incident)), decide: content.decide.filter(({ incident }) => SLUGS.includes(incident)) };
  await loadContent(world.db, some);
  await generateQuestions(world.db, some, world.now());
});
afterAll(() => world.close());

describe("a first year", () => {
  test("is made month by month and given to everybody in one deed, from a page that shows its themes", async () => {
    await makePerson(world.db);
    expect((await agent.get("/studio/paths/everybody").expect(200)).text).toContain("When files are locked");
    const send = (fields: Record<string, string>) => agent.post("/studio/paths/everybody/weeks").type("form").send({ months: "1", audience: "everybody", from: "2027-01", ...fields });
    expect((await send({ from: "2019-01" }).expect(422)).text).toContain("Choose this month or a later one.");
    await send({}).expect(303);
    const weeks = await world.db("path_weeks").join("quizzes", "quizzes.id", "path_weeks.quiz_id").orderBy("week").select("week", "title", "quizzes.state");
    expect(weeks.map(({ week, state }): unknown[] => [week, state])).toEqual([1, 2, 3, 4, 5].map((week) => [week, "published"]));
    expect(await world.db("assignments").select("title", "opens_on", "due_on")).toEqual([{ title: "Messages that want something", opens_on: "2027-01-01", due_on: "2027-01-31" }]);
    await agent.post("/studio/incidents/twitter-takeover/hiding").expect(303);
    await send({ audience: "nobody" }).expect(303);
    const later = await world.db("path_weeks").join("quizzes", "quizzes.id", "path_weeks.quiz_id").where("week", ">", 5).select<{ title: string }[]>("title");
    expect([later.length, later.filter(({ title }) => title.includes("help desk"))]).toEqual([4, []]);
    const { text } = await agent.get("/studio/paths/everybody").expect(200);
    const link = /href="(\/desk\/assignments\/new\?[^"]+)"/.exec(text)![1]!.replaceAll("&amp;", "&");
    expect((await agent.get(link).expect(200)).text.match(/<option value="[^"]+" selected/g)?.length).toBeGreaterThanOrEqual(5);
    expect((await agent.post("/studio/paths/help-desk/starter").expect(303)).headers["location"]).toBe("/studio/quizzes/who-is-calling");
  });
});
