import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addTeam, changeTeam } from "../../src/domain/teams.ts";
import { withAbove } from "../../src/storage/teams.ts";
import type { Person, Team } from "../../src/storage/tables.ts";
import { makePerson, makeTeam } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let admin: Person;
beforeEach(async () => { world = await openWorld(); admin = await makePerson(world.db, { roles: ["admin"] }); });
afterEach(() => world.close());

const below = ({ name }: Team, parent: Team) => ({ name, parent: parent.public_id, manager: "" });

describe("adding a team", () => {
  test("puts it below another and under its manager", async () => {
    const [parent, manager] = [await makeTeam(world.db), await makePerson(world.db, { roles: ["manager"] })];
    const team = await addTeam(world.db, admin, { name: "Night shift", parent: parent.public_id, manager: manager.public_id }, world.now());
    expect(team).toMatchObject({ parent_id: parent.id, manager_id: manager.id });
    expect(await world.db("audit_events")).toMatchObject([{ deed: "team.added", actor_id: admin.id, subject: team.public_id }]);
  });

  test.each([
    ["an unknown parent", () => ({ name: "x", parent: "gone", manager: "" }), "parent"],
    ["a manager without the role", async () => ({ name: "x", parent: "", manager: (await makePerson(world.db)).public_id }), "manager"],
    ["a manager who was deactivated", async () => ({ name: "x", parent: "", manager: (await makePerson(world.db, { roles: ["manager"], deactivated_at: "2026-01-02T00:00:00.000Z" })).public_id }), "manager"],
  ])("with %s is refused", async (_what, details, field) => {
    await expect(addTeam(world.db, admin, await details(), world.now())).rejects.toMatchObject({ name: "Refused", field });
  });
});

describe("the name of a team", () => {
  const called = (name: string, parent?: Team) => ({ name, parent: parent?.public_id ?? "", manager: "" });
  const TAKEN = { name: "Refused", field: "name" };

  test("is taken once at each place, whatever its letters, and may be had elsewhere", async () => {
    const [sales, night] = [await addTeam(world.db, admin, called("Sales"), world.now()), await addTeam(world.db, admin, called("Night"), world.now())];
    await expect(addTeam(world.db, admin, called("SALES"), world.now())).rejects.toMatchObject(TAKEN);
    await addTeam(world.db, admin, called("Sales", night), world.now());
    await expect(changeTeam(world.db, admin, night.public_id, called("Sales"), world.now())).rejects.toMatchObject(TAKEN);
    await expect(changeTeam(world.db, admin, sales.public_id, called("Sales", night), world.now())).rejects.toMatchObject(TAKEN);
    expect((await changeTeam(world.db, admin, sales.public_id, called("sales"), world.now())).name).toBe("sales");
  });

  test("that stands twice already keeps nobody from changing the rest", async () => {
    const [one] = [await makeTeam(world.db, { name: "Twice" }), await makeTeam(world.db, { name: "Twice" })];
    const manager = await makePerson(world.db, { roles: ["manager"] });
    await changeTeam(world.db, admin, one.public_id, { ...called("Twice"), manager: manager.public_id }, world.now());
    expect(await world.db("teams").where({ id: one.id }).first()).toMatchObject({ manager_id: manager.id });
  });
});

describe("moving a team", () => {
  test("below itself or below one of its own is refused", async () => {
    const top = await makeTeam(world.db);
    const middle = await makeTeam(world.db, { parent_id: top.id });
    const bottom = await makeTeam(world.db, { parent_id: middle.id });
    for (const parent of [top, middle, bottom]) {
      await expect(changeTeam(world.db, admin, top.public_id, below(top, parent), world.now())).rejects.toMatchObject({ name: "Refused", field: "parent" });
    }
  });

  test.each([1, 2, 3])("below each other at once moves one of them, round %i", async () => {
    const [one, other] = [await makeTeam(world.db), await makeTeam(world.db)];
    const outcomes = await world.atOnce(
      () => changeTeam(world.db, admin, one.public_id, below(one, other), world.now()),
      () => changeTeam(world.db, admin, other.public_id, below(other, one), world.now()),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    const teams = await world.db("teams");
    expect(teams.map((team) => withAbove(teams, team.id).length).sort()).toEqual([1, 2]);
  });
});
