import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepRequests } from "../../src/domain/directory-requests.ts";
import { bringPeople } from "../../src/domain/bringing-people.ts";
import { comparePeople } from "../../src/domain/comparing-people.ts";
import { erasePerson } from "../../src/domain/erasing.ts";
import { changePerson } from "../../src/domain/people.ts";
import type { Message } from "../../src/lib/messages.ts";
import { inEnglish } from "../../src/lib/readers.ts";
import { findPeopleImport } from "../../src/storage/people-imports.ts";
import { makePerson, makeTeam } from "../support/make.ts";
import { ENTERPRISE, filtered, makeDirectory, operations, OWN, USER, type Send } from "../support/directory.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let send: Send;
let admin: number;
let token: string;
beforeEach(async () => { world = await openWorld(); ({ send, admin, token } = await makeDirectory(world, "Entra ID")); });
afterEach(() => world.close());

const ann = { schemas: [USER, ENTERPRISE], userName: "Ann@Upn.example", externalId: "e-1", active: true, name: { givenName: "Ann", familyName: "Ark" }, displayName: "Ann Ark", emails: [{ value: "Ann.Ark@a.example", type: "work", primary: true }] };
const personOf = async (id: string) => (await world.db("people").where({ public_id: id }).first())!;
const add = async (given: object = {}) => (await send("POST", "/Users", { ...ann, ...given })).body.id;

