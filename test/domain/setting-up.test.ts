import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NotFound, Refused } from "../../src/domain/errors.ts";
import { checkSetupLink, newSetupLink, setUpFirstAdmin } from "../../src/domain/setting-up.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { listRolesOf } from "../../src/storage/people.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => { world = await openWorld(); });
afterEach(() => world.close());

const ada = { name: "Ada", email: "ada@example.test", password: PASSWORD };
const grace = { name: "Grace", email: "grace@example.test", password: PASSWORD };

describe("a setup link", () => {
  test("makes the first admin", async () => {
    const token = await newSetupLink(world.db, world.now());
    const person = await setUpFirstAdmin(world.db, token!, ada, world.now());
    expect(await listRolesOf(world.db, person.id)).toContain("admin");
    expect(await world.db("audit_events")).toMatchObject([{ deed: "installation.set-up", actor_id: person.id }]);
  });

  test("is not kept itself, only its digest", async () => {
    const token = await newSetupLink(world.db, world.now());
    expect(JSON.stringify(await world.db("setup_links"))).not.toContain(token);
  });

  test("is not made once there is an admin", async () => {
    await makePerson(world.db, { roles: ["admin"] });
    expect(await newSetupLink(world.db, world.now())).toBeUndefined();
  });

  test("ends after a day, at its first use, and when an admin comes by another road", async () => {
    const token = (await newSetupLink(world.db, world.now()))!;
    await expect(checkSetupLink(world.db, token, later(world.now(), DAY))).rejects.toThrow(NotFound);
    await checkSetupLink(world.db, token, later(world.now(), DAY - 1));
    await makePerson(world.db, { roles: ["admin"] });
    await expect(setUpFirstAdmin(world.db, token, ada, world.now())).rejects.toThrow(NotFound);
  });

  test.each([1, 2, 3])("that four people use at once serves one of them, round %i", async () => {
    const token = (await newSetupLink(world.db, world.now()))!;
    await oneOf([token, token, token, token]);
  });

  test("and another one, printed by a second process, make one admin between them", async () => {
    const [one, other] = [(await newSetupLink(world.db, world.now()))!, (await newSetupLink(world.db, world.now()))!];
    await oneOf([one, other, one, other]);
  });

  test("stays good when the email is somebody's already", async () => {
    await makePerson(world.db, { email: ada.email });
    const token = (await newSetupLink(world.db, world.now()))!;
    await expect(setUpFirstAdmin(world.db, token, ada, world.now())).rejects.toThrow(Refused);
    await setUpFirstAdmin(world.db, token, grace, world.now());
  });
});

async function oneOf(tokens: string[]): Promise<void> {
  const outcomes = await world.atOnce(...tokens.map((token, place) => () => setUpFirstAdmin(world.db, token, { ...ada, email: `${place}@example.test` }, world.now())));
  const refusals = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refusals).toHaveLength(tokens.length - 1);
  for (const { reason } of refusals) expect(reason).toBeInstanceOf(NotFound);
  expect(await world.db("person_roles").where({ role: "admin" })).toHaveLength(1);
}
