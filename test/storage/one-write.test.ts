import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { inDeedOf, inOneWrite, write } from "../../src/storage/deeds.ts";
import { statement } from "../../src/storage/statements.ts";
import type { Db } from "../../src/storage/tables.ts";
import { openWorld, type World } from "../support/world.ts";

const isSqlite = inject("database").kind === "sqlite";

let world: World;
let elsewhere: Db;
beforeEach(async () => {
  world = await openWorld();
  elsewhere = openDatabase(world.config.databaseUrl);
  await prepareAll();
});
afterEach(async () => { await elsewhere.destroy(); await world.close(); });

const valueOf = statement<[key: string], { value: string }>((db, key) => db("settings").where({ key }).select("value").forUpdate());
const put = statement<[key: string, value: string], never>((db, key, value) => db("settings").insert({ key, value }).onConflict("key").merge());
const add = statement<[key: string, value: string], never>((db, key, value) => db("settings").insert({ key, value }));
const taken = statement<[key: string, value: string], { key: string }>((db, key, value) => db("settings").insert({ key, value }).returning("key"));
const rowsLike = statement<[pattern: string], { rows: number | string }>((db, pattern) => db("settings").where("key", "like", pattern).count("* as rows"));
const numberAt = async (db: Db, key: string) => Number((await valueOf(db, key))[0]?.value ?? 0);
const isClosed = async (db: Db) => (await numberAt(db, "t.closed")) === 1;
const answers = async () => (await world.db("settings").where("key", "like", "t.answer.%")).length;

/** A deed that meets a statement for the first time in its process is done as a whole. */
async function prepareAll(): Promise<void> {
  await add(world.db, "t.prepared", "");
  await put(world.db, "t.prepared", "");
  await taken(world.db, "t.prepared.too", "");
  await rowsLike(world.db, "t.%");
  await isClosed(world.db);
}

/** One more, if it is still open. */
const answer = (id: number, n: number) => inOneWrite(world.db, { id }, async (tx) => {
  if (await isClosed(tx)) return false;
  await add(tx, `t.answer.${id}.${n}`, "");
  return true;
});

/** What a trainer or another process does: nothing more may come after, and what there was is counted. */
const close = (db: Db) => db.transaction(async (tx) => {
  await tx("settings").insert({ key: "t.closed", value: "1" }).onConflict("key").merge();
  return (await tx("settings").where("key", "like", "t.answer.%")).length;
});

describe("a deed that ends by its only write", () => {
  test("is kept, and told only then", async () => {
    expect(await Promise.all(Array.from({ length: 40 }, async (_, n) => (await answer(n, 1)) && (await numberAt(elsewhere, `t.answer.${n}.1`)) === 0))).toEqual(Array.from({ length: 40 }, () => true));
    expect(await answers()).toBe(40);
  });

  test.runIf(isSqlite)("writes nothing after others closed what it read as open, here or in another process, whenever they did", async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 30 }), fc.boolean(), fc.integer({ min: 0, max: 3 }), async (at, isElsewhere, later) => {
      await world.db("settings").where("key", "like", "t.%").delete();
      const waves: Promise<boolean>[] = [];
      let counted: Promise<number> | undefined;
      for (let n = 0; n < 32; n++) {
        if (n === at) counted = close(isElsewhere ? elsewhere : world.db);
        waves.push(answer(n % 8, n));
        if (n % 8 === later) await Promise.race(waves);
      }
      const told = (await Promise.all(waves)).filter(Boolean).length;
      expect([await counted, await answers()]).toEqual([told, told]);
    }), { numRuns: 60 });
  });

  test("goes after the one of the same person before it, whatever kind each is", async () => {
    const number = (n: number) => async (tx: Db) => { await add(tx, `t.answer.7.${n}`, String((await rowsLike(tx, "t.answer.7.%"))[0]!.rows)); };
    await Promise.all(Array.from({ length: 24 }, (_, n) => (n % 3 === 0 ? inDeedOf : inOneWrite)(world.db, { id: 7 }, number(n))));
    expect((await world.db("settings").where("key", "like", "t.answer.7.%")).map(({ value }) => Number(value)).sort((one, other) => one - other)).toEqual(Array.from({ length: 24 }, (_, n) => n));
  });

  test("fails alone, says why, and lets the next one of that person in", async () => {
    await add(world.db, "t.answer.3.1", "");
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map((id) => answer(id, 1)));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(String((outcomes[2] as PromiseRejectedResult).reason)).toMatch(/unique/i);
    expect(await answer(3, 2)).toBe(true);
    await expect(inOneWrite(world.db, { id: 3 }, async (tx) => { await add(tx, "t.never", ""); throw new Error("not after all"); })).rejects.toThrow("not after all");
    expect(await valueOf(world.db, "t.never")).toEqual([]);
  });

  test("may write more, look at what it wrote, and build a query: then it is done as a whole, once", async () => {
    await inOneWrite(world.db, { id: 1 }, async (tx) => { await add(tx, "t.one", "1"); await put(tx, "t.one", String(1 + (await numberAt(tx, "t.one")))); });
    await inOneWrite(world.db, { id: 1 }, async (tx) => { await add(tx, "t.two", "1"); await tx("settings").where({ key: "t.two" }).update({ value: "2" }); });
    expect(await inOneWrite(world.db, { id: 1 }, (tx) => taken(tx, "t.three", "2"))).toEqual([{ key: "t.three" }]);
    expect(await Promise.all(["t.one", "t.two", "t.three"].map((key) => numberAt(world.db, key)))).toEqual([2, 2, 2]);
  });

  test("is part of the transaction that there is", async () => {
    const whole = world.db.transaction(async (tx) => { await inOneWrite(tx, { id: 1 }, (within) => add(within, "t.one", "")); await write(tx, (within) => add(within, "t.two", "")); throw new Error("not after all"); });
    await expect(whole).rejects.toThrow("not after all");
    expect([await valueOf(world.db, "t.one"), await valueOf(world.db, "t.two")]).toEqual([[], []]);
  });

  test("that only looks tells what was so at one moment", async () => {
    await Promise.all(["t.a", "t.b"].map((key) => put(world.db, key, "0")));
    const both = (db: Db, value: number) => db.transaction(async (tx) => { for (const key of ["t.a", "t.b"]) await tx("settings").where({ key }).update({ value: String(value) }); });
    for (let turn = 1; turn < 20; turn++) {
      const looks = Array.from({ length: 6 }, (_, id) => inOneWrite(world.db, { id }, async (tx) => [await numberAt(tx, "t.a"), await numberAt(tx, "t.b")]));
      await both(turn % 2 === 0 ? world.db : elsewhere, turn);
      for (const [a, b] of await Promise.all(looks)) expect(a).toBe(b);
    }
  });
});
