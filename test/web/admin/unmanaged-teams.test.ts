import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../../src/storage/tables.ts";
import { makePerson, makeTeam } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
let boss: Person;
beforeAll(async () => {
  world = await openWorld();
  agent = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
  boss = await makePerson(world.db, { name: "Mia", roles: ["manager"] });
  for (const name of ["Night shift", "Day shift"]) await makeTeam(world.db, { name, manager_id: boss.id });
  await makeTeam(world.db, { name: "Never managed" });
  await makeTeam(world.db, { name: "Managed", manager_id: (await makePerson(world.db, { roles: ["manager"] })).id });
});
afterAll(() => world.close());

const matter = async () => /data-matter="unmanaged-teams"[^]*?<\/li>/.exec((await agent.get("/admin").expect(200)).text)?.[0];
const teamsOn = (text: string) => [...text.matchAll(/<a href="\/admin\/teams\/[\w-]{10,}"[^>]*>([^<]*)</g)].map(([, name]) => name);

describe("teams whose manager leaves", () => {
  test("are told before it is done to one person and to many", async () => {
    expect(await matter()).toBeUndefined();
    expect((await agent.get(`/admin/people/${boss.public_id}`).expect(200)).text).toContain("Without them these teams have no manager: Day shift, Night shift.");
    for (const deed of ["deed=deactivate", "deed=remove-role&value=manager"]) expect((await agent.get(`/admin/people/batches?${deed}&person=${boss.public_id}`).expect(200)).text).toContain("Without them these teams have no manager: Day shift, Night shift.");
    expect((await agent.get(`/admin/people/batches?deed=remove-role&value=trainer&person=${boss.public_id}`).expect(200)).text).not.toContain("have no manager");
  });

  test("are told when it is done, and on the first page until they have another", async () => {
    await agent.post(`/admin/people/${boss.public_id}/deactivation`).expect(303);
    expect((await agent.get(`/admin/people/${boss.public_id}`)).text).toContain("These teams have no manager now: Day shift, Night shift.");
    expect(await matter()).toContain("2 teams have lost their manager");
    expect(await matter()).toContain('href="/admin/teams?unmanaged=1"');
    expect(teamsOn((await agent.get("/admin/teams?unmanaged=1").expect(200)).text)).toEqual(["Day shift", "Night shift"]);
    const other = await makePerson(world.db, { roles: ["manager"] });
    await world.db("teams").where({ name: "Day shift" }).update({ manager_id: other.id });
    expect(await matter()).toContain("1 team has lost its manager");
    await world.db("person_roles").where({ person_id: other.id }).delete();
    expect(await matter()).toContain("2 teams have lost their manager");
    await world.db("teams").whereIn("name", ["Day shift", "Night shift"]).update({ manager_id: null });
    expect(await matter()).toBeUndefined();
    expect((await agent.get("/admin/teams?unmanaged=1")).text).toContain("No team has lost its manager.");
  });
});
