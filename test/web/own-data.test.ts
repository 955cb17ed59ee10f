import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MOST_DOWNLOADS } from "../../src/domain/downloading.ts";
import { personalDataSchema } from "../../src/domain/personal-data-schema.ts";
import { makePerson, makeQuiz, PASSWORD } from "../support/make.ts";
import { assign, makeStaffedTeam, take } from "../support/organisation.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

describe("my data", () => {
  test("downloads as one file, five times an hour", async () => {
    const person = await makePerson(world.db);
    const agent = await world.signedInAs(person);
    for (let time = 0; time < MOST_DOWNLOADS; time++) {
      const { headers, text } = await agent.post("/progress/data/download").expect(200);
      expect(headers["content-disposition"]).toBe('attachment; filename=debrief-my-data-2026-01-05.json');
      expect(personalDataSchema.parse(JSON.parse(text)).profile.email).toBe(person.email);
    }
    expect((await agent.post("/progress/data/download").expect(429)).text).toContain("You can do so again from 10:00 UTC.");
    await world.visitor().post("/progress/data/download").expect(303);
    await agent.get("/progress/data/download").expect(303);
  });

  test("is erased after asking with the password, by an administrator who types the email", async () => {
    const [person, admin] = [await makePerson(world.db, { name: "Zelda Out" }), await makePerson(world.db, { roles: ["admin"] })];
    const [agent, office] = [await world.signedInAs(person), await world.signedInAs(admin)];
    const ask = (password: string) => agent.post("/progress/data/erasure").type("form").send({ password });
    expect((await ask("wrong").expect(422)).text).toContain("This is not your password");
    await ask(PASSWORD).expect(303);
    await agent.post("/progress/data/erasure/withdrawal").expect(303);
    await ask(PASSWORD).expect(303);
    expect((await agent.get("/progress/data")).text).toContain("Take my request back");

    expect((await office.get("/admin/erasures").expect(200)).text).toContain("Zelda Out");
    const address = `/admin/erasures/${person.public_id}`;
    expect((await office.post(address).type("form").send({ email: "x" }).expect(422)).text).toContain("Nothing was erased");
    await agent.post(address).type("form").send({ email: person.email }).expect(403);
    await office.post(address).type("form").send({ email: person.email }).expect(303);
    await office.post(address).type("form").send({ email: person.email }).expect(303);
    expect((await office.get("/admin/erasures")).text).toContain("erased already");
    await agent.get("/progress").expect(303);
    await office.get(`/admin/people/${person.public_id}`).expect(404);
  });

  test("shows why an erasure was declined", async () => {
    const [person, admin] = [await makePerson(world.db), await makePerson(world.db, { roles: ["admin"] })];
    const [agent, office] = [await world.signedInAs(person), await world.signedInAs(admin)];
    await agent.post("/progress/data/erasure").type("form").send({ password: PASSWORD }).expect(303);
    await office.post(`/admin/erasures/${person.public_id}/refusal`).type("form").send({ reason: " " }).expect(422);
    await office.post(`/admin/erasures/${person.public_id}/refusal`).type("form").send({ reason: "Proof <b>until</b> June" }).expect(303);
    expect((await agent.get("/progress/data")).text).toMatch(/was declined on.*Proof &lt;b&gt;until&lt;\/b&gt; June/s);
  });
});

describe("the desk after somebody was erased", () => {
  test("counts heads and results of the rest, and hides a group that fell under five", async () => {
    const guarded = await openWorld({ privacyMode: "aggregate" });
    const { team, people } = await makeStaffedTeam(guarded, 5, { name: "Night shift" });
    const { team: day } = await makeStaffedTeam(guarded, 6, { name: "Day shift" });
    const admin = await makePerson(guarded.db, { roles: ["admin"], team_id: day.id });
    const { quiz } = await makeQuiz(guarded.db);
    await assign(guarded, quiz, team);
    for (const person of people) await take(guarded, person, quiz, 3);
    const office = await guarded.signedInAs(admin);
    expect((await office.get("/desk")).text).toMatch(/Night shift[\s\S]*?5 of 5/);

    const agent = await guarded.signedInAs(people[0]!);
    await agent.post("/progress/data/erasure").type("form").send({ password: PASSWORD }).expect(303);
    await office.post(`/admin/erasures/${people[0]!.public_id}`).type("form").send({ email: people[0]!.email }).expect(303);
    const body = (await office.get("/desk")).text;
    expect(body).toMatch(/Night shift<\/bdi>[\s\S]{0,200}Under 5/);
    expect(body).not.toMatch(/Night shift<\/bdi>(?:(?!<\/tr>)[\s\S])*%/);
    expect(body).not.toMatch(/5 of 5|4 of 4/);
    expect(await guarded.db("attempts").where({ quiz_id: quiz.id })).toHaveLength(5);
    await guarded.close();
  });
});
