import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../../src/storage/tables.ts";
import { makePerson, makeTeam, PASSWORD } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let admin: Person;
let agent: Agent;
beforeAll(async () => {
  world = await openWorld();
  admin = await makePerson(world.db, { name: "The Admin", roles: ["admin"] });
  agent = await world.signedInAs(admin);
});
afterAll(() => world.close());

const namesIn = (text: string) => [...text.matchAll(/<th scope="row"[^>]*><a [^>]*>([^<]*)</g)].map(([, name]) => name);
const typed = { name: "Ann Smith", email: "Ann@Example.test", team: "", password: PASSWORD };

describe("the people list", () => {
  test("says that nobody is ticked as a complaint, not as something that was done", async () => {
    await agent.get("/admin/people/batches?deed=deactivate").expect(303);
    expect((await agent.get("/admin/people")).text).toMatch(/flash--alert[^]*Tick at least one person/);
  });

  test("keeps who was ticked, and the order, where nothing was chosen to be done", async () => {
    const { public_id } = await makePerson(world.db, { name: "Ticked Thea" });
    const { headers } = await agent.get(`/admin/people/batches?q=ticked&order=-email&person=${public_id}`).expect(303);
    expect(headers["location"]).toContain("order=-email");
    expect((await agent.get(headers["location"]!)).text).toMatch(new RegExp(`value="${public_id}" checked [^]*Ticked Thea|Ticked Thea[^]*value="${public_id}" checked `));
  });

  test("shows team, roles and who is deactivated, and no hash", async () => {
    const team = await makeTeam(world.db, { name: "Payroll" });
    await makePerson(world.db, { name: "Zoe Listed", team_id: team.id, roles: ["manager"], deactivated_at: "2026-01-02T00:00:00.000Z" });
    const { text } = await agent.get("/admin/people?q=zoe").expect(200);
    expect(text.replace(/\s+/g, " ")).toMatch(/Zoe Listed<\/a> <span class="tag tag--inactive">Deactivated<\/span>.*<td[^>]*><bdi>Payroll<\/bdi><\/td>.*<span class="tag">manager<\/span>/);
    expect(text).not.toContain("argon2");
  });

  test("finds by part of a name or an email, in any case", async () => {
    await makePerson(world.db, { name: "Björn Ångström", email: "bjorn@example.test" });
    for (const search of ["björn", "Ångst", "STRÖM".toLowerCase(), "BJORN@"]) expect(namesIn((await agent.get("/admin/people").query({ q: search })).text)).toEqual(["Björn Ångström"]);
  });

  test("takes % and _ and \\ as what they are", async () => {
    await makePerson(world.db, { name: "100% Certain" });
    await makePerson(world.db, { name: "snake_case" });
    await makePerson(world.db, { name: "back\\slash" });
    expect(namesIn((await agent.get("/admin/people").query({ q: "%" })).text)).toEqual(["100% Certain"]);
    expect(namesIn((await agent.get("/admin/people").query({ q: "_" })).text)).toEqual(["snake_case"]);
    expect(namesIn((await agent.get("/admin/people").query({ q: "\\" })).text)).toEqual(["back\\slash"]);
  });

  test("says when nobody fits, and shows what was sought as text", async () => {
    const { text } = await agent.get("/admin/people").query({ q: "<b>nobody" }).expect(200);
    expect(text).toContain("Nobody has “&lt;b&gt;nobody” in their name or email.");
  });

  test("is cut into pages that keep the search", async () => {
    for (let made = 0; made < 26; made++) await makePerson(world.db, { name: `Paged & ${String(made).padStart(2, "0")}` });
    const first = (await agent.get("/admin/people").query({ q: "paged &" })).text;
    expect(namesIn(first)).toHaveLength(25);
    expect(first).toContain('rel="next" href="?page=2&amp;q=paged%20%26"');
    const second = (await agent.get("/admin/people").query({ q: "paged &", page: "2" })).text;
    expect(namesIn(second)).toEqual(["Paged &amp; 25"]);
    expect((await agent.get("/admin/people").query({ q: "paged &", page: "99" })).text).toBe(second);
    for (const page of ["0", "-1", "x", "1e9", ""]) await agent.get("/admin/people").query({ page }).expect(200);
  });
});

