import { mkdtempSync, rmSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareContent } from "../../src/domain/shipping.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrations.ts";

let made: Promise<string> | undefined;

/** Puts a database into the folder of a server that is about to start, with the content that ships already in it: loading it is most of a first start. */
export async function putPrepared(folder: string): Promise<void> {
  await copyFile(await (made ??= make()), join(folder, "debrief.sqlite"));
}

async function make(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "debrief-prepared-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "debrief.sqlite");
  const db = openDatabase(path);
  await migrate(db);
  await prepareContent(db, new Date());
  await db.destroy();
  return path;
}
