import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addGroup, changeGroup, putIntoGroup, removeGroup, takeOutOfGroup } from "../../src/domain/groups.ts";
import { mergeTeam, removeTeam } from "../../src/domain/merging-teams.ts";
import { changePeopleBatch, previewPeopleBatch } from "../../src/domain/people-batches.ts";
import { changePerson, deactivatePerson } from "../../src/domain/people.ts";
import { refreshDaily } from "../../src/domain/refreshing-groups.ts";
import { changeTeam } from "../../src/domain/teams.ts";
import type { Condition, GroupRule } from "../../src/engine/people/group-rule.ts";
import { EVERYBODY } from "../../src/storage/people-filter.ts";
import { listRolesOf } from "../../src/storage/people.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makePerson, makeTeam } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let admin: Person;
beforeEach(async () => { world = await openWorld(); admin = await makePerson(world.db, { name: "The Admin", roles: ["admin"] }); });
afterEach(() => world.close());

const rule = (...conditions: Condition[]): GroupRule => ({ match: "all", conditions });
const named = (name: string, ...conditions: Condition[]) => addGroup(world.db, admin, { name, rule: rule(...conditions) }, world.now());
const membersOf = async ({ id }: { id: number }) => (await world.db("group_members").join("people", "people.id", "group_members.person_id").where({ group_id: id }).orderBy("people.id").select("people.name")).map(({ name }) => name as string);
const detailsOf = ({ name, email }: Person) => ({ name, email, team: "", roles: [] });

describe("a group by rule", () => {
  test.each<[string, GroupRule, string[]]>([
    ["department and site", rule({ field: "department", is: "one-of", values: ["SALES", "Legal"] }, { field: "site", is: "none-of", values: ["Leeds"] }), ["Bo"]],
    ["any of two", { match: "any", conditions: [{ field: "site", is: "one-of", values: ["Leeds"] }, { field: "role", is: "has", value: "trainer" }] }, ["Ann", "Cy"]],
    ["the last thirty days", rule({ field: "start_date", is: "within-days", days: 30 }), ["Bo"]],
    ["longer than a year", rule({ field: "start_date", is: "longer-than-days", days: 365 }), ["Ann"]],
    ["before and after", rule({ field: "start_date", is: "after", value: "2019-12-31" }, { field: "start_date", is: "before", value: "2026-01-01" }), ["Ann", "Bo"]],
    ["who leads", rule({ field: "manager", is: "yes" }), ["Ann"]],
    ["without the role, leading nobody", rule({ field: "manager", is: "no" }, { field: "role", is: "has-not", value: "admin" }), ["Bo", "Cy"]],
  ])("names people by %s", async (_what, given, expected) => {
    const ann = await makePerson(world.db, { name: "Ann", department: "Sales", site: "Leeds", start_date: "2020-01-01" });
    await makePerson(world.db, { name: "Bo", department: "Sales", site: "York", start_date: "2025-12-10", line_manager_id: ann.id });
    await makePerson(world.db, { name: "Cy", start_date: "2026-02-01", roles: ["trainer"] });
    await makePerson(world.db, { name: "Gone", department: "Sales", start_date: "2020-01-01", deactivated_at: "2026-01-01T00:00:00.000Z" });
    expect(await membersOf(await addGroup(world.db, admin, { name: "Rule", rule: given }, world.now()))).toEqual(expected);
  });

  test("follows people, managers, teams and days", async () => {
    const [top, ann, bo] = [await makeTeam(world.db, { name: "Top" }), await makePerson(world.db, { name: "Ann" }), await makePerson(world.db, { name: "Bo", start_date: "2026-01-20" })];
    const below = await makeTeam(world.db);
    const [inTop, leads, fresh] = [await named("In top", { field: "team", is: "below", value: top.public_id }), await named("Leads", { field: "manager", is: "yes" }), await named("Fresh", { field: "start_date", is: "within-days", days: 10 })];
    await changePerson(world.db, admin, bo.public_id, { ...detailsOf(bo), team: below.public_id, line_manager: ann.email }, world.now());
    expect([await membersOf(inTop), await membersOf(leads), await membersOf(fresh)]).toEqual([[], ["Ann"], []]);
    await changeTeam(world.db, admin, below.public_id, { name: "Below", parent: top.public_id, manager: "" }, world.now());
    world.travelTo("2026-01-21T09:00:00Z");
    await refreshDaily(world.db, world.now());
    expect([await membersOf(inTop), await membersOf(fresh)]).toEqual([["Bo"], ["Bo"]]);
    await deactivatePerson(world.db, admin, bo.public_id, world.now());
    expect([await membersOf(inTop), await membersOf(leads), await membersOf(fresh)]).toEqual([[], [], []]);
  });

  test("loses nobody when people and its rule change at once", async () => {
    const group = await named("Sellers", { field: "department", is: "one-of", values: ["Nobody"] });
    const people = await Promise.all([1, 2, 3].map((place) => makePerson(world.db, { name: `P${place}` })));
    const outcomes = await world.atOnce<unknown>(
      () => changeGroup(world.db, admin, group.public_id, { name: "Sellers", rule: rule({ field: "department", is: "one-of", values: ["Sales"] }) }, world.now()),
      ...people.map((person) => () => changePerson(world.db, admin, person.public_id, { ...detailsOf(person), department: "Sales" }, world.now())),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "fulfilled"]);
    expect((await membersOf(group)).sort()).toEqual(["P1", "P2", "P3"]);
  });

  test("takes nobody by hand, and a list takes nobody by rule", async () => {
    const [group, list, person] = [await named("Rule", { field: "manager", is: "no" }), await addGroup(world.db, admin, { name: "List", rule: null }, world.now()), await makePerson(world.db, { name: "Ann" })];
    await expect(world.db.transaction((tx) => putIntoGroup(tx, admin, group.public_id, [person.id], world.now()))).rejects.toMatchObject({ name: "Refused" });
    await changePeopleBatch(world.db, admin, [person.public_id], { deed: "group", value: list.public_id }, 1, world.now());
    expect(await membersOf(list)).toEqual(["Ann"]);
    expect(await takeOutOfGroup(world.db, admin, list.public_id, [person.public_id], world.now())).toBe(1);
    expect(await removeGroup(world.db, admin, list.public_id, world.now())).toMatchObject({ name: "List" });
    expect(await removeGroup(world.db, admin, list.public_id, world.now())).toBeUndefined();
  });
});