describe("a person whom a directory brings", () => {
  test("has what it says in the fields of people, is told back, and noted as the token's doing", async () => {
    await world.db("directories").insert({ public_id: "d", name: "Entra ID", team_from: "team", site_from: "locality", created_at: "2026-01-01" });
    const manager = await add({ userName: "boss", externalId: "e-0", emails: [{ value: "boss@a.example" }] });
    const made = await send("POST", "/Users", {
      ...ann, title: "Clerk", password: "never kept", roles: [{ value: "admin" }], addresses: [{ type: "work", locality: "Leeds", streetAddress: "1 Lane" }],
      [ENTERPRISE]: { employeeNumber: "77", department: "Sales", manager: { value: manager, $ref: null } }, [OWN]: { startDate: "2025-03-01", team: "Operations / Warehouse" },
    });
    expect([made.status, made.headers["content-type"], made.headers["location"]]).toEqual([201, "application/scim+json; charset=utf-8", `${world.address}/scim/v2/Users/${made.body.id}`]);
    const boss = await personOf(manager);
    expect(await personOf(made.body.id)).toMatchObject({ name: "Ann Ark", email: "ann.ark@a.example", password_hash: null, external_id: "77", department: "Sales", job_title: "Clerk", site: "Leeds", start_date: "2025-03-01", line_manager_id: boss.id, deactivated_at: null });
    expect(await world.db("teams").orderBy("id").select("name")).toEqual([{ name: "Operations" }, { name: "Warehouse" }]);
    expect(made.body).toMatchObject({ userName: "Ann@Upn.example", externalId: "e-1", active: true, [ENTERPRISE]: { department: "Sales", manager: { value: manager, displayName: "Ann Ark" } }, addresses: [{ locality: "Leeds" }] });
    expect(JSON.stringify([made.body, await world.db("directory_people"), await world.db("directory_requests")])).not.toMatch(/never kept|1 Lane/);
    const [noted] = await world.db("audit_events").where({ subject: made.body.id });
    expect([noted!.deed, noted!.actor_id, JSON.parse(noted!.detail)]).toMatchObject(["person.added", null, { directory: "Entra ID", token }]);
  });

  test("is invited where the organisation wants it and there is no other way in, once whenever they come in", async () => {
    const welcomed = async () => (await world.db("outbox").where({ kind: "welcome" })).length;
    await add({ userName: "early", externalId: "e-9", emails: [{ value: "early@a.example" }] });
    await world.db("directories").update({ invites: 1 });
    await world.db("sign_in_providers").insert({ public_id: "acme", kind: "saml", name: "Acme", issuer: "urn:acme", settings: "{}", is_on: 1, shows_button: 1, created_at: "2026-01-01", changed_at: "2026-01-01" });
    await world.db("sign_in_domains").insert({ domain: "acme.example", provider_id: (await world.db("sign_in_providers").first())!.id, is_only: 0 });
    await add({ userName: "sso", externalId: "e-8", emails: [{ value: "sso@acme.example" }] });
    const later = await add({ userName: "later", externalId: "e-7", active: false, emails: [{ value: "later@a.example" }] });
    expect(await welcomed()).toBe(0);
    await send("PATCH", `/Users/${later}`, operations({ op: "replace", path: "active", value: true }));
    await send("PATCH", `/Users/${later}`, operations({ op: "replace", path: "title", value: "Clerk" }));
    const id = await add();
    expect([await welcomed(), await world.db("audit_events").where({ subject: id }).orderBy("id").pluck("deed")]).toEqual([2, ["person.added", "person.invited"]]);
  });

  test("is changed by no list of people in what the directory says, and leaves by none", async () => {
    const id = await add({ [ENTERPRISE]: { department: "Sales" } });
    const gone = await add({ userName: "gone", externalId: "e-6", active: false, emails: [{ value: "gone@a.example" }] });
    await add({ userName: "unnamed", externalId: "e-5", emails: [{ value: "unnamed@a.example" }] });
    const loose = await makePerson(world.db, { email: "loose@a.example" });
    const plan = async (rows: string, withLeavers = false) => {
      const brought = await bringPeople(world.db, { id: admin }, { name: "people.csv", bytes: Buffer.from(`Email,Name,Department,Site\n${rows}`) }, { createsTeams: false, withLeavers }, world.now());
      await comparePeople(world.db, brought, world.now);
      const { counts } = (await findPeopleImport(world.db, brought.public_id))!;
      const lines = await world.db("people_import_lines").where({ import_id: brought.id }).orderBy("line");
      return { counts: JSON.parse(counts!) as object, lines: lines.map(({ email, outcome, problem }) => [email, outcome, problem === null ? null : inEnglish((JSON.parse(problem) as Message).key, (JSON.parse(problem) as Message).values)]) };
    };
    expect((await plan("ann.ark@a.example,Ann Other,Sales,Leeds\ngone@a.example,Ann Ark,,")).lines).toEqual([
      ["ann.ark@a.example", "refused", "“Entra ID” says this of them: Name. Change it there, or leave it out of the file."], ["gone@a.example", "refused", "“Entra ID” has deactivated them. They come back when it says so."],
    ]);
    const { counts, lines } = await plan("ann.ark@a.example,Ann Ark,Sales,Leeds", true);
    expect([lines.filter(([, outcome]) => outcome === "changed"), counts]).toMatchObject([[["ann.ark@a.example", "changed", null]], { governed: 1, left: 1 }]);
    expect(lines.filter(([, outcome]) => outcome === "left").map(([email]) => email)).toEqual([loose.email]);
    expect([(await personOf(id)).name, (await personOf(gone)).deactivated_at]).toEqual(["Ann Ark", expect.any(String)]);
  });

  test("keeps what the directory says from hands, and nothing else", async () => {
    const id = await add({ [ENTERPRISE]: { department: "Sales" } });
    const details = { name: "Ann Ark", email: "ann.ark@a.example", team: "", roles: [] };
    await expect(changePerson(world.db, { id: admin }, id, { ...details, department: "Legal" }, world.now())).rejects.toMatchObject({ name: "Refused", field: "department" });
    await expect(changePerson(world.db, { id: admin }, id, { ...details, email: "other@a.example" }, world.now())).rejects.toMatchObject({ field: "email" });
    await changePerson(world.db, { id: admin }, id, { ...details, department: "Sales", site: "York", roles: ["trainer"] }, world.now());
    await send("PATCH", `/Users/${id}`, operations({ op: "replace", path: "title", value: "Clerk" }, { op: "remove", path: `${ENTERPRISE}:department` }));
    expect(await personOf(id)).toMatchObject({ site: "York", job_title: "Clerk", department: "" });
  });

  test("is one person by name in any case, by id and by email, within a directory", async () => {
    const id = await add();
    const statusOf = async (given: object, how = send) => (await how("POST", "/Users", { ...ann, externalId: undefined, userName: "x", emails: [{ value: "x@a.example" }], ...given })).status;
    expect([await statusOf({ userName: "ann@UPN.example" }), await statusOf({ externalId: "e-1" }), await statusOf({ emails: ann.emails })]).toEqual([409, 409, 409]);
    const twice = await world.atOnce(...[1, 2].map(() => () => statusOf({ userName: "bo", emails: [{ value: "bo@a.example" }] })));
    expect(twice.map((outcome) => (outcome as PromiseFulfilledResult<number>).value).sort()).toEqual([201, 409]);
    const other = await makeDirectory(world, "Okta");
    expect((await other.send("GET", `/Users/${id}`)).status).toBe(404);
    expect((await other.send("PATCH", `/Users/${id}`, operations({ op: "replace", value: { active: false } }))).status).toBe(404);
    expect((await other.send("GET", `/Users${filtered('userName eq "ann@upn.example"')}`)).body.totalResults).toBe(0);
    expect([await statusOf({ emails: ann.emails }, other.send), await statusOf({ userName: ann.userName, externalId: "e-1" }, other.send)]).toEqual([409, 201]);
  });

  test("may have been here before: found by email, and taken over by a change or when they come", async () => {
    const [bo, cy] = [await makePerson(world.db, { name: "Bo", email: "bo@a.example", job_title: "Clerk" }), await makePerson(world.db, { email: "cy@a.example" })];
    const found = (await send("GET", `/Users${filtered('userName eq "BO@a.example"')}`)).body.Resources[0]!;
    expect(found).toMatchObject({ id: bo.public_id, userName: "bo@a.example", title: "Clerk", active: true });
    expect((await send("POST", "/Users", { ...ann, userName: "bo@a.example", emails: [{ value: "bo@a.example" }] })).status).toBe(409);
    expect((await send("PATCH", `/Users/${bo.public_id}`, operations({ op: "add", path: "externalId", value: "e-9" }))).body["externalId"]).toBe("e-9");
    expect((await send("POST", "/Users", { ...ann, userName: "cy.upn", emails: [{ value: "cy@a.example" }] })).body.id).toBe(cy.public_id);
    expect(await world.db("directory_people").orderBy("person_id").select("user_name")).toEqual([{ user_name: "bo@a.example" }, { user_name: "cy.upn" }]);
  });
});

