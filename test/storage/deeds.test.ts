import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inOneDeed } from "../../src/storage/deeds.ts";
import { statement } from "../../src/storage/statements.ts";
import type { Db, Person } from "../../src/storage/tables.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let person: Person;
beforeEach(async () => { world = await openWorld(); person = await makePerson(world.db, { name: "Ann" }); });
afterEach(() => world.close());

const rename = statement<[name: string, id: number], never>((db, name, id) => db("people").where({ id }).update({ name }));
const nameOf = statement<[id: number], { name: string }>((db, id) => db("people").where({ id }).select("name"));
const nameNow = async (db: Db = world.db) => (await nameOf(db, person.id))[0]!.name;

describe("a deed of prepared statements", () => {
  test("is kept whole, sees itself, and is seen by nobody before", async () => {
    const outcome = await inOneDeed(world.db, async (tx) => {
      await rename(tx, "Ben", person.id);
      return [await nameNow(tx), await nameNow()];
    });
    expect(outcome).toEqual(["Ben", "Ann"]);
    expect(await nameNow()).toBe("Ben");
  });

  test("is taken back whole when it fails, and says why", async () => {
    await expect(inOneDeed(world.db, async (tx) => { await rename(tx, "Ben", person.id); throw new Error("not after all"); })).rejects.toThrow("not after all");
    expect(await nameNow()).toBe("Ann");
  });

  test("is taken back too when it fails before it waits for anything, and holds up nobody", async () => {
    await expect(inOneDeed(world.db, () => { throw new Error("not at all"); })).rejects.toThrow("not at all");
    await inOneDeed(world.db, (tx) => rename(tx, "Ben", person.id));
    expect(await nameNow()).toBe("Ben");
  });

  test("may begin with a statement that nobody has run before", async () => {
    const anew = statement<[name: string, id: number], never>((db, name, id) => db("people").where({ id }).update({ name }));
    await inOneDeed(world.db, (tx) => anew(tx, "Ben", person.id));
    expect(await nameNow()).toBe("Ben");
  });

  test("that builds a query after all is done once, with every query in it", async () => {
    let turns = 0;
    await inOneDeed(world.db, async (tx) => {
      turns += 1;
      await rename(tx, `${await nameNow(tx)}a`, person.id);
      await tx("people").where({ id: person.id }).update({ name: `${await nameNow(tx)}b` });
    });
    expect(await nameNow()).toBe("Annab");
    expect(turns).toBe(2);
  });

  test("that hides that it could not build one is not half done either", async () => {
    await inOneDeed(world.db, async (tx) => {
      await rename(tx, `${await nameNow(tx)}a`, person.id);
      try { await tx("people").where({ id: person.id }).update({ name: `${await nameNow(tx)}b` }); } catch { return; }
    });
    expect(await nameNow()).toBe("Annab");
  });

  test("is over when it is over: what comes late writes nothing, and holds up nobody", async () => {
    let late: Db | undefined;
    await inOneDeed(world.db, async (tx) => { late = tx; await rename(tx, "Ben", person.id); });
    await expect(rename(late!, "Zoe", person.id)).rejects.toThrow("over");
    await inOneDeed(world.db, (tx) => rename(tx, "Cleo", person.id));
    expect(await nameNow()).toBe("Cleo");
  });

  test("goes on in a transaction that there is", async () => {
    await expect(world.db.transaction(async (tx) => { await inOneDeed(tx, (within) => rename(within, "Ben", person.id)); throw new Error("not after all"); })).rejects.toThrow("not after all");
    expect(await nameNow()).toBe("Ann");
  });

  test("side by side with many others loses none", async () => {
    const count = async (tx: Db) => rename(tx, String(1 + Number(await nameNow(tx))), person.id);
    await rename(world.db, "0", person.id);
    const held = statement<[id: number], { name: string }>((db, id) => db("people").where({ id }).select("name").forUpdate());
    await Promise.all(Array.from({ length: 20 }, () => inOneDeed(world.db, async (tx) => { await held(tx, person.id); await count(tx); })));
    expect(await nameNow()).toBe("20");
  });
});
