import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amongIds, amongTexts } from "../../src/storage/given-lists.ts";
import { paginate, pages } from "../../src/storage/page.ts";
import { statement } from "../../src/storage/statements.ts";
import type { Db, Person } from "../../src/storage/tables.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
const people: Person[] = [];
beforeAll(async () => {
  world = await openWorld();
  while (people.length < 60) people.push(await makePerson(world.db, { name: people.length % 2 ? `O'"Hara, [${people.length}]` : "Ann" }));
});
afterAll(() => world.close());

const byIds = statement<[ids: string], Person>((db, ids) => db("people").whereRaw(amongIds(db, "people.id", ids)).orderBy("id"));
const byNames = statement<[names: string, notId: number], Person>((db, names, id) => db("people").whereRaw(amongTexts(db, "name", names)).whereNot({ id }).orderBy("id"));

describe("a list that is given as one value", () => {
  test.each([0, 1, 2, 1_000])("of %s ids finds the rows of just these", async (count) => {
    const ids = [...people.slice(0, count).map(({ id }) => id), ...Array.from({ length: Math.max(0, count - people.length) }, (_, more) => 1_000_000 + more)];
    expect((await byIds(world.db, JSON.stringify(ids))).map(({ id }) => id)).toEqual(people.slice(0, count).map(({ id }) => id));
  });

  test("of texts finds them whatever stands in them, beside other values", async () => {
    const names = people.slice(1, 4).map(({ name }) => name);
    expect((await byNames(world.db, JSON.stringify(names), people[2]!.id)).map(({ id }) => id)).toEqual(people.filter(({ name, id }) => names.includes(name) && id !== people[2]!.id).map(({ id }) => id));
    expect(await byNames(world.db, "[]", 0)).toEqual([]);
  });
});

describe("pages of a statement", () => {
  const listed = (db: Db, name: string) => db("people").where({ name }).orderBy([{ column: "id", order: "desc" }]).select("people.*");
  const pageOf = pages<[name: string], Person>(listed);

  test.each([1, 2, 3, 99])("are the same as those of its query, such as page %s", async (number) => {
    for (const name of ["Ann", "Nobody"]) expect(await pageOf(world.db, number, name)).toEqual(await paginate<Person>(listed(world.db, name), number));
  });
});