describe("a person who leaves", () => {
  test("is signed out at once, and is back under the same id when they come again", async () => {
    const team = await makeTeam(world.db);
    const person = await makePerson(world.db, { email: "dee@a.example", team_id: team.id });
    const agent = await world.signedInAs(person);
    await agent.get("/").expect(200);
    expect((await send("PATCH", `/Users/${person.public_id}`, operations({ op: "Replace", path: "active", value: "False" }))).body["active"]).toBe(false);
    expect(await world.db("sessions").where({ person_id: person.id })).toEqual([]);
    await agent.get("/settings").expect(303);
    expect((await send("PATCH", `/Users/${person.public_id}`, operations({ op: "replace", value: { active: true } }))).body["active"]).toBe(true);
    expect((await send("DELETE", `/Users/${person.public_id}`)).status).toBe(204);
    for (const [method, body] of [["GET"], ["DELETE"], ["PUT", { ...ann, userName: "dee" }], ["PATCH", operations({ op: "replace", value: { active: true } })]] as const) expect((await send(method, `/Users/${person.public_id}`, body)).status).toBe(404);
    expect((await send("GET", `/Users${filtered('userName eq "dee@a.example"')}`)).body.totalResults).toBe(0);
    expect(await personOf(person.public_id)).toMatchObject({ team_id: team.id, deactivated_at: expect.any(String) as string });
    expect((await send("POST", "/Users", { ...ann, userName: "DEE@a.example", externalId: "new" })).body).toMatchObject({ id: person.public_id, active: true });
    expect((await world.db("audit_events").where({ subject: person.public_id }).orderBy("id")).map(({ deed }) => deed)).toEqual(["person.deactivated", "person.reactivated", "person.deactivated", "person.changed", "person.reactivated"]);
  });

  test("comes back by the directory's id under another name, and as somebody new once erased", async () => {
    const id = await add();
    await send("DELETE", `/Users/${id}`);
    expect(await add({ userName: "ann.new", emails: [{ value: "ann.new@a.example" }] })).toBe(id);
    await send("PATCH", `/Users/${id}`, operations({ op: "replace", value: { active: false } }));
    await erasePerson(world.db, { id: admin }, id, world.now());
    expect((await send("GET", `/Users/${id}`)).status).toBe(404);
    expect(await world.db("directory_people")).toEqual([]);
    expect(await add()).not.toBe(id);
  });

  test("is never the last administrator", async () => {
    const last = await world.db("people").where({ id: admin }).first();
    const refused = await send("DELETE", `/Users/${last!.public_id}`);
    expect([refused.status, refused.body["scimType"]]).toEqual([400, "mutability"]);
    expect(await personOf(last!.public_id)).toMatchObject({ deactivated_at: null });
  });
});

