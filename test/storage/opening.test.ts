import { mkdir, mkdtemp, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { troubleOf } from "../../src/lib/troubles.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { statement } from "../../src/storage/statements.ts";
import type { Db } from "../../src/storage/tables.ts";
import { newDatabase } from "../support/database.ts";

const one = statement<[], { one: number }>((db) => db.raw("SELECT 1 AS one"));

describe.runIf(inject("database").kind === "sqlite")("a file that could not be opened for a moment", () => {
  let folder: string;
  let db: Db;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), "debrief-opening-")); });
  afterEach(async () => { await db.destroy(); await rm(folder, { recursive: true, force: true }); });

  test("is read and written as soon as it can be", async () => {
    const filename = join(folder, "a.sqlite");
    await mkdir(filename);
    db = openDatabase(`sqlite:${filename}`);
    for (const deed of [() => one(db), () => db.raw("CREATE TABLE notes (text TEXT)")]) expect(troubleOf(await deed().then(() => undefined, (error: unknown) => error))).toBe("away");
    await rmdir(filename);
    await db.raw("CREATE TABLE notes (text TEXT)");
    expect(await one(db)).toEqual([{ one: 1 }]);
  });
});

describe("a transaction that is over", () => {
  test("takes no statement that comes late, onto a connection that is another one's by then", async () => {
    const { url, remove } = await newDatabase(inject("database"));
    const db = openDatabase(url);
    let late: Db | undefined;
    await db.transaction(async (tx) => { late = tx; expect(await one(tx)).toEqual([{ one: 1 }]); });
    await expect(one(late!)).rejects.toThrow("over");
    await db.destroy();
    await remove();
  });
});
