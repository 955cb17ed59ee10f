import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startOrGoOn } from "../../src/domain/attempts.ts";
import { digest } from "../../src/lib/ids.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { inOneDeed, write } from "../../src/storage/deeds.ts";
import { holdSessions } from "../../src/storage/held-sessions.ts";
import { touchSession } from "../../src/storage/sessions.ts";
import { statement } from "../../src/storage/statements.ts";
import type { Db, Person } from "../../src/storage/tables.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
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

const visitorSeen = async () => (await find("cookie"))?.visitor;
const nameSeen = async () => (await visitorSeen())?.name;
const rename = (db: Db, name: string) => db("people").where({ id: person.id }).update({ name });
/** Whether it was read again: requests that share what was read get the same. */
async function isReadAnew(meanwhile: () => unknown): Promise<boolean> {
  const before = await visitorSeen();
  await meanwhile();
  return (await visitorSeen()) !== before;
}

describe("a session that is asked for again", () => {
  test("is held on SQLite while nothing is written, for five seconds at most", async () => {
    expect(await isReadAnew(() => {})).toBe(!isSqlite);
    expect(await isReadAnew(() => { steady = 4999; })).toBe(!isSqlite);
    expect(await isReadAnew(() => { steady = 5000; })).toBe(true);
  });

  test("is read anew where the clock was moved, forwards or back", async () => {
    await world.db("sessions").update({ expires_at: "2026-01-06T09:00:00.000Z" });
    expect(await isReadAnew(() => { world.travelTo("2026-01-05T08:59:59Z"); })).toBe(true);
    expect(await isReadAnew(() => { world.travelTo("2026-01-05T10:00:00Z"); })).toBe(true);
  });

  test.each([["this process", () => world.db], ["another", () => elsewhere]])("shows at once what %s changed of the person or took away", async (_which, there) => {
    await nameSeen();
    await rename(there(), "Ben");
    expect(await nameSeen()).toBe("Ben");
    await there().transaction(async (tx) => { await tx("people").where({ id: person.id }).update({ deactivated_at: "2026-01-05T09:00:00.000Z" }); });
    expect(await find("cookie")).toMatchObject({ visitor: undefined });
    await there()("sessions").delete();
    expect(await find("cookie")).toBeUndefined();
  });

  test("shows the newest also where it was being read while that was written, by whichever process and beside whichever deeds", async () => {
    const quiet = (at = "2026-01-05T09:00:00.100Z") => write(world.db, (tx) => touch(tx, at));
    const idle = () => write(world.db, touchNobody);
    for (let turn = 0; turn < 60; turn++) {
      const [one, other] = turn % 2 === 0 ? [world.db, elsewhere] : [elsewhere, world.db];
      const reads = Array.from({ length: 5 }, () => nameSeen());
      await Promise.all([...reads, quiet(), rename(one, `Ann ${turn}`), nameSeen(), idle(), nameSeen()]);
      expect(await nameSeen()).toBe(`Ann ${turn}`);
      await rename(other, `Ann ${turn} again`);
      await (turn % 3 === 0 ? idle() : quiet());
      expect(await nameSeen()).toBe(`Ann ${turn} again`);
    }
  });

  test("is over when its time is, while it is held", async () => {
    expect(await nameSeen()).toBe("Ann");
    world.travelTo("2026-01-05T09:00:00.700Z");
    expect(await find("cookie")).toBeUndefined();
  });

  test("stays held while it is touched, or answers are stored, with something written or nothing", async () => {
    const deeds = async () => {
      await touchSession(world.db, digest("cookie"), { touched_at: "2026-01-05T09:00:00.000Z", expires_at: "2026-01-05T21:00:00.000Z" });
      await inOneDeed(world.db, (tx) => count(tx));
      await Promise.all(Array.from({ length: 20 }, (_, n) => write(world.db, (tx) => touch(tx, `2026-01-05T09:00:00.${100 + n}Z`))));
      await write(world.db, touchNobody);
    };
    await deeds();
    expect(await isReadAnew(deeds)).toBe(!isSqlite);
    expect(await isReadAnew(() => inOneDeed(world.db, (tx) => touch(tx, "2026-01-05T09:00:00.200Z")))).toBe(true);
  });

  test("stays held while others start an attempt and answer to its end", async () => {
    const { quiz } = await makeQuiz(world.db);
    const [first, second] = [await makePerson(world.db), await makePerson(world.db)];
    const sit = async (learner: Person) => {
      const { attempt } = await startOrGoOn(world.db, learner, quiz, world.now());
      for (const place of [1, 2, 3]) await answerQuestion(world.db, learner, attempt, place, ["a"], world.now());
    };
    await sit(first);
    expect(await isReadAnew(() => sit(second))).toBe(!isSqlite);
  });

  test("is shared by requests, none of which can change it", async () => {
    const visitor = (await visitorSeen())!;
    if (isSqlite) expect([Object.isFrozen(visitor), Object.isFrozen(visitor.roles)]).toEqual([true, true]);
  });
});

const touch = statement<[at: string], never>((db, touched_at) => db("sessions").update({ touched_at }));
const touchNobody = statement<[], never>((db) => db("sessions").whereNull("id").update({ touched_at: "" }));
const count = statement<[], { people: number }>((db) => db("people").count("* as people"));