describe("adding a person", () => {
  test("lets them sign in with the first password", async () => {
    await agent.post("/admin/people").type("form").send({ ...typed, roles: ["trainer", "manager"] }).expect(303).expect("location", "/admin/people");
    expect((await agent.get("/admin/people?q=ann")).text).toMatch(/Ann Smith was added/);
    await world.visitor().post("/session").type("form").send({ email: "ann@example.test", password: PASSWORD }).expect(303);
  });

  test("with mistakes keeps what was typed, ticks and choices too", async () => {
    const team = await makeTeam(world.db, { name: "Chosen team" });
    const { text } = await agent.post("/admin/people").type("form").send({ name: "Bob", email: "no", team: team.public_id, roles: "trainer", password: "short" }).expect(422);
    expect(text).toContain('<a href="#email">Enter an email like name@example.org.');
    expect(text).toContain('<a href="#password">Use at least 12 characters.');
    expect(text).toContain('value="Bob"');
    expect(text).toContain(`<option value="${team.public_id}" selected>`);
    expect(text).toMatch(/value="trainer" checked/);
    expect(text).not.toMatch(/value="admin" checked/);
    expect(text).not.toContain('value="short"');
  });

  test("with an email that is taken says so beside the field", async () => {
    const { text } = await agent.post("/admin/people").type("form").send({ ...typed, email: admin.email.toUpperCase() }).expect(422);
    expect(text).toContain('<a href="#email">Somebody has this email already.');
  });

  test("with a role ticked twice gives it once", async () => {
    await agent.post("/admin/people").type("form").send({ ...typed, email: "twice@example.test", roles: ["trainer", "trainer"] }).expect(303);
    expect(await world.db("person_roles").join("people", "people.id", "person_roles.person_id").where({ email: "twice@example.test" })).toHaveLength(1);
  });

  test.each([
    ["two teams", { team: ["a", "b"] }, "team", "Choose one team."],
    ["an endless team", { team: "x".repeat(61) }, "team", "Choose one team."],
    ["a line break in the name", { name: "Ann\r\nSmith" }, "name", "Leave out characters that cannot be seen."],
    ["a name that turns the reading direction", { name: "Ann \u202Ehtims" }, "name", "Leave out characters that cannot be seen."],
    ["a password of spaces", { password: " ".repeat(12) }, "password", "Use more than spaces."],
  ])("with %s says what to do", async (_what, wrong, field, words) => {
    const { text } = await agent.post("/admin/people").type("form").send({ ...typed, email: "wrong@example.test", ...wrong }).expect(422);
    expect(text).toContain(`<a href="#${field}">${words}`);
  });

  test("with a role nobody has heard of is refused", async () => {
    await agent.post("/admin/people").type("form").send({ ...typed, email: "new@example.test", roles: "emperor" }).expect(422);
  });
});

describe("a person's page", () => {
  test("shows what is and changes it", async () => {
    const team = await makeTeam(world.db);
    const person = await makePerson(world.db, { name: "Carl", team_id: team.id, roles: ["trainer"] });
    const address = `/admin/people/${person.public_id}`;
    const { text } = await agent.get(address).expect(200);
    expect(text).toContain('value="Carl"');
    expect(text).toContain(`<option value="${team.public_id}" selected>`);
    expect(text).toMatch(/value="trainer" checked/);

    await agent.post(address).type("form").send({ name: "Carla", email: person.email, team: "", roles: "manager" }).expect(303).expect("location", address);

    expect((await agent.get(address)).text).toMatch(/Carla was changed/);
    expect(await world.db("people").where({ id: person.id })).toMatchObject([{ name: "Carla", team_id: null }]);
    expect(await world.db("person_roles").where({ person_id: person.id })).toMatchObject([{ role: "manager" }]);
  });

  test("does not take the role admin from the one who asks", async () => {
    const { text } = await agent.post(`/admin/people/${admin.public_id}`).type("form").send({ name: admin.name, email: admin.email, team: "" }).expect(422);
    expect(text).toContain('<a href="#roles">You cannot take the role admin from yourself.');
  });

  test("sets a password, and a short one is refused beside the field", async () => {
    const person = await makePerson(world.db);
    const address = `/admin/people/${person.public_id}/password`;
    expect((await agent.post(address).type("form").send({ password: "short" }).expect(422)).text).toContain('<a href="#password">Use at least 12 characters.');
    await agent.post(address).type("form").send({ password: "a brand new password" }).expect(303);
    await world.visitor().post("/session").type("form").send({ email: person.email, password: "a brand new password" }).expect(303);
  });

  test("sets one's own password without losing the way in", async () => {
    const other = await makePerson(world.db, { roles: ["admin"] });
    const [here, there] = [await world.signedInAs(other), await world.signedInAs(other)];
    await here.post(`/admin/people/${other.public_id}/password`).type("form").send({ password: "a brand new password" }).expect(303);
    await here.get("/admin/people").expect(200);
    await there.get("/admin/people").expect(303);
    await here.post(`/admin/people/${other.public_id}/password`).type("form").send({ password: "a second new password" }).expect(303).expect("location", `/admin/people/${other.public_id}`);
  });

  test("deactivates at once and lets back in", async () => {
    const person = await makePerson(world.db, { roles: ["trainer"] });
    const theirs = await world.signedInAs(person);
    const address = `/admin/people/${person.public_id}`;
    await theirs.get("/session/new").expect("location", "/");

    await agent.post(`${address}/deactivation`).expect(303);
    await theirs.get("/session/new").expect(200);
    expect((await agent.get(address)).text).toMatch(/<button[^>]*>Reactivate</);

    await agent.post(`${address}/reactivation`).expect(303);
    await world.signedInAs(person);
  });

  test("stands where the addresses of its forms lead when they are opened", async () => {
    for (const deed of ["password", "deactivation", "reactivation"]) await agent.get(`/admin/people/${admin.public_id}/${deed}`).expect(303).expect("location", `/admin/people/${admin.public_id}`);
  });

  test("does not deactivate the one who asks", async () => {
    const { text } = await agent.post(`/admin/people/${admin.public_id}/deactivation`).expect(422);
    expect(text).toContain("You cannot deactivate yourself.");
    expect(text).toContain(`value="${admin.name}"`);
  });

  test("of nobody is not found, whatever is done there", async () => {
    await agent.get("/admin/people/nobody").expect(404);
    await agent.get(`/admin/people/${admin.id}`).expect(404);
    for (const deed of ["", "/password", "/deactivation", "/reactivation"]) await agent.post(`/admin/people/nobody${deed}`).type("form").send({ ...typed, password: PASSWORD }).expect(404);
  });
});
