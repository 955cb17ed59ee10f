import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NotFound, Refused } from "../../src/domain/errors.ts";
import { addPerson, changePerson, deactivatePerson, reactivatePerson, setPassword } from "../../src/domain/people.ts";
import { signIn } from "../../src/domain/signing-in.ts";
import { countActiveAdmins, listRolesOf } from "../../src/storage/people.ts";
import type { Person, Role } from "../../src/storage/tables.ts";
import { makePerson, makeTeam, PASSWORD } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let admin: Person;
beforeEach(async () => { world = await openWorld(); admin = await makePerson(world.db, { roles: ["admin"] }); });
afterEach(() => world.close());

const detailsOf = ({ name, email }: Person, roles: Role[] = []) => ({ name, email, team: "", roles });

describe("adding a person", () => {
  test("keeps team and roles and notes who did it", async () => {
    const team = await makeTeam(world.db);
    const person = await addPerson(world.db, admin, { name: "Ann", email: "ann@example.test", team: team.public_id, roles: ["manager"], password: PASSWORD }, world.now());
    expect(person).toMatchObject({ name: "Ann", team_id: team.id, created_at: "2026-01-05T09:00:00.000Z", deactivated_at: null });
    expect(await listRolesOf(world.db, person.id)).toEqual(["learner", "manager"]);
    expect(await world.db("audit_events")).toMatchObject([{ actor_id: admin.id, deed: "person.added", subject: person.public_id }]);
    expect(JSON.stringify(await world.db("audit_events"))).not.toContain("argon2");
  });

  test("twice with one email adds one", async () => {
    const deed = () => addPerson(world.db, admin, { name: "Ann", email: "ann@example.test", team: "", roles: [], password: PASSWORD }, world.now());
    const outcomes = await world.atOnce(deed, deed);
    expect(outcomes.find((outcome) => outcome.status === "rejected")!.reason).toMatchObject({ name: "Refused", field: "email" });
    expect(await world.db("people").where({ email: "ann@example.test" })).toHaveLength(1);
  });

  test("to a team that is gone is refused, and nothing is kept", async () => {
    await expect(addPerson(world.db, admin, { name: "Ann", email: "ann@example.test", team: "gone", roles: [], password: PASSWORD }, world.now())).rejects.toMatchObject({ field: "team" });
    expect(await world.db("people").where({ email: "ann@example.test" })).toEqual([]);
  });
});

describe("changing a person", () => {
  test("gives exactly the roles named", async () => {
    const person = await makePerson(world.db, { roles: ["manager", "trainer"] });
    await changePerson(world.db, admin, person.public_id, { ...detailsOf(person), name: "New name", roles: ["trainer"] }, world.now());
    expect(await listRolesOf(world.db, person.id)).toEqual(["learner", "trainer"]);
    expect(await world.db("people").where({ id: person.id })).toMatchObject([{ name: "New name" }]);
  });

  test("cannot take the role admin from oneself", async () => {
    await makePerson(world.db, { roles: ["admin"] });
    await expect(changePerson(world.db, admin, admin.public_id, detailsOf(admin, ["trainer"]), world.now())).rejects.toMatchObject({ name: "Refused", field: "roles" });
  });

  test("leaves one admin when two take the role from each other at once", async () => {
    const other = await makePerson(world.db, { roles: ["admin"] });
    const outcomes = await world.atOnce(
      () => changePerson(world.db, admin, other.public_id, detailsOf(other), world.now()),
      () => changePerson(world.db, other, admin.public_id, detailsOf(admin), world.now()),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await countActiveAdmins(world.db)).toBe(1);
  });

  test("whom nobody knows is not found", async () => {
    await expect(changePerson(world.db, admin, "nobody", detailsOf(admin, ["admin"]), world.now())).rejects.toThrow(NotFound);
  });
});

describe("deactivating a person", () => {
  test("ends their sessions at once and keeps them out until they are reactivated", async () => {
    const person = await makePerson(world.db);
    await world.signedInAs(person);
    await deactivatePerson(world.db, admin, person.public_id, world.now());
    expect(await world.db("sessions").where({ person_id: person.id })).toEqual([]);
    expect(await signIn(world.db, { email: person.email, password: PASSWORD }, "", world.now())).toBe("wrong");

    await reactivatePerson(world.db, admin, person.public_id, world.now());
    expect(await signIn(world.db, { email: person.email, password: PASSWORD }, "", world.now())).toMatchObject({ id: person.id });
    expect(await world.db("audit_events").orderBy("id")).toMatchObject([{ deed: "person.deactivated" }, { deed: "person.reactivated" }]);
  });

  test("twice is noted once", async () => {
    const person = await makePerson(world.db);
    await deactivatePerson(world.db, admin, person.public_id, world.now());
    await deactivatePerson(world.db, admin, person.public_id, world.now());
    expect(await world.db("audit_events")).toHaveLength(1);
  });

  test("never is for oneself", async () => {
    await makePerson(world.db, { roles: ["admin"] });
    await expect(deactivatePerson(world.db, admin, admin.public_id, world.now())).rejects.toThrow(Refused);
  });

  test.each([[1], [2], [3]])("leaves an admin when admins deactivate each other at once, round %i", async () => {
    const others = [await makePerson(world.db, { roles: ["admin"] }), await makePerson(world.db, { roles: ["admin"] })];
    const circle = [admin, ...others];
    await world.atOnce(...circle.map((one, place) => () => deactivatePerson(world.db, one, circle[(place + 1) % 3]!.public_id, world.now())));
    expect(await countActiveAdmins(world.db)).toBe(1);
  });
});

describe("setting a password", () => {
  test("signs the person out, lets the new one in and forgives earlier failures", async () => {
    const person = await makePerson(world.db);
    await world.signedInAs(person);
    for (let tries = 0; tries < 10; tries++) await signIn(world.db, { email: person.email, password: "wrong" }, "", world.now());

    await setPassword(world.db, admin, person.public_id, "another long password", world.now());

    expect(await world.db("sessions").where({ person_id: person.id })).toEqual([]);
    expect(await signIn(world.db, { email: person.email, password: PASSWORD }, "", world.now())).toBe("wrong");
    expect(await signIn(world.db, { email: person.email, password: "another long password" }, "", world.now())).toMatchObject({ id: person.id });
  });
});
