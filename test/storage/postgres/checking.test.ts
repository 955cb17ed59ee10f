import { expect, inject, test } from "vitest";
import { openDatabase } from "../../../src/storage/database.ts";
import type { Db } from "../../../src/storage/tables.ts";
import { debrief } from "../../support/command-line.ts";
import { newDatabase } from "../../support/database.ts";

interface Finding { kind: string; name?: string; table?: string; words: string }

const schemasOf = async (db: Db) => (await db.raw<{ rows: { name: string }[] }>("SELECT nspname AS name FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' ORDER BY 1")).rows.map(({ name }) => name);

async function check(url: string): Promise<{ status: number; findings: Finding[] }> {
  const { status, stdout } = await debrief(["check", "--json"], { env: { DATABASE_URL: url, SESSION_SECRET: "a secret of the tests" } });
  return { status, findings: stdout.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line) as Finding) };
}

async function onDatabase(work: (db: Db, url: string) => Promise<void>): Promise<void> {
  const { url, remove } = await newDatabase(inject("database"));
  const db = openDatabase(url);
  await work(db, url).finally(async () => { await db.destroy(); await remove(); });
}

test("debrief check calls PostgreSQL whole as it was made, and leaves nothing there from looking", () => onDatabase(async (db, url) => {
  await db.raw("CREATE INDEX of_mine ON people (name)");
  expect(await check(url)).toEqual({ status: 0, findings: [] });
  expect(await schemasOf(db)).toEqual(["information_schema", "public"]);
}));

test("debrief check names what PostgreSQL no longer keeps its tables right by", () => onDatabase(async (db, url) => {
  await db.raw("ALTER TABLE audit_events DISABLE TRIGGER audit_events_stay");
  await db.raw("DROP TRIGGER marks_facts ON facts");
  await db.raw("CREATE OR REPLACE FUNCTION keep_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$");
  await db.raw("ALTER TABLE people DROP CONSTRAINT people_public_id_unique");
  await db.raw("ALTER TABLE attempts DROP CONSTRAINT attempts_person_id_foreign");
  const { status, findings } = await check(url);
  expect([status, new Set(findings.map(({ kind, name, table }) => `${kind} ${table!}.${name!}`))]).toEqual([1, new Set([
    "shape audit_events.audit_events_stay", "shape facts.marks_facts", "shape audit_head.audit_head_forward", "shape audit_head.audit_head_remains", "shape people.people_public_id_unique", "shape attempts.attempts_person_id_foreign",
  ])]);
}));

test("debrief check does not call whole what its user may not look at, and says who may", () => onDatabase(async (db, url) => {
  const role = `reader_${new URL(url).pathname.slice(1)}`;
  await db.raw(`CREATE ROLE ${role} LOGIN PASSWORD '${new URL(url).password}'`);
  try {
    await db.raw(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
    await db.raw(`GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`);
    const other = Object.assign(new URL(url), { username: role }).toString();
    expect(await check(other)).toEqual({ status: 1, findings: [{ kind: "shape", words: expect.stringContaining("owner of the database") as string }] });
  } finally {
    await db.raw(`DROP OWNED BY ${role}`);
    await db.raw(`DROP ROLE ${role}`);
  }
}));
