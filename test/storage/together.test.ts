import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { statement } from "../../src/storage/statements.ts";
import type { Person, Role } from "../../src/storage/tables.ts";
import { part, REALS, together } from "../../src/storage/together.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => { world = await openWorld(); });
afterEach(() => world.close());

const named = statement<[name: string], Person>((db, name) => db("people").where({ name }).orderBy("id"));
const rolesOf = statement<[personId: number], { role: Role }>((db, person_id) => db("person_roles").where({ person_id }).orderBy("role").select("role"));
const paces = statement<[], { person_id: number; pace: number }>((db) => db("paces").select("person_id", "pace"));
const person = part(named, ["id", "name", "team_id"]);
const role = part(rolesOf, ["role"]);
const pace = part(paces, ["pace", "person_id"]);

describe("statements that are asked together", () => {
  test("give what each gives alone, those that find nothing too, as often as they are asked", async () => {
    const [ann, ben] = [await makePerson(world.db, { name: "Ann", roles: ["trainer", "manager"] }), await makePerson(world.db, { name: "Ben" })];
    for (const each of [ann, ben, ann]) {
      const [people, roles, none] = await together(world.db, person(each.name), role(each.id), pace());
      expect(people.map(({ id, name, team_id }) => ({ id, name, team_id }))).toEqual([{ id: each.id, name: each.name, team_id: each.team_id }]);
      expect(roles.map((row) => row.role).sort()).toEqual((await rolesOf(world.db, each.id)).map((row) => row.role));
      expect(none).toEqual([]);
    }
    expect((await together(world.db, role(ann.id), person("Ben")))[1].map(({ id }) => id)).toEqual([ben.id]);
  });

  test("hand over every value as it stands: numbers to the last bit, text of any kind", async () => {
    const { id } = await makePerson(world.db);
    await world.db("paces").insert({ person_id: id, pace: 1 });
    await fc.assert(fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")), async (number, name) => {
      await world.db("paces").update({ pace: number });
      await world.db("people").where({ id }).update({ name });
      const [people, [row]] = await together(world.db, person(name), pace());
      expect(people.map((each) => each.name)).toEqual([name]);
      expect(row!.pace === number).toBe(true);
    }), { numRuns: 200 });
  });

  test("know which columns hold numbers with a fraction", async () => {
    if (inject("database").kind !== "sqlite") return;
    const found = await world.db.raw<{ name: string }[]>("SELECT DISTINCT c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' AND lower(c.type) IN ('real', 'float', 'double', 'double precision')");
    expect(found.map(({ name }) => name).sort()).toEqual([...REALS].sort());
  });

  test("run in the transaction that they are given", async () => {
    const failed = world.db.transaction(async (tx) => {
      await tx("people").update({ name: "Zoe" });
      await makePerson(tx, { name: "Zoe" });
      expect((await together(tx, person("Zoe"), pace()))[0]).not.toEqual([]);
      throw new Error("not after all");
    });
    await expect(failed).rejects.toThrow("not after all");
    expect((await together(world.db, person("Zoe"), pace()))[0]).toEqual([]);
  });
});
