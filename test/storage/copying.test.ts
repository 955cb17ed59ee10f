import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { digestsOf } from "../../src/storage/copying/digests.ts";
import { readLine, writeCell, type Kind } from "../../src/storage/copying/cells.ts";
import { loadRows } from "../../src/storage/copying/loading.ts";
import { withRows, type Rows } from "../../src/storage/copying/rows.ts";
import { readShape } from "../../src/storage/copying/shape.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrations.ts";
import type { Db } from "../../src/storage/tables.ts";
import { newDatabase } from "../support/database.ts";
import { fillEveryTable, rowsOf } from "../support/every-table.ts";

let folder = "";
let full: Db;
const opened: (() => Promise<void>)[] = [];
const keep = (db: Db): Db => { opened.push(() => db.destroy()); return db; };

async function newFile(name: string): Promise<Db> {
  const db = keep(openDatabase(join(folder, name)));
  await migrate(db);
  return db;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "debrief-copying-"));
  const db = openDatabase(join(folder, "full.sqlite"));
  await migrate(db);
  const tables = await readShape(db);
  await db.destroy();
  await fillEveryTable(join(folder, "full.sqlite"), tables);
  full = keep(openDatabase(join(folder, "full.sqlite")));
});
afterAll(async () => {
  for (const close of opened) await close();
  await rm(folder, { recursive: true });
});

const load = (db: Db, rows: Rows) => (inject("database").kind === "sqlite" ? loadRows(db, { rows }) : db.transaction((tx) => loadRows(tx, { rows })));
const digests = (db: Db) => withRows(db, async (rows) => ({ digests: [...(await digestsOf(rows))].sort(), numbers: new Map([...rows.numbers].filter(([name]) => rows.tables.some((table) => table.name === name))) }));

describe("a copy of every row", () => {
  test("is the same in the other database and back again, in every table, with the numbers that were given away; and its questions can be found there", async () => {
    const made = await newDatabase(inject("database"));
    opened.unshift(made.remove);
    const between = keep(openDatabase(made.url));
    await withRows(full, (rows) => load(between, rows));
    expect(await digests(between)).toEqual(await digests(full));
    const back = await newFile("back.sqlite");
    await withRows(between, (rows) => loadRows(back, { rows }));
    const [there, here] = [await digests(full), await digests(back)];
    expect(here).toEqual(there);
    expect(here.digests.filter(([name, { rows }]) => rows !== rowsOf({ name }))).toEqual([]);
    expect(await back.raw("SELECT count(*) AS found FROM question_words WHERE question_words MATCH 'sent'")).toEqual([{ found: 3 }]);
    const [next] = await between("teams").insert({ public_id: "next", name: "Next", parent_id: null, manager_id: null }).returning("id");
    expect(next).toEqual({ id: 1_001 });
    await expect(between("audit_events").where({ id: 1 }).update({ deed: "forged" })).rejects.toThrow("The audit log can only grow.");
    await expect(load(between, { ...(await withRows(full, (rows) => Promise.resolve(rows))), tables: [] })).rejects.toThrow("The tables of this copy");
  });
});

test("a cell is read back as it was written, and nothing else is taken for one", () => {
  const cells: [Kind, fc.Arbitrary<unknown>][] = [
    ["integer", fc.maxSafeInteger()], ["big", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)], ["text", fc.string({ unit: "binary" })],
    ["real", fc.double()], ["bytes", fc.uint8Array().map((bytes) => Buffer.from(bytes))],
  ];
  fc.assert(fc.property(fc.oneof(...cells.map(([kind, values]) => values.map((value) => ({ kind, value })))), ({ kind, value }) => {
    const [back] = readLine([kind], `[${writeCell(kind, value)}]`);
    expect(kind === "big" ? String(back) : back).toEqual(value);
  }), { numRuns: 100 });
  for (const line of ["{}", "[1,2]", '[{"a":1}]', "[true]", "[1.5]", '["1"]', "[[1]]"]) expect(() => readLine(["integer"], line)).toThrow();
});
