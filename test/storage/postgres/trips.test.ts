import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { openDatabase } from "../../../src/storage/database.ts";
import { inOneDeed, inOneWrite, write } from "../../../src/storage/deeds.ts";
import { USUAL } from "../../../src/storage/postgres/patience.ts";
import { inOneTrip, type Asked, type Wire } from "../../../src/storage/postgres/trips.ts";
import { statement } from "../../../src/storage/statements.ts";
import type { Db } from "../../../src/storage/tables.ts";
import { part, together } from "../../../src/storage/together.ts";
import { writeTogether, writing } from "../../../src/storage/writing-together.ts";
import { newDatabase } from "../../support/database.ts";

/** One connection, so that every deed meets what the one before left on it. */
let db: Db;
let direct: Db;
beforeAll(async () => {
  const { url } = await newDatabase(inject("database"));
  db = openDatabase(url, { ...USUAL, connections: 1 });
  direct = openDatabase(url);
  await direct.raw("CREATE TABLE shelves (id int PRIMARY KEY, name text NOT NULL, wide double precision, tall bigint, is_open boolean, made_at timestamptz, more json)");
});
afterAll(async () => { await db.destroy(); await direct.destroy(); });
beforeEach(() => direct.raw("TRUNCATE shelves"));

interface Shelf { id: number; name: string }
const shelves = (on: Db) => on<Shelf>("shelves");
const put = statement<[id: number, name: string], never>((on, id, name) => shelves(on).insert({ id, name }));
const rename = statement<[name: string, id: number], never>((on, name, id) => shelves(on).where({ id }).update({ name }));
const nameOf = statement<[id: number], { name: string }>((on, id) => shelves(on).where({ id }).select("name"));
const names = async () => (await direct("shelves").orderBy("id")).map(({ name }: Shelf) => name);

async function onWire<T>(deed: (wire: Wire) => Promise<T>): Promise<T> {
  const client = db.client as { acquireConnection: () => Promise<Wire>; releaseConnection: (wire: Wire) => Promise<void> };
  const wire = await client.acquireConnection();
  try {
    return await deed(wire);
  } finally {
    await client.releaseConnection(wire);
  }
}

const add = (id: unknown, name: unknown): Asked => ({ name: "test-add", text: "INSERT INTO shelves (id, name) VALUES ($1, $2)", values: [id, name] });
const all: Asked = { name: "test-all", text: "SELECT id, name FROM shelves ORDER BY id", values: [] };
const nothing: Asked = { name: "test-nothing", text: "", values: [] };

describe("several statements in one trip", () => {
  test("are each answered, see those before them, and may be the same one", async () => {
    for (let turn = 0; turn < 2; turn++) {
      const answers = await onWire((wire) => inOneTrip(wire, [add(1, "a"), all, add(2, "b"), nothing, all, { name: "test-none", text: "DELETE FROM shelves", values: [] }, all]));
      expect(answers.map(({ command, rows }) => [command, rows])).toEqual([
        ["INSERT", []], ["SELECT", [{ id: 1, name: "a" }]], ["INSERT", []], ["", []], ["SELECT", [{ id: 1, name: "a" }, { id: 2, name: "b" }]], ["DELETE", []], ["SELECT", []],
      ]);
    }
  });

  test("end at the first that fails, keep nothing, and leave the connection as it was, whatever was prepared on it before", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom<"add" | "again" | "all" | "bad" | "null" | "word">("add", "again", "all", "bad", "null", "word"), { minLength: 1, maxLength: 8 }), async (kinds) => {
      await direct.raw("TRUNCATE shelves");
      let id = 0;
      const trip = kinds.map((kind, place): Asked => {
        if (kind === "add") return add(++id, "x");
        if (kind === "again") return add(id === 0 ? ++id : id, "x");
        if (kind === "null") return add(++id, null);
        if (kind === "word") return add("three", "x");
        return kind === "all" ? all : { name: "test-bad", text: `SELECT nothing FROM nowhere_${place}`, values: [] };
      });
      const codes = { add: "", again: "23505", all: "", bad: "42P01", null: "23502", word: "22P02" };
      const adds = kinds.map((kind, place) => (kind === "again" && !kinds.slice(0, place).some((each) => each === "add" || each === "null" || each === "again") ? "" : codes[kind]));
      const code = adds.find(Boolean);
      const outcome = onWire((wire) => inOneTrip(wire, trip));
      if (code) await expect(outcome).rejects.toMatchObject({ code });
      else await outcome;
      expect(await names()).toEqual(code ? [] : Array.from({ length: id }, () => "x"));
      expect((await onWire((wire) => inOneTrip(wire, [add(100, "y"), all])))[1]!.rows).toHaveLength(code ? 1 : id + 1);
    }), { numRuns: 60 });
  });

  test("are not sent where one has a value that no statement takes", async () => {
    await expect(onWire((wire) => inOneTrip(wire, [add(1, "a"), add(2, { name: "b" })]))).rejects.toThrow("texts, numbers and null, and was given object");
    expect(await names()).toEqual([]);
    expect(await onWire((wire) => inOneTrip(wire, [all]))).toEqual([{ command: "SELECT", rows: [] }]);
  });

  test("give rows as the driver does", async () => {
    const text = fc.string({ unit: "grapheme" }).filter((each) => !each.includes("\0"));
    const rows = fc.record({ id: fc.integer({ min: 1, max: 2 ** 31 - 1 }), name: text, wide: fc.option(fc.double({ noDefaultInfinity: true })), tall: fc.option(fc.maxSafeInteger()), is_open: fc.option(fc.boolean()), made_at: fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-12-31") })), more: fc.option(fc.json()) });
    const look: Asked = { name: "test-look", text: "SELECT *, id AS name FROM shelves ORDER BY id", values: [] };
    await fc.assert(fc.asyncProperty(fc.uniqueArray(rows, { selector: ({ id }) => id, maxLength: 3 }), async (some) => {
      await direct.raw("TRUNCATE shelves");
      if (some.length > 0) await direct("shelves").insert(some);
      expect((await onWire((wire) => inOneTrip(wire, [look])))[0]!.rows).toEqual((await direct.raw<{ rows: unknown[] }>(look.text)).rows.map((row) => ({ ...(row as object) })));
    }), { numRuns: 60 });
  });

  test("fail together when the connection is ended, and the next ones get a new one", async () => {
    const id = (await onWire((wire) => inOneTrip(wire, [{ name: "test-pid", text: "SELECT pg_backend_pid() AS pid", values: [] }])))[0]!.rows[0] as { pid: number };
    const asleep = together(db, part(statement<[], never>((on) => on.raw("SELECT pg_sleep(60)")), [])(), part(nameOf, ["name"])(1)).catch((error: unknown) => error);
    while (!(await direct.raw<{ rows: unknown[] }>("SELECT FROM pg_stat_activity WHERE pid = ? AND query LIKE '%pg_sleep%'", [id.pid])).rows.length);
    await direct.raw("SELECT pg_terminate_backend(?)", [id.pid]);
    expect(await asleep).toMatchObject({ code: "57P01" });
    expect(await nameOf(db, 1)).toEqual([]);
  });
});

