import { afterAll, beforeAll, expect, test } from "vitest";
import { makePerson, makeQuestion } from "../../support/make.ts";
import { makeDraft } from "../../support/studio.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
beforeAll(async () => { world = await openWorld(); agent = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] })); });
afterAll(() => world.close());

const next = async () => /<h2 id="next">([^<]+)</.exec((await agent.get("/studio").expect(200)).text)![1];

test("the studio always says what comes next", async () => {
  expect(await next()).toBe("Make the first quiz");
  const quiz = await makeDraft(agent, { title: "Step by step" });
  expect(await next()).toBe("Add questions to “Step by step”");
  const { row } = await makeQuestion(world.db, { level: "decide" });
  await agent.post(`${quiz}/questions`).type("form").send({ question: row.public_id }).expect(303);
  expect(await next()).toBe("Publish “Step by step”");
  await agent.post(`${quiz}/publication`).expect(303);
  expect(await next()).toBe("Assign “Step by step”");
  await agent.post(`${quiz}/assignments`).type("form").send({ team: "everybody", due_at: "" }).expect(303);
  expect(await next()).toBe("Make the next quiz");
});

test("the studio is for trainers and admins, whatever the address", async () => {
  for (const role of ["learner", "manager"] as const) {
    const other = await world.signedInAs(await makePerson(world.db, { roles: [role] }));
    for (const path of ["/studio", "/studio/questions", "/studio/nothing"]) await other.get(path).expect(403);
  }
  const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
  await admin.get("/studio").expect(200);
});