describe("reporting lines", () => {
  test("never close a circle, also when two people are put above each other at once", async () => {
    const [ann, bo] = [await makePerson(world.db), await makePerson(world.db)];
    const outcomes = await world.atOnce(() => changePerson(world.db, admin, ann.public_id, { ...detailsOf(ann), line_manager: bo.email }, world.now()), () => changePerson(world.db, admin, bo.public_id, { ...detailsOf(bo), line_manager: ann.email }, world.now()));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(changePerson(world.db, admin, ann.public_id, { ...detailsOf(ann), line_manager: ann.email }, world.now())).rejects.toMatchObject({ field: "line_manager" });
  });
});

describe("changing many people", () => {
  test("does what was shown, once, notes it together and for each, and leaves out who does not fit", async () => {
    const team = await makeTeam(world.db);
    const people = [await makePerson(world.db, { site: "Leeds" }), await makePerson(world.db, { site: "Leeds" }), await makePerson(world.db, { site: "Leeds", team_id: team.id })];
    const [all, wish] = [{ ...EVERYBODY, site: "Leeds" }, { deed: "team" as const, value: team.public_id }];
    const plan = await previewPeopleBatch(world.db, admin, all, wish, world.now());
    expect([plan.fit.length, plan.leftOut]).toMatchObject([2, [{ count: 1, why: { key: "people-batch.left.same-team" } }]]);
    await expect(changePeopleBatch(world.db, admin, all, wish, 3, world.now())).rejects.toMatchObject({ name: "Refused" });
    expect(await changePeopleBatch(world.db, admin, all, wish, 2, world.now())).toBe(2);
    expect(await changePeopleBatch(world.db, admin, all, wish, 2, world.now())).toBe(0);
    expect((await world.db("audit_events").orderBy("id")).map(({ deed, subject }) => [deed, subject])).toEqual([["people.changed-together", team.public_id], ["person.moved", people[0]!.public_id], ["person.moved", people[1]!.public_id]]);
  });

  test("never takes the last admin, nor oneself", async () => {
    const other = await makePerson(world.db, { roles: ["admin"] });
    const deactivate = { deed: "deactivate" as const, value: "" };
    expect(await changePeopleBatch(world.db, admin, EVERYBODY, deactivate, 1, world.now())).toBe(1);
    expect(await world.db("people").whereNull("deactivated_at")).toMatchObject([{ id: admin.id }]);
    await expect(changePeopleBatch(world.db, other, [admin.public_id], { deed: "remove-role", value: "admin" }, 1, world.now())).rejects.toMatchObject({ words: { key: "people.last-admin" } });
    expect(await listRolesOf(world.db, admin.id)).toContain("admin");
  });
});

describe("the end of a team", () => {
  test("takes everything along into another, or waits until it is empty", async () => {
    const [from, to] = [await makeTeam(world.db, { name: "From" }), await makeTeam(world.db, { name: "To" })];
    const below = await makeTeam(world.db, { parent_id: from.id });
    const person = await makePerson(world.db, { name: "Ann", team_id: from.id });
    const group = await named("There", { field: "team", is: "below", value: from.public_id });
    await expect(removeTeam(world.db, admin, from.public_id, world.now())).rejects.toMatchObject({ words: { key: "teams.not-empty" } });
    await expect(mergeTeam(world.db, admin, from.public_id, below.public_id, world.now())).rejects.toMatchObject({ field: "into" });
    expect(await mergeTeam(world.db, admin, from.public_id, to.public_id, world.now())).toMatchObject({ people: 1 });
    expect(await mergeTeam(world.db, admin, from.public_id, to.public_id, world.now())).toBeUndefined();
    expect(await world.db("people").where({ id: person.id })).toMatchObject([{ team_id: to.id }]);
    expect(await world.db("teams").where({ id: below.id })).toMatchObject([{ parent_id: to.id }]);
    expect(await membersOf(group)).toEqual(["Ann"]);
    expect(await removeTeam(world.db, admin, below.public_id, world.now())).toMatchObject({ id: below.id });
  });
});
