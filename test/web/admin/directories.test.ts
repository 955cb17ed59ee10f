import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../../src/storage/tables.ts";
import { operations, sendWith } from "../../support/directory.ts";
import { makePerson, makeTeam } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let admin: Person;
let agent: Agent;
beforeAll(async () => { world = await openWorld(); admin = await makePerson(world.db, { roles: ["admin"] }); agent = await world.signedInAs(admin); });
afterAll(() => world.close());

const PLACE = "/admin/integrations/scim";

describe("a directory on its page", () => {
  test("is connected, gets a token once, shows what it asked, and is let go of", async () => {
    await agent.post(PLACE).type("form").send({ name: " " }).expect(422);
    const place = (await agent.post(PLACE).type("form").send({ name: "Entra ID" }).expect(303)).headers["location"]!;
    expect((await agent.post(PLACE).type("form").send({ name: "Entra ID" }).expect(422)).text).toContain("There is a directory of this name already.");
    const made = await agent.post(`${place}/tokens`).type("form").send({ id: "abcdefghijklmnop" }).expect(200);
    const secret = /dbt_[\w-]{43}/.exec(made.text)![0];
    expect(made.headers["cache-control"]).toContain("no-store");
    expect((await agent.get(place).expect(200)).text).not.toContain(secret);
    await agent.post(`${place}/tokens`).type("form").send({ id: "abcdefghijklmnop" }).expect(303);

    const send = sendWith(world, secret);
    const id = (await send("POST", "/Users", { userName: "ann@a.example", displayName: "Ann Ark", title: "Clerk", phoneNumbers: [{ value: "0123" }] })).body.id;
    const group = (await send("POST", "/Groups", { displayName: "Bakers", members: [{ value: id }] })).body.id;
    await send("PATCH", `/Users/${id}`, operations({ op: "replace", path: "active", value: "perhaps" }));
    const { text } = await agent.get(place).expect(200);
    for (const words of [`${world.address}/scim/v2`, "active must be true or false.", "Nothing was done about: phoneNumbers", "Microsoft Entra ID"]) expect(text).toContain(words);
    expect((await agent.get(`${place}?requests=failed`).expect(200)).text).not.toContain("phoneNumbers");
    expect((await agent.get(PLACE).expect(200)).text).toContain("1 person");

    const person = (await agent.get(`/admin/people/${id}`).expect(200)).text;
    expect(person).toMatch(/name="job_title"[^>]*readonly/);
    expect(person).toMatch(/Added<\/strong> · by Entra ID/);
    expect(person).not.toMatch(/name="site"[^>]*readonly/);
    const typed = { name: "Ann Ark", email: "ann@a.example", job_title: "Clerk", site: "York" };
    expect((await agent.post(`/admin/people/${id}`).type("form").send({ ...typed, job_title: "Boss" }).expect(422)).text).toContain("Entra ID keeps this. Change it there.");
    await agent.post(`/admin/people/${id}`).type("form").send(typed).expect(303);
    expect((await agent.get(`/admin/groups/${group}`).expect(200)).text).toMatch(/The directory <a[^>]*>Entra ID<\/a> fills this group/);
    expect((await agent.get("/admin/groups").expect(200)).text).toContain("filled by a directory");

    const team = await makeTeam(world.db);
    await agent.post(place).type("form").send({ name: "Entra ID", team_from: "groups", site_from: "division" }).expect(303);
    await agent.post(`${place}/groups`).type("form").send({ group, team: team.public_id }).expect(303);
    expect(await world.db("people").where({ public_id: id })).toMatchObject([{ team_id: team.id, site: "York" }]);
    await agent.post(`${place}/removal`).expect(303);
    expect([(await send("GET", "/Users")).status, (await world.db("people").where({ public_id: id }))[0]!.deactivated_at]).toEqual([401, null]);
    await agent.post(`/admin/people/${id}`).type("form").send({ ...typed, job_title: "Boss" }).expect(303);
    expect((await world.db("audit_events").whereLike("deed", "directory.%").orderBy("id")).map(({ deed }) => deed)).toEqual(["directory.added", "directory.changed", "directory.group-placed", "directory.removed"]);
  });
});
