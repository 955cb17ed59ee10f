import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { revokeToken } from "../../src/domain/api-tokens.ts";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { addGroup, changeGroup, putIntoGroup, removeGroup } from "../../src/domain/groups.ts";
import { previewPeopleBatch } from "../../src/domain/people-batches.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { ENTERPRISE, filtered, makeDirectory, operations, sendWith, USER, type Send } from "../support/directory.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let send: Send;
let admin: number;
beforeEach(async () => { world = await openWorld(); ({ send, admin } = await makeDirectory(world, "Entra ID")); });
afterEach(() => world.close());

const bring = async (name: string) => (await send("POST", "/Users", { userName: name, externalId: `e-${name}`, emails: [{ value: `${name}@a.example` }], name: { givenName: name, familyName: "Person" }, title: name === "bo" ? "Clerk" : "Baker" })).body.id;
const group = async (displayName: string, ...members: string[]) => (await send("POST", "/Groups", { displayName, externalId: `g-${displayName}`, members: members.map((value) => ({ value })) })).body.id;
const membersOf = async (id: string) => ((await send("GET", `/Groups/${id}`)).body["members"] as { display: string }[]).map(({ display }) => display.split(" ")[0]);
const change = (id: string, ...given: unknown[]) => send("PATCH", `/Groups/${id}`, operations(...given));

describe("a group that a directory fills", () => {
  test("has those whom it says, in every way in which it says so", async () => {
    const [ann, bo, cy] = [await bring("ann"), await bring("bo"), await bring("cy")];
    const id = await group("Bakers", ann, bo);
    const steps: [unknown, string[]][] = [
      [{ op: "Add", path: "members", value: [{ $ref: null, value: cy }, { value: ann }] }, ["ann", "bo", "cy"]], [{ op: "Remove", path: "members", value: [{ value: bo }] }, ["ann", "cy"]],
      [{ op: "remove", path: `members[value eq "${cy}"]` }, ["ann"]], [{ op: "replace", value: { members: [{ value: bo }, { value: cy }], displayName: "Clerks" } }, ["bo", "cy"]],
      [{ op: "remove", path: `members[value eq "${bo}" or value eq "nobody"]` }, ["cy"]], [{ op: "add", path: "members", value: { value: bo } }, ["bo", "cy"]], [{ op: "remove", path: "members" }, []],
    ];
    for (const [step, expected] of steps) {
      expect((await change(id, step)).status).toBe(204);
      expect(await membersOf(id), JSON.stringify(step)).toEqual(expected);
    }
    await change(id, { op: "add", path: "members", value: [{ value: ann }] }, { op: "replace", path: "members", value: [{ value: bo }] }, { op: "add", path: "members", value: [{ value: cy }] });
    expect(await membersOf(id)).toEqual(["bo", "cy"]);
    expect((await send("GET", `/Users/${bo}`)).body["groups"]).toMatchObject([{ value: id, display: "Clerks", type: "direct" }]);
    expect((await world.db("audit_events").where({ subject: id }).orderBy("id", "desc")).map(({ deed }) => deed).slice(0, 2)).toEqual(["group.filled", "group.emptied"]);
    expect((await send("PUT", `/Groups/${id}`, { displayName: "Clerks" })).body).toMatchObject({ members: [], displayName: "Clerks" });
  });

  test("is not changed by hand, and takes nobody who is not there", async () => {
    const id = await group("Bakers");
    const person = await makePerson(world.db);
    for (const deed of [() => changeGroup(world.db, { id: admin }, id, { name: "X", rule: null }, world.now()), () => removeGroup(world.db, { id: admin }, id, world.now()), () => world.db.transaction((tx) => putIntoGroup(tx, { id: admin }, id, [person.id], world.now()))]) {
      await expect(deed()).rejects.toMatchObject({ words: { key: "scim.group-filled" } });
    }
    await addGroup(world.db, { id: admin }, { name: "By hand", rule: null }, world.now());
    const refusals: [Promise<{ status: number; body: Record<string, unknown> }>, number, string | undefined][] = [
      [change(id, { op: "add", path: "members", value: [{ value: "nobody" }] }), 400, "invalidValue"], [change(id, { op: "add", path: "members", value: [{ value: id, type: "Group" }] }), 400, "invalidValue"], [change(id, { op: "replace", path: "displayName", value: " " }), 400, "invalidValue"],
      [send("POST", "/Groups", { displayName: "bakers" }), 409, "uniqueness"], [send("POST", "/Groups", { displayName: "By Hand" }), 409, "uniqueness"], [send("POST", "/Groups", { displayName: "Other", externalId: "g-Bakers" }), 409, "uniqueness"], [send("GET", "/Groups/nothing"), 404, undefined],
      [send("PATCH", `/Groups/${id}`, operations({ op: "add", path: "members", value: [] }), { "If-Match": 'W/"7-7"' }), 412, undefined], [change(id, { op: "add", path: 'members[value eq "x"]', value: { value: "y" } }), 400, "invalidPath"],
    ];
    for (const [answer, status, scimType] of refusals) { const { body, ...its } = await answer; expect([its.status, body["scimType"]], JSON.stringify(body)).toEqual([status, scimType]); }
  });

  test("goes, or stays as a list where an assignment names it, and goes on when it comes again", async () => {
    const ann = await bring("ann");
    const [loose, named] = [await group("Loose", ann), await group("Named", ann)];
    const row = (await world.db("groups").where({ public_id: named }).first())!;
    await assignQuiz(world.db, { id: admin }, (await makeQuiz(world.db)).quiz, { teamId: (await makeTeam(world.db)).id, dueAt: null }, world.now());
    await world.db("assignment_audiences").update({ team_id: null, group_id: row.id });
    expect([(await send("DELETE", `/Groups/${loose}`)).status, (await send("DELETE", `/Groups/${named}`)).status]).toEqual([204, 204]);
    expect([(await send("GET", `/Groups/${named}`)).status, (await world.db("groups").select("name")).map(({ name }) => name)]).toEqual([404, ["Named"]]);
    expect(await world.db("group_members").where({ group_id: row.id })).toHaveLength(1);
    expect(await group("Named")).toBe(named);
  });

  test("gives its people a team where the directory says teams by groups", async () => {
    const [team, bo] = [await makeTeam(world.db), await bring("bo")];
    const id = await group("Bakers");
    await world.db("directories").update({ team_from: "groups" });
    await world.db("directory_groups").update({ team_id: team.id });
    await change(id, { op: "add", path: "members", value: [{ value: bo }] });
    expect(await world.db("people").where({ public_id: bo })).toMatchObject([{ team_id: team.id }]);
    expect(await previewPeopleBatch(world.db, { id: admin }, [bo], { deed: "team", value: "" }, world.now())).toMatchObject({ fit: [], leftOut: [{ why: { key: "people-batch.left.team-kept" } }] });
  });
});

