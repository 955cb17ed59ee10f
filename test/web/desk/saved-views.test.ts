import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Quiz, Team } from "../../../src/storage/tables.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { assign, makeStaffedTeam } from "../../support/organisation.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let manager: Agent;
let team: Team;
let quiz: Quiz;
beforeAll(async () => {
  world = await openWorld();
  const boss = await makePerson(world.db, { roles: ["manager"] });
  ({ team } = await makeStaffedTeam(world, 5, { name: "Top", manager_id: boss.id }));
  ({ quiz } = await makeQuiz(world.db, { title: "Phones", questions: 2 }));
  await assign(world, quiz, team);
  manager = await world.signedInAs(boss);
});
afterAll(() => world.close());

const save = (agent: Agent, name: string, address: string) => agent.post("/desk/views").type("form").send({ name, address });
const views = () => world.db("desk_views").orderBy("id").select("name", "address", "is_start", "public_id");
const narrowed = () => `/desk/teams/${team.public_id}?quiz=${quiz.slug}`;

describe("a page of the desk", () => {
  test("is kept with what narrows it and without who was looked for, opened, renamed and removed", async () => {
    expect((await manager.get(`${narrowed()}&q=Somebody&page=1`)).text).toContain(`name="address" value="${narrowed().replace("&", "&amp;")}"`);
    await save(manager, " Phones at the top ", `${narrowed()}&q=Somebody&page=1&other=1`).expect(303).expect("location", narrowed());
    await save(manager, "Phones at the top", narrowed()).expect(303);
    expect((await views()).map(({ name, address }) => [name, address])).toEqual([["Phones at the top", narrowed()]]);

    const { text } = await manager.get(narrowed()).expect(200);
    expect(text).toMatch(/<a href="\/desk\/teams\/[^"]+" aria-current="page" dir="auto">Phones at the top</);
    expect(text).not.toContain("Save this view");
    const [view] = await views();
    await manager.get(`/desk/views/${view!.public_id}`).expect(303).expect("location", narrowed());
    await manager.post(`/desk/views/${view!.public_id}`).type("form").send({ name: "Top" }).expect(303);
    await save(manager, "Top", "/desk/knowledge").expect(422).expect(({ text: refused }) => expect(refused).toContain("You have a view with this name"));
    await save(manager, "Known", "/desk/knowledge").expect(303);
    const renamed = await manager.post(`/desk/views/${view!.public_id}`).type("form").send({ name: "Known" }).expect(422);
    expect(renamed.text).toMatch(/aria-invalid="true"/);
    for (const { public_id } of await views()) await manager.post(`/desk/views/${public_id}/removal`).expect(303);
    expect(await views()).toEqual([]);
  });

  test.each(["https://elsewhere.example/desk/knowledge", "//elsewhere.example/desk/knowledge", "/admin/people", "/desk/tables/people?team=x", "/desk/knowledge/../../admin", "/desk", ""])("is not kept where it is %j", async (address) => {
    await save(manager, "Elsewhere", address).expect(422).expect(({ text }) => expect(text).toContain("cannot be kept"));
    expect(await views()).toEqual([]);
  });

  test("is where the desk begins, as long as its team is within reach", async () => {
    await save(manager, "Top", narrowed());
    const { public_id } = (await views())[0]!;
    await manager.post(`/desk/views/${public_id}/start`).expect(303);
    await manager.get("/desk").expect(303).expect("location", narrowed());
    expect((await manager.get("/desk?overview=1").expect(200)).text).toContain('href="/desk?overview=1" aria-current="page"');
    const { manager_id } = team;
    await world.db("teams").where({ id: team.id }).update({ manager_id: null });
    await manager.get("/desk").expect(200);
    await world.db("teams").where({ id: team.id }).update({ manager_id });
    await manager.post(`/desk/views/${public_id}/start/removal`).expect(303);
    await manager.get("/desk").expect(200);
  });

  test("is nobody else's to see, rename, begin with or remove", async () => {
    const { public_id } = (await views())[0]!;
    const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    expect((await admin.get("/desk/views")).text).not.toContain(narrowed());
    await admin.get(`/desk/views/${public_id}`).expect(404);
    await admin.post(`/desk/views/${public_id}`).type("form").send({ name: "Mine" }).expect(404);
    await admin.post(`/desk/views/${public_id}/start`).expect(404);
    await admin.post(`/desk/views/${public_id}/removal`).expect(404);
    expect(await views()).toMatchObject([{ name: "Top", is_start: 0 }]);
  });
});