describe("a deed in a pipeline", () => {
  const putLater = writing(put);
  const more = statement<[mark: string, id: number], never>((on, mark, id) => on.raw("UPDATE shelves SET name = name || ? WHERE id = ?", [mark, id]));
  /** A deed that meets a statement for the first time in its process is done in a transaction of Knex. */
  beforeAll(async () => { await put(direct, 1, "a"); await rename(direct, "b", 1); await nameOf(direct, 1); await more(direct, "c", 1); });

  test("sees what it left to be written, and keeps all of it", async () => {
    const seen = await inOneWrite(db, { id: 1 }, async (tx) => {
      await writeTogether(tx, [putLater(1, "a"), putLater(2, "b")]);
      const found = await nameOf(tx, 2);
      await writeTogether(tx, [putLater(3, "c")]);
      return found;
    });
    expect([seen, await names()]).toEqual([[{ name: "b" }], ["a", "b", "c"]]);
  });

  test("fails with what its last write failed with, and keeps nothing", async () => {
    await put(db, 1, "a");
    const failing = (looks: boolean) => inOneWrite(db, { id: 1 }, async (tx) => { if (looks) await nameOf(tx, 1); await writeTogether(tx, [putLater(2, "b"), putLater(1, "again")]); });
    await expect(failing(true)).rejects.toMatchObject({ code: "23505" });
    await expect(failing(false)).rejects.toMatchObject({ code: "23505" });
    expect(await names()).toEqual(["a"]);
    await write(db, (tx) => put(tx, 2, "b"));
    expect(await names()).toEqual(["a", "b"]);
  });

  test("of writes alone is done again where a table has changed its shape", async () => {
    const widen = writing(statement<[id: number], never>((on, id) => on.raw("INSERT INTO shelves (id, name) VALUES (?, 'a') RETURNING *", [id])));
    for (const id of [1, 2]) {
      await writeTogether(db, [widen(id), putLater(10 * id, "b")]);
      await direct.raw(`ALTER TABLE shelves ADD COLUMN more_${id} text`);
    }
    await writeTogether(db, [putLater(30, "c"), widen(3)]);
    expect(await names()).toEqual(["a", "a", "a", "b", "b", "c"]);
  });

  test("that hides that a statement in it failed says that nothing was kept", async () => {
    await put(db, 1, "a");
    await expect(inOneDeed(db, async (tx) => { await rename(tx, "b", 1); await put(tx, 1, "again").catch(() => undefined); })).rejects.toThrow("taken back");
    expect(await names()).toEqual(["a"]);
  });

  test("is one also where its first words had a value that no statement takes, and it goes on", async () => {
    const deed = inOneDeed(db, async (tx) => {
      await nameOf(tx, {} as never).catch(() => undefined);
      await put(tx, 1, "a");
      throw new Error("thought better of it");
    });
    await expect(deed).rejects.toThrow("thought better of it");
    expect(await names()).toEqual([]);
  });

  test("that does nothing asks nothing, and one that is over takes nothing more", async () => {
    let late: Db | undefined;
    await inOneDeed(db, (tx) => { late = tx; return Promise.resolve(); });
    await expect(writeTogether(late!, [putLater(1, "a")])).rejects.toThrow("over");
    await expect(put(late!, 1, "a")).rejects.toThrow("over");
    expect(await names()).toEqual([]);
  });

  test("is done again after a deadlock", async () => {
    await direct("shelves").insert([{ id: 1, name: "" }, { id: 2, name: "" }]);
    const tries = [0, 0];
    const arrived = [false, false];
    const both = (on: Db, place: number, [one, other]: [number, number]) => inOneDeed(on, async (tx) => {
      tries[place]! += 1;
      await more(tx, String(place), one);
      arrived[place] = true;
      while (!arrived[1 - place]) await nameOf(tx, one);
      await more(tx, String(place), other);
    });
    await Promise.all([both(db, 0, [1, 2]), both(direct, 1, [2, 1])]);
    expect(tries[0]! + tries[1]!).toBe(3);
    expect((await names()).map((name) => [...name].sort().join(""))).toEqual(["01", "01"]);
  });
});
