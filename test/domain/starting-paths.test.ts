import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { continuePaths, makeNextMonth } from "../../src/domain/path-months.ts";
import { listPathMaterial } from "../../src/domain/path-material.ts";
import { refreshGroups } from "../../src/domain/refreshing-groups.ts";
import { generateQuestions } from "../../src/domain/generating.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import { findLexicon } from "../../src/storage/vocabulary.ts";
import type { Assignment, Person } from "../../src/storage/tables.ts";
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
    const send = (fields: Record<string, string>) => agent.post("/studio/paths/everybody/weeks").type("form").send({ begin: "1", months: "1", audience: "everybody", from: "2027-01", ...fields });
    expect((await send({ from: "2019-01" }).expect(422)).text).toContain("Choose this month or a later one.");
    await send({}).expect(303);
    const weeks = await world.db("path_weeks").join("quizzes", "quizzes.id", "path_weeks.quiz_id").orderBy("week").select("week", "title", "quizzes.state");
    expect(weeks.map(({ week, state }): unknown[] => [week, state])).toEqual([1, 2, 3, 4, 5].map((week) => [week, "published"]));
    const told = await world.db("path_weeks").join("quizzes", "quizzes.id", "path_weeks.quiz_id").select<{ title: string; summary: string }[]>("title", "summary");
    expect(told.filter(({ title, summary }) => summary.includes(title.replace(/^Week \d+: /, "")))).toEqual([]);
    expect(await world.db("assignments").select("title", "opens_on", "due_on")).toEqual([{ title: "Messages that want something", opens_on: "2027-01-01", due_on: "2027-01-31" }]);
    await send({}).expect(303);
    expect(await world.db("path_weeks")).toHaveLength(5);
    await agent.post("/studio/incidents/twitter-takeover/hiding").expect(303);
    await send({ begin: "2", audience: "nobody" }).expect(303);
    const later = await world.db("path_weeks").join("quizzes", "quizzes.id", "path_weeks.quiz_id").where("week", ">", 5).select<{ title: string }[]>("title");
    expect([later.length, later.filter(({ title }) => title.includes("help desk"))]).toEqual([4, []]);
    const { text } = await agent.get("/studio/paths/everybody").expect(200);
    expect(text.split("Its assignment")).toHaveLength(2);
    const link = /href="(\/desk\/assignments\/new\?[^"]+)"/.exec(text)![1]!.replaceAll("&amp;", "&");
    expect((await agent.get(link).expect(200)).text.match(/<option value="[^"]+" selected/g)?.length).toBe(4);
    expect((await agent.post("/studio/paths/help-desk/starter").expect(303)).headers["location"]).toBe("/studio/quizzes/who-is-calling");
  });

  test("is made on by itself, once, however often it is asked for and by whatever many processes, and says why where it cannot go on", async () => {
    const send = () => agent.post("/studio/paths/finance/weeks").type("form").send({ begin: "1", months: "3", audience: "everybody", from: "2027-11" });
    await Promise.all([send().expect(303), send().expect(303)]);
    expect((await agent.get("/studio/paths/finance").expect(200)).text).toContain("2 more months are being made");
    const goOn = () => continuePaths(world.db, () => findLexicon().paths, world.now, () => true);
    await world.atOnce(goOn, goOn);
    const due = await world.db("assignments").where("opens_on", ">=", "2027-11").orderBy("opens_on").select("opens_on", "due_on");
    expect(due.map((row) => Object.values(row))).toEqual([["2027-11-01", "2027-11-30"], ["2027-12-01", "2027-12-31"], ["2028-01-01", "2028-01-31"]]);
    expect([await world.db("path_weeks").where({ path: "finance" }), await world.db("path_runs")].map((rows) => rows.length)).toEqual([13, 0]);
    await agent.post("/studio/paths/leaders/weeks").type("form").send({ begin: "1", months: "3", audience: "nobody", from: "2027-11" }).expect(303);
    for (const slug of SLUGS) await world.db("incidents").where({ slug }).update({ hidden_at: world.now().toISOString() });
    await goOn();
    const { text } = await agent.get("/studio/paths/leaders").expect(200);
    expect([text.includes("Not all of the months could be made: There are too few questions"), text.includes("Make and publish the weeks")]).toEqual([true, true]);
  });
});

describe("whoever joins", () => {
  /** A month that is given on this day, and whoever joins later. */
  async function givenMonth(month: string, on: string) {
    await world.db("path_weeks").delete();
    await world.db("incidents").update({ hidden_at: null });
    const path = findLexicon().paths.find(({ id }) => id === "everybody")!;
    const [quiz] = await makeNextMonth(world.db, path, { author_id: trainer.id, next_month: month, months_left: 1 }, await listPathMaterial(world.db), new Date(`${on}T09:00:00Z`));
    const assignment = (await world.db("assignments").whereIn("id", world.db("assignment_quizzes").where({ quiz_id: quiz!.id }).select("assignment_id")).first())!;
    return { assignment, join: (day: string) => joined(assignment, day), dueOf: (person: Person) => dueOf(assignment, person) };
  }
  async function joined(assignment: Assignment, day: string) {
    const person = await makePerson(world.db);
    await world.db("duties").where({ person_id: person.id }).delete();
    await world.db("assignment_members").where({ person_id: person.id }).delete();
    await world.db.transaction((tx) => refreshGroups(tx, [person.id], new Date(`${day}T09:00:00Z`)));
    return dueOf(assignment, person);
  }
  async function dueOf({ id }: Pick<Assignment, "id">, person: Pick<Person, "id">) {
    return [...new Set((await world.db("duties").where({ assignment_id: id, person_id: person.id })).map(({ due_on }) => due_on))];
  }

  test("in a month has two weeks for it, and is not asked for months that were over before; whoever was there keeps the day", async () => {
    const { join, dueOf: due } = await givenMonth("2028-11", "2028-11-06");
    expect(await join("2028-11-10")).toEqual(["2028-11-30"]);
    expect(await join("2028-11-27")).toEqual(["2028-12-11"]);
    expect([await join("2028-12-01"), await join("2029-10-05")]).toEqual([[], []]);
    await world.db.transaction((tx) => refreshGroups(tx, "all", new Date("2029-10-05T09:00:00Z")));
    expect(await due(trainer)).toEqual(["2028-11-30"]);
  });

  test("a month that had begun when it was given is no joiner of it", async () => {
    const { dueOf: due } = await givenMonth("2028-12", "2028-12-27");
    expect(await due(trainer)).toEqual(["2028-12-31"]);
  });
});