describe("a list", () => {
  test("is filtered, ordered, cut into pages and narrowed to attributes", async () => {
    const [ann] = [await bring("ann"), await bring("bo"), await bring("cy")];
    await send("PATCH", `/Users/${ann}`, operations({ op: "replace", value: { active: false, [`${ENTERPRISE}:department`]: "Sales" } }));
    const id = await group("Bakers", ann);
    const names = async (filter: string, more = "") => { const { status, body } = await send("GET", `/Users${filtered(`(${filter}) and externalId pr`)}${more}`); return status === 200 ? body.Resources.map(({ userName }) => userName) : body["scimType"]; };
    const cases: [string, unknown][] = [
      ['userName eq "BO"', ["bo"]], ['userName ne "bo"', ["ann", "cy"]], ['externalId eq "e-cy"', ["cy"]], ['externalId eq "E-cy"', []], ['emails[type eq "work" and value co "O@A"]', ["bo"]], ['emails.value ew "cy@a.example"', ["cy"]], ['emails eq "cy@a.example"', ["cy"]],
      ["active eq false", ["ann"]], ['active eq "False"', ["ann"]], ['title eq "baker" and not (userName sw "a")', ["cy"]], ['name.familyName eq "person" and name.givenName gt "b"', ["bo", "cy"]], [`${ENTERPRISE}:department pr`, ["ann"]], ['department eq "sales" or title eq "Clerk"', ["ann", "bo"]],
      [`id eq "${ann}"`, ["ann"]], ['meta.lastModified ge "2026-01-05T10:00:00+01:00"', ["ann", "bo", "cy"]], [`groups.value eq "${id}"`, ["ann"]], ['userName co "%"', []], ["phoneNumbers pr", "invalidFilter"], ['meta.created gt "soon"', "invalidFilter"], ["title eq null", []],
    ];
    for (const [filter, expected] of cases) expect(await names(filter), filter).toEqual(expected);
    expect(await names("id pr", "&sortBy=userName&sortOrder=descending&startIndex=2&count=1")).toEqual(["bo"]);
    expect((await send("GET", "/Users?startIndex=2&count=0")).body).toMatchObject({ totalResults: 4, itemsPerPage: 0, Resources: [], startIndex: 2 });
    expect((await send("GET", "/Users?sortBy=x")).status).toBe(400);
    const search = await send("POST", "/Users/.search", { schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], filter: 'userName eq "bo"', attributes: ["userName"] });
    expect(search.body.Resources).toEqual([{ schemas: [USER], id: expect.any(String) as string, userName: "bo" }]);
    const groups = async (query: string) => (await send("GET", `/Groups${query}`)).body;
    expect(await groups(`${filtered('displayName eq "bakers"')}&excludedAttributes=members`)).toMatchObject({ totalResults: 1, Resources: [{ displayName: "Bakers" }] });
    expect((await groups(`${filtered('displayName eq "bakers"')}&excludedAttributes=members`)).Resources[0]).not.toHaveProperty("members");
    expect([(await groups(filtered(`members[value eq "${ann}"]`))).totalResults, (await groups(filtered('members.value eq "x"'))).totalResults]).toEqual([1, 0]);
  });
});

