import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { digest } from "../../src/lib/ids.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { inOneDeed } from "../../src/storage/deeds.ts";
import { holdSessions } from "../../src/storage/held-sessions.ts";
import { touchSession } from "../../src/storage/sessions.ts";
import { statement } from "../../src/storage/statements.ts";
import type { Db, Person } from "../../src/storage/tables.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const isSqlite = inject("database").kind === "sqlite";

let world: World;
let elsewhere: Db;
let person: Person;
let steady = 0;
let find: ReturnType<typeof holdSessions>;

beforeEach(async () => {
  world = await openWorld();
  elsewhere = openDatabase(world.config.databaseUrl);
  person = await makePerson(world.db, { name: "Ann" });
  steady = 0;
  find = holdSessions(world.db, world.now, () => steady);
  await world.db("sessions").insert({
    id: digest("cookie"), person_id: person.id, data: "{}", started_at: "2026-01-05T08:00:00.000Z", touched_at: "2026-01-05T09:00:00.000Z", expires_at: "2026-01-05T09:00:00.700Z", stepped_up_at: "", factor: null, agent: null, network: null,
  });
});
afterEach(async () => { await elsewhere.destroy(); await world.close(); });

const nameSeen = async () => (await find("cookie"))?.visitor?.name;
const renameElsewhere = (name: string) => elsewhere("people").where({ id: person.id }).update({ name });

describe("a session that is asked for again", () => {
  test("is read once a second, or every time on PostgreSQL: what another process changed is seen then", async () => {
    expect(await nameSeen()).toBe("Ann");
    await renameElsewhere("Ben");
    steady = 999;
    expect(await nameSeen()).toBe(isSqlite ? "Ann" : "Ben");
    steady = 1000;
    expect(await nameSeen()).toBe("Ben");
  });

  test("is read anew where the clock was moved, forwards or back", async () => {
    await nameSeen();
    await renameElsewhere("Ben");
    world.travelTo("2026-01-05T08:59:59Z");
    expect(await nameSeen()).toBe("Ben");
    await world.db("sessions").update({ expires_at: "2026-01-06T09:00:00.000Z" });
    await nameSeen();
    await renameElsewhere("Cleo");
    world.travelTo("2026-01-05T10:00:00Z");
    expect(await nameSeen()).toBe("Cleo");
  });

  test("shows at once what this process changed of the person or took away", async () => {
    await nameSeen();
    await world.db("people").where({ id: person.id }).update({ name: "Ben" });
    expect(await nameSeen()).toBe("Ben");
    await world.db.transaction(async (tx) => { await tx("people").where({ id: person.id }).update({ deactivated_at: "2026-01-05T09:00:00.000Z" }); });
    expect((await find("cookie"))!.visitor).toBeUndefined();
    await world.db("sessions").delete();
    expect(await find("cookie")).toBeUndefined();
  });

  test("shows the newest also where it was being read while that was written", async () => {
    for (let turn = 0; turn < 40; turn++) {
      await Promise.all([nameSeen(), world.db("people").where({ id: person.id }).update({ name: `Ann ${turn}` }), nameSeen()]);
      expect(await nameSeen()).toBe(`Ann ${turn}`);
    }
  });

  test("is over when its time is, within the second", async () => {
    expect(await nameSeen()).toBe("Ann");
    world.travelTo("2026-01-05T09:00:00.700Z");
    expect(await find("cookie")).toBeUndefined();
  });

  test("stays held while it is touched, or answers are stored", async () => {
    const count = statement<[], { people: number }>((db) => db("people").count("* as people"));
    const deeds = async () => {
      await touchSession(world.db, digest("cookie"), { touched_at: "2026-01-05T09:00:00.000Z", expires_at: "2026-01-05T21:00:00.000Z" });
      await inOneDeed(world.db, (tx) => count(tx));
    };
    await deeds();
    await nameSeen();
    await renameElsewhere("Ben");
    await deeds();
    expect(await nameSeen()).toBe(isSqlite ? "Ann" : "Ben");
  });

  test("is shared by requests, none of which can change it", async () => {
    const visitor = (await find("cookie"))!.visitor!;
    if (isSqlite) expect([Object.isFrozen(visitor), Object.isFrozen(visitor.roles)]).toEqual([true, true]);
  });
});
