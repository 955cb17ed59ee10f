import type { Knex } from "knex";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { statement } from "../../src/storage/statements.ts";
import type { Db, Person } from "../../src/storage/tables.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => { world = await openWorld(); });
afterEach(() => world.close());

const named = statement<[name: string, notId: number], Person>((db, name, id) => db("people").where({ name }).whereNot({ id }).where("site", "").orderBy("id"));
const rename = statement<[name: string, id: number], never>((db, name, id) => db("people").where({ id }).update({ name }));

describe("a statement that is built once", () => {
  test("gives each caller what their own values find", async () => {
    const [ann, ben] = [await makePerson(world.db, { name: "Ann" }), await makePerson(world.db, { name: "Ben" })];
    const found = await Promise.all(["Ann", "Ben", "Cleo"].map((name) => named(world.db, name, 0)));
    expect(found.map((people) => people.map(({ id }) => id))).toEqual([[ann.id], [ben.id], []]);
    expect(await named(world.db, "Ann", ann.id)).toEqual([]);
    expect((await named(world.db, "Ann", 0))[0]).toEqual(await world.db("people").where({ id: ann.id }).first());
  });

  test("takes values as they are, whatever stands in them", async () => {
    const name = "'; DELETE FROM people; -- \u0001value 0 ? $1 :x";
    const person = await makePerson(world.db, { name });
    expect(await named(world.db, name, 0)).toHaveLength(1);
    await rename(world.db, "\u0001value 1", person.id);
    expect((await world.db("people").where({ id: person.id }).first())?.name).toBe("\u0001value 1");
  });

  test("has its own whole numbers in its words, where a limit is no reason for SQLite to plan it anew, and nothing else", async () => {
    const later = (db: Db, email: string): Knex.QueryBuilder => db("people").whereNot({ email }).where("extra_percent", "<", 50).where("site", "").orderBy("id").limit(2).offset(1);
    const plain = statement<[email: string], { id: number }>((db, email) => later(db, email).select("id"));
    const asking = statement<[email: string], { id: number; "why?": number }>((db, email) => later(db, email).select("id", "id as why?"));
    const people: Person[] = [];
    for (let n = 0; n < 4; n++) people.push(await makePerson(world.db));
    const isSqlite = inject("database").kind === "sqlite";
    for (const each of isSqlite ? [plain, asking] : [plain]) expect((await each(world.db, people[0]!.email)).map(({ id }) => id)).toEqual([people[2]!.id, people[3]!.id]);
    if (isSqlite) expect(plain.compiledFor(world.db, 1).sql).toMatch(/< 50 .*limit 2 offset 1$/);
  });

  test("runs in the transaction that it is given, which sees its own changes and takes them back", async () => {
    const person = await makePerson(world.db, { name: "Ann" });
    const failed = world.db.transaction(async (tx) => {
      await rename(tx, "Zoe", person.id);
      expect(await named(tx, "Zoe", 0)).toHaveLength(1);
      throw new Error("not after all");
    });
    await expect(failed).rejects.toThrow("not after all");
    expect(await named(world.db, "Zoe", 0)).toEqual([]);
  });

  test("says what is wrong with it as every query does", async () => {
    const broken = statement<[id: number], never>((db, id) => db.raw("SELECT * FROM nowhere WHERE id = ?", [id]));
    await expect(broken(world.db, 1)).rejects.toThrow("nowhere");
    const error = await broken(world.db, 1).catch((each: unknown) => each) as Error & { statement?: string };
    expect(error.stack).toContain("statements.test.ts");
    if (inject("database").kind === "sqlite") expect(error.statement).toBe("SELECT * FROM nowhere WHERE id = ?");
  });
});