describe("the door", () => {
  test("opens to tokens of the scope that work, and to what can be read", async () => {
    const reading = await makeDirectory(world, "Other program", ["people:read"]);
    const own = await makeDirectory(world, "Entra ID");
    const statuses = async (how: Send) => (await how("GET", "/Users")).status;
    expect([await statuses(sendWith(world, "")), await statuses(sendWith(world, "dbt_x")), await statuses(reading.send), await statuses(own.send)]).toEqual([401, 401, 403, 200]);
    expect((await sendWith(world, "")("GET", "/Users")).headers["www-authenticate"]).toContain("Bearer");
    await revokeToken(world.db, { id: admin }, own.token, world.now());
    expect(await statuses(own.send)).toBe(401);
    expect((await send("POST", "/Users", "{", {})).body).toMatchObject({ scimType: "invalidSyntax", status: "400" });
    expect((await send("POST", "/Users", "a=b", { "Content-Type": "text/plain" })).status).toBe(415);
    expect((await send("POST", "/Users", { userName: "x".repeat(5_000_000) })).status).toBe(413);
    expect([(await send("POST", "/Users")).status, (await send("PATCH", "/Users/x", [])).status, (await send("GET", "/Nothing")).status, (await send("GET", "/Me")).status, (await send("POST", "/Schemas", {})).status]).toEqual([400, 400, 404, 501, 405]);
    world.travelTo("2026-07-01T00:00:00Z");
    expect(await statuses(send)).toBe(401);
  });

  test("tells what it can and what it keeps", async () => {
    expect((await send("GET", "/ServiceProviderConfig")).body).toMatchObject({ patch: { supported: true }, bulk: { supported: true }, filter: { supported: true }, etag: { supported: true }, sort: { supported: true }, changePassword: { supported: false }, authenticationSchemes: [{ type: "oauthbearertoken" }] });
    expect((await send("GET", "/ResourceTypes")).body.Resources.map(({ endpoint }) => endpoint)).toEqual(["/Users", "/Groups"]);
    const schemas = (await send("GET", "/Schemas")).body.Resources as unknown as { id: string; attributes: { name: string }[] }[];
    expect(schemas.map(({ id }) => id.split(":").slice(-3).join(":"))).toEqual(["core:2.0:User", "core:2.0:Group", "enterprise:2.0:User", "debrief:2.0:User"]);
    expect(schemas[0]!.attributes.map(({ name }) => name)).not.toContain("password");
  });

  test("takes many operations at once, one naming what another made", async () => {
    const { body } = await send("POST", "/Bulk", {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], failOnErrors: 2,
      Operations: [
        { method: "POST", path: "/Users", bulkId: "a", data: { userName: "ann@a.example" } }, { method: "POST", path: "/Groups", bulkId: "g", data: { displayName: "Bulk", members: [{ value: "bulkId:a" }] } },
        { method: "PATCH", path: "/Groups/bulkId:g", data: operations({ op: "replace", path: "displayName", value: "In bulk" }) }, { method: "DELETE", path: "/Users/nobody" }, { method: "POST", path: "/Users", bulkId: "b", data: { userName: "bo" } }, { method: "DELETE", path: "/Users/never" },
      ],
    });
    expect((body["Operations"] as { status: string }[]).map(({ status }) => status)).toEqual(["201", "201", "204", "404", "400"]);
    expect((await send("GET", `/Groups${filtered('displayName eq "In bulk"')}`)).body.Resources[0]!["members"]).toHaveLength(1);
  });
});
