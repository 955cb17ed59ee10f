import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { openDatabase } from "../../../src/storage/database.ts";
import { migrate } from "../../../src/storage/migrations.ts";
import type { Db } from "../../../src/storage/tables.ts";
import { debrief } from "../../support/command-line.ts";
import { newDatabase } from "../../support/database.ts";

async function opened(url: string, deed: (db: Db) => Promise<unknown>): Promise<void> {
  const db = openDatabase(url);
  await deed(db).finally(() => db.destroy());
}

test("a database that cannot hold every letter is refused by a move before anything is written, and says which one can", async () => {
  const [folder, { url, remove }] = [await mkdtemp(join(tmpdir(), "debrief-latin-")), await newDatabase(inject("database"))];
  const [full, latin] = [join(folder, "full.sqlite"), url.replace(/[^/]+$/, "debrief_latin")];
  await opened(full, (db) => migrate(db));
  await opened(url, (db) => db.raw("CREATE DATABASE debrief_latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"));
  try {
    const { status, stderr } = await debrief(["move", "--to", latin], { env: { DATABASE_URL: full, DATA_DIR: folder } });
    expect([status, stderr]).toEqual([1, expect.stringContaining("createdb --encoding=UTF8")]);
    await opened(latin, async (db) => { expect(await db.schema.hasTable("settings")).toBe(false); });
  } finally {
    await opened(url, (db) => db.raw("DROP DATABASE debrief_latin"));
    await remove();
    await rm(folder, { recursive: true });
  }
});
