import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { expect, inject, test } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrations.ts";
import { migrateInSteps } from "../../src/storage/postgres/steps.ts";
import type { Db } from "../../src/storage/tables.ts";
import { emptyDatabase } from "../support/empty-database.ts";

const onPostgres = () => inject("database").kind === "postgres";

/** Whether somebody is in the middle of migrating. */
async function isBeingChanged(db: Db): Promise<boolean> {
  if (onPostgres()) return (await db.raw<{ rows: unknown[] }>("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'create table%' AND pid <> pg_backend_pid()")).rows.length > 0;
  return db.raw("PRAGMA busy_timeout = 0").then(() => db.transaction(() => Promise.resolve(false))).catch(() => true);
}

/** A process that migrates, killed in the middle. */
async function killInTheMiddle(url: string, db: Db): Promise<void> {
  const script = `const { openDatabase } = await import("./dist/storage/database.js"); const { migrate } = await import("./dist/storage/migrations.js"); await migrate(openDatabase(${JSON.stringify(url)})); console.log("done"); process.exit(0);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (text) => { said += String(text); });
  while (!(await isBeingChanged(db))) expect(said, "it was done before it could be killed").toBe("");
  child.kill("SIGKILL");
  await once(child, "exit");
}

test("migrating is done once by processes that start together, after another one was killed over it and left its mark", async () => {
  const { url, remove } = await emptyDatabase();
  const processes = Array.from({ length: 3 }, () => openDatabase(url));
  await killInTheMiddle(url, processes[0]!);
  if (!onPostgres()) await processes[0]!.raw("PRAGMA busy_timeout = 10000");
  await migrate(processes[0]!, "036-directories");
  await processes[0]!("knex_migrations_lock" as "settings").update({ is_locked: 1 } as object);
  await Promise.all(processes.map((db) => migrate(db)));
  const names = await processes[1]!("knex_migrations" as "settings").pluck("name" as "key");
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(30);
  await Promise.all(processes.map((db) => db.destroy()));
  await remove();
});

test.runIf(onPostgres())("migrating waits for a table in use without holding up those who read it, and goes on when it is free", async () => {
  const { url, remove } = await emptyDatabase();
  const [db, reader] = [openDatabase(url), openDatabase(url)];
  await db.raw("CREATE TABLE shelves (id int)");
  const steps = [{ name: "1", up: (tx: Db) => tx.raw("ALTER TABLE shelves ADD COLUMN colour text") }];
  const source = { getMigrations: () => Promise.resolve(steps), getMigrationName: ({ name }: { name: string }) => name, getMigration: (step: (typeof steps)[number]) => Promise.resolve({ ...step, down: () => Promise.resolve() }) };
  const release = await reader.transaction();
  await release.raw("SELECT * FROM shelves");
  const migrating = migrateInSteps(db, source, { lock: 100, pause: 20, tries: 50 });
  while ((await reader.raw<{ rows: unknown[] }>("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")).rows.length === 0) await wait(5);
  await reader.raw("SELECT * FROM shelves");
  await release.commit();
  await migrating;
  expect(await reader.select("colour").from("shelves")).toEqual([]);
  await Promise.all([db, reader].map((each) => each.destroy()));
  await remove();
});
