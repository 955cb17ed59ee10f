import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePerson, makeTeam } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
beforeAll(async () => { world = await openWorld(); agent = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] })); });
afterAll(() => world.close());

describe("the teams page", () => {
  test("says what a team is for while there is none", async () => {
    await agent.get("/admin/teams").expect(200, /There are no teams yet/);
  });

  test("shows the tree, each team's manager and its active people", async () => {
    const manager = await makePerson(world.db, { name: "Mia", roles: ["manager"] });
    const top = await makeTeam(world.db, { name: "Operations", manager_id: manager.id });
    const below = await makeTeam(world.db, { name: "Night shift", parent_id: top.id });
    await makePerson(world.db, { team_id: below.id });
    await makePerson(world.db, { team_id: below.id, deactivated_at: "2026-01-02T00:00:00.000Z" });
    const text = (await agent.get("/admin/teams").expect(200)).text.replace(/\s+/g, " ");
    expect(text).toMatch(/Operations<\/a> <ul class="meta"> <li>0 people<\/li> <li>Managed by Mia<\/li> <\/ul> <ul class="tree"> <li> <a [^>]*>Night shift<\/a> <ul class="meta"> <li><a [^>]*>1 person<\/a><\/li> <li>No manager/);
  });
});

describe("a team's page", () => {
  test("adds a team below another", async () => {
    const parent = await makeTeam(world.db, { name: "Sales" });
    await agent.post("/admin/teams").type("form").send({ name: "Field sales", parent: parent.public_id, manager: "" }).expect(303).expect("location", "/admin/teams");
    expect(await world.db("teams").where({ name: "Field sales" })).toMatchObject([{ parent_id: parent.id }]);
  });

  test("renames, moves and gives a manager", async () => {
    const [team, parent, manager] = [await makeTeam(world.db), await makeTeam(world.db), await makePerson(world.db, { roles: ["manager"] })];
    const address = `/admin/teams/${team.public_id}`;
    await agent.post(address).type("form").send({ name: "Renamed", parent: parent.public_id, manager: manager.public_id }).expect(303);
    expect(await world.db("teams").where({ id: team.id })).toMatchObject([{ name: "Renamed", parent_id: parent.id, manager_id: manager.id }]);
    const { text } = await agent.get(address).expect(200);
    expect(text).toContain(`<option value="${parent.public_id}" selected>`);
    expect(text).toContain(`<option value="${manager.public_id}" selected>`);
  });

  test("offers neither the team itself nor those below it as its parent, and refuses them", async () => {
    const team = await makeTeam(world.db, { name: "Upper" });
    const below = await makeTeam(world.db, { name: "Lower", parent_id: team.id });
    const { text } = await agent.get(`/admin/teams/${team.public_id}`);
    expect(text).not.toContain(`<option value="${team.public_id}"`);
    expect(text).not.toContain(`<option value="${below.public_id}"`);
    const refused = await agent.post(`/admin/teams/${team.public_id}`).type("form").send({ name: "Upper, renamed", parent: below.public_id, manager: "" }).expect(422);
    expect(refused.text).toContain('<a href="#parent">A team cannot stand below itself.');
    expect(refused.text).toContain('value="Upper, renamed"');
  });

  test("with two parents, two managers or a name with a line break says so", async () => {
    const { text } = await agent.post("/admin/teams").type("form").send({ name: "a\nb", parent: ["a", "b"], manager: ["a", "b"] }).expect(422);
    for (const words of ['#name">Leave out characters that cannot be seen.', '#parent">Choose one team.', '#manager">Choose one person.']) expect(text).toContain(words);
  });

  test("without a name says so, and of nothing is not found", async () => {
    expect((await agent.post("/admin/teams").type("form").send({ name: "" }).expect(422)).text).toContain('<a href="#name">Enter a name.');
    await agent.get("/admin/teams/nothing").expect(404);
    await agent.post("/admin/teams/nothing").type("form").send({ name: "x" }).expect(404);
  });
});
