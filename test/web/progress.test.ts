import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePerson, makeQuestion } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

describe("the progress page", () => {
  test("adds up answers by topic and by incident", async () => {
    const [incident] = await world.db("incidents").insert({ slug: "one", title: "One", label: "the attack of that spring", summary: "", happened: "2019", topics: "[]" }).returning("*");
    const about = { row: { incident_id: incident!.id } };
    const questions = [await makeQuestion(world.db, { topic: "supply-chain", ...about }), await makeQuestion(world.db, { topic: "supply-chain", ...about }), await makeQuestion(world.db, { topic: "own-topic" })];
    const { agent, quiz } = await learnerAt(world, { questions });
    const { attempt, answer, right, wrong } = await sit(world, agent, quiz.slug);
    await answer(1, right(1));
    await answer(2, wrong(2));

    const open = (await agent.get("/progress").expect(200)).text;
    expect(open).toMatch(/Suppliers and software.*50%.*1 of 2 right/s);
    expect(open).toMatch(/The attack of that spring.*50%.*1 of 2 right/s);
    expect(open).not.toContain("Own topic");
    expect(open).toContain("Started, 2 of 3 answered");

    await answer(3, right(3));
    const done = (await agent.get("/progress")).text;
    expect(done).toMatch(/Own topic.*100%.*1 of 1 right/s);
    expect(done).toContain(`href="${attempt}/result"`);
    expect(done).toContain('data-score="2" data-of="3"');
  });

  test("of somebody who has answered nothing says so", async () => {
    const agent = await world.signedInAs(await makePerson(world.db));
    expect((await agent.get("/progress").expect(200)).text).toContain("You have not answered a question yet.");
  });

  test("says who can see results, as the installation is set", async () => {
    const named = await world.signedInAs(await makePerson(world.db));
    expect((await named.get("/progress")).text).toContain("the managers of your team and of the teams above it");
    const guarded = await openWorld({ privacyMode: "aggregate" });
    const agent = await guarded.signedInAs(await makePerson(guarded.db));
    expect((await agent.get("/progress")).text).toContain("groups of five people and more");
    await guarded.close();
  });
});
