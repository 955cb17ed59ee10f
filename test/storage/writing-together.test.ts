import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { inOneDeed } from "../../src/storage/deeds.ts";
import { statement } from "../../src/storage/statements.ts";
import type { Db } from "../../src/storage/tables.ts";
import { writeTogether, writing } from "../../src/storage/writing-together.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => { world = await openWorld(); });
afterEach(() => world.close());

const add = writing(statement<[key: string, value: string], never>((db, key, value) => db("settings").insert({ key, value })));
const put = writing(statement<[key: string, value: string], never>((db, key, value) => db("settings").insert({ key, value }).onConflict("key").merge()));
const copy = writing(statement<[to: string, from: string], never>((db, to, from) => db.raw(`INSERT INTO settings (key, value) SELECT ?, value FROM settings WHERE key = ?`, [to, from])));
const kept = async (db: Db = world.db) => Object.fromEntries((await db("settings").where("key", "like", "t.%").orderBy("key")).map(({ key, value }) => [key, value]));

describe("statements written together", () => {
  test("are done in their order, each seeing those before it", async () => {
    await writeTogether(world.db, [add("t.a", "1"), put("t.a", "2"), copy("t.b", "t.a"), put("t.a", "3")]);
    expect(await kept()).toEqual({ "t.a": "3", "t.b": "2" });
  });

  test("are taken back when one fails, and what the deed did before stays", async () => {
    await world.db.transaction(async (tx) => {
      await writeTogether(tx, [add("t.a", "1"), add("t.b", "1")]);
      if (inject("database").kind === "postgres") return;
      await expect(writeTogether(tx, [add("t.c", "1"), add("t.a", "again")])).rejects.toThrow(/UNIQUE constraint failed: settings.key/);
    });
    expect(await kept()).toEqual({ "t.a": "1", "t.b": "1" });
  });

  test("are known anew after the deed that knew them first was taken back", async () => {
    const deed = (name: string, fails: boolean) => inOneDeed(world.db, async (tx) => { await writeTogether(tx, [put(name, "1"), put(name, "2"), put(name, "3")]); if (fails) throw new Error("not after all"); });
    await expect(deed("t.a", true)).rejects.toThrow("not after all");
    await deed("t.b", false);
    await expect(deed("t.c", true)).rejects.toThrow("not after all");
    await deed("t.d", false);
    expect(await kept()).toEqual({ "t.b": "3", "t.d": "3" });
  });

  test("may be none, one, or more than go at once", async () => {
    await writeTogether(world.db, []);
    await writeTogether(world.db, [add("t.a", "1")]);
    const many = Array.from({ length: 60 }, (_, n) => `t.n${n}`);
    await writeTogether(world.db, many.map((name) => add(name, name)));
    expect(await kept()).toEqual({ "t.a": "1", ...Object.fromEntries(many.map((name) => [name, name])) });
  });

  test("leave texts as they are", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 5 }), async (texts) => {
      await writeTogether(world.db, texts.map((text, n) => put(`t.${n}`, text)));
      const all = await kept();
      expect(texts.map((_, n) => all[`t.${n}`])).toEqual(texts);
    }), { numRuns: 40 });
  });
});