describe("a change", () => {
  test("is only made to what was seen, also by two at once", async () => {
    const id = await add();
    const tag = (await send("GET", `/Users/${id}`)).headers["etag"]!;
    expect((await send("GET", `/Users/${id}`, undefined, { "If-None-Match": tag })).status).toBe(304);
    const title = (value: string) => send("PATCH", `/Users/${id}`, operations({ op: "add", path: "title", value }), { "If-Match": tag });
    const outcomes = await world.atOnce(() => title("One"), () => title("Two"));
    expect(outcomes.map((outcome) => (outcome as PromiseFulfilledResult<{ status: number }>).value.status).sort()).toEqual([200, 412]);
    expect((await send("DELETE", `/Users/${id}`, undefined, { "If-Match": tag })).status).toBe(412);
    expect((await send("PUT", `/Users/${id}`, ann, { "If-Match": "*" })).status).toBe(200);
  });

  test("of a whole resource empties what is said no more", async () => {
    const id = await add({ title: "Clerk", nickName: "Annie" });
    const { body } = await send("PUT", `/Users/${id}`, { ...ann, active: false });
    expect([body["title"], body["nickName"], body["active"]]).toEqual([undefined, undefined, false]);
    expect(await personOf(id)).toMatchObject({ job_title: "", deactivated_at: expect.any(String) as string });
  });

  test("that cannot be is refused with words, changes nothing, and is noted without what it said", async () => {
    const [id, other] = [await add(), await add({ userName: "bo", externalId: "e-2", emails: [{ value: "bo@a.example" }], [ENTERPRISE]: { manager: { value: "nobody" } } })];
    await send("PATCH", `/Users/${other}`, operations({ op: "add", path: `${ENTERPRISE}:manager`, value: id }));
    const refusals = [
      [{ op: "replace", path: "emails[type eq \"work\"].value", value: "bo@a.example" }, 409, "uniqueness"], [{ op: "replace", path: "userName", value: "BO" }, 409, "uniqueness"], [{ op: "replace", path: `${ENTERPRISE}:manager.value`, value: other }, 400, "invalidValue"],
      [{ op: "replace", path: "emails", value: [{ value: "no email" }] }, 400, "invalidValue"], [{ op: "replace", path: "displayName", value: "Аnn" }, 400, "invalidValue"], [{ op: "remove", path: "userName" }, 400, "invalidValue"],
    ] as const;
    for (const [operation, status, scimType] of refusals) {
      const { body, ...answer } = await send("PATCH", `/Users/${id}`, operations({ op: "replace", path: "title", value: "Kept out" }, operation));
      expect([answer.status, body["scimType"], body["status"]], JSON.stringify(operation)).toEqual([status, scimType, String(status)]);
    }
    const nul = await Promise.all([send("GET", "/Users/%00"), send("GET", `/Users?filter=${encodeURIComponent("userName eq \"a\\u0000\"")}`), send("GET", "/Users?filter=%00"), send("PATCH", `/Users/${id}`, operations({ op: "replace", path: "title", value: "a\0" }))]);
    expect(nul.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    const doors = await Promise.all([world.visitor().get("/sign-in/%00/metadata"), world.visitor().get("/leaving/%00"), world.visitor().get("/calendar/%00.ics"), world.visitor().get("/appearance/%00"), world.visitor().post("/sign-in/a/back-channel-logout").type("form").send("logout_token=%00")]);
    expect(doors.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    expect(await personOf(id)).toMatchObject({ job_title: "", email: "ann.ark@a.example" });
    await send("PATCH", `/Users/${id}`, operations({ op: "replace", value: { roles: [], "urn:x:y": 1 } }));
    await keepRequests(world.db);
    const requests = await world.db("directory_requests").orderBy("id", "desc");
    expect(requests[0]).toMatchObject({ method: "PATCH", path: `/Users/${id}`, status: 200, ignored: '["roles","urn:x:y"]' });
    expect(requests[1]).toMatchObject({ status: 400, problem: expect.stringContaining("scim-errors.") as string });
    expect(JSON.stringify(requests)).not.toMatch(/no email|bo@a|Kept out/);
  });
});
