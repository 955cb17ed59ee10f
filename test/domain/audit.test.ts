import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkAudit, signHead } from "../../src/domain/checking-audit.ts";
import { noteSeen } from "../../src/domain/seeing.ts";
import { takeOutAddresses } from "../../src/domain/taking-out-details.ts";
import { insertAuditEvent, insertAuditEvents } from "../../src/storage/audit-events.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { isPostgresDb } from "../../src/storage/dialects.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const SECRET = "the secret of the tests";
const note = (subject: string, detail = {}) => insertAuditEvent(world.db, null, "person.changed", subject, detail, world.now());
const check = () => checkAudit(world.db, SECRET, world.now());
const last = async () => (await world.db("audit_head").first())!;

/** Does what whoever owns the database can do, and what nobody else can. */
async function tamper(sql: string): Promise<void> {
  const names = ["audit_events_stay", "audit_events_remain", "audit_head_forward"];
  await world.db.transaction(async (tx) => {
    if (isPostgresDb(tx)) await tx.raw("SET session_replication_role = replica; " + sql + "; SET session_replication_role = DEFAULT");
    else {
      const made = await tx<{ name: string; sql: string }>("sqlite_master").whereIn("name", names).select("name", "sql");
      for (const { name } of made) await tx.raw(`DROP TRIGGER ${name}`);
      await tx.raw(sql);
      for (const trigger of made) await tx.raw(trigger.sql);
    }
  });
}

describe("the audit log", () => {
  test("stays one chain while several processes write, whatever they write", async () => {
    const other = openDatabase(world.config.databaseUrl);
    const odd = ["\u007f\u2028\"\\\n\u0001", "Zürich \u{1F600}", "'; --"];
    const writing = [world.db, other].flatMap((db, who) => Array.from({ length: 15 }, (_, turn) => db.transaction(async (tx) => {
      await insertAuditEvents(tx, odd.map((subject) => ({ deed: "person.changed", subject, detail: { who, turn, subject } })), world.now());
      if (turn % 5 === 4) throw new Error("given up");
    })));
    expect((await Promise.allSettled(writing)).filter(({ status }) => status === "rejected")).toHaveLength(6);
    await other.destroy();
    expect(await check()).toMatchObject({ number: 72, problems: [] });
  });

  test("refuses to be changed, shortened or emptied", async () => {
    const { number } = await last();
    const events = () => world.db("audit_events");
    await expect(events().where({ number }).update({ subject: "other" })).rejects.toThrow("only grow");
    await expect(events().where({ number }).update({ detail: '{"a":1}' })).rejects.toThrow("only grow");
    await expect(events().where({ number }).delete()).rejects.toThrow("only grow");
    await expect(world.db("audit_head").update({ number: 1 })).rejects.toThrow("only grow");
    if (isPostgresDb(world.db)) await expect(world.db.raw("TRUNCATE audit_events CASCADE")).rejects.toThrow("only grow");
    else await expect(world.db.raw("INSERT OR REPLACE INTO audit_events (id, at, deed, subject, detail) SELECT id, at, deed, 'other', detail FROM audit_events")).rejects.toThrow("only grow");
    expect((await check()).problems).toEqual([]);
  });

  test("notes who saw whose results once an hour, from where, and lets the address be forgotten", async () => {
    const [viewer, one, two] = [await makePerson(world.db), await makePerson(world.db), await makePerson(world.db)];
    const look = { viewer, address: "192.0.2.7", place: "team", subject: "a-team" } as const;
    for (const people of [[one, viewer], [one], [one, two]]) await noteSeen(world.db, look, people, world.now());
    await world.atOnce(...Array.from({ length: 4 }, () => () => noteSeen(world.db, { ...look, subject: two.public_id, place: "person" }, [two], new Date("2026-01-05T11:00:00Z"))));
    const details = async () => (await world.db("audit_events").where({ actor_id: viewer.id }).orderBy("number")).map(({ detail }) => JSON.parse(detail) as unknown);
    const from = { address: "192.0.2.7" };
    expect(await details()).toEqual([{ place: "team", ...from, people: [one.public_id] }, { place: "team", ...from, people: [two.public_id] }, { place: "person", ...from }]);
    expect(await takeOutAddresses(world.db, new Date("2026-01-05T10:00:00Z"), 10, world.now())).toBe(2);
    expect(await details()).toEqual([{}, {}, { place: "person", ...from }]);
    expect((await check()).problems).toEqual([]);
  });

  test("shows what somebody did who owns the database", async () => {
    for (const subject of ["one", "two", "three", "four"]) await note(subject, { subject });
    const { number, hash } = await last();
    const kept = { number, hash };
    await signHead(world.db, SECRET, world.now());
    await tamper(`UPDATE audit_events SET subject = 'somebody else' WHERE number = ${number - 3}`);
    expect((await check()).problems).toEqual([{ kind: "altered", from: number - 3, to: number - 3 }]);
    await tamper(`UPDATE audit_events SET subject = 'one' WHERE number = ${number - 3}`);
    await tamper(`UPDATE audit_events SET detail = '{}', salt = '' WHERE number = ${number - 2}`);
    expect((await check()).problems).toEqual([{ kind: "emptied", from: number - 2, to: number - 2 }]);
    await tamper(`DELETE FROM audit_events WHERE number = ${number - 2}`);
    expect((await check()).problems).toEqual([{ kind: "missing", from: number - 2, to: number - 2 }]);
    const [before] = await world.db("audit_events").where({ number: number - 3 });
    await tamper(`DELETE FROM audit_events WHERE number > ${number - 3}`);
    await tamper(`UPDATE audit_head SET number = ${number - 3}, hash = '${before!.hash}'`);
    expect((await check()).problems).toEqual([{ kind: "cut", from: number - 2, to: number }]);
    for (const subject of ["other", "words", "in", "their", "places"]) await note(subject);
    expect((await check()).problems).toEqual([{ kind: "unlike", from: number, to: number }]);
    await signHead(world.db, SECRET, world.now());
    expect((await check()).problems).toEqual([{ kind: "unlike", from: number, to: number }]);
    await world.db("settings").where({ key: "audit-head" }).update({ value: '{"number":0}' });
    expect((await checkAudit(world.db, SECRET, world.now(), { against: kept })).problems).toEqual([{ kind: "unlike", from: number, to: number }, { kind: "forged" }]);
  });
});
