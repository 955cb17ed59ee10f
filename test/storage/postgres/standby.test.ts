import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openDatabase } from "../../../src/storage/database.ts";
import { migrate } from "../../../src/storage/migrations.ts";
import type { Db, Person } from "../../../src/storage/tables.ts";
import { openBeside, type Beside } from "../../support/beside.ts";
import { makePerson, makeQuiz, PASSWORD } from "../../support/make.ts";
import { startPostgres, type PostgresCopy, type PostgresServer } from "../../support/postgres-server.ts";
import { goWithoutContent } from "../../support/prepared.ts";
import { layWire, type Wire } from "../../support/wire.ts";
import { openOn, type Agent, type World } from "../../support/world.ts";
import { attemptIn } from "../../support/attempt-in.ts";

const QUESTIONS = 60;
let server: PostgresServer;
let copy: PostgresCopy;
let wire: Wire;
let world: World;
/** Beside the wire. */
let direct: Db;
let person: Person;
let agent: Agent;
let attempt = "";
let place = 0;

beforeAll(async () => {
  server = await startPostgres({ lasting: true });
  wire = await layWire(server.port);
  direct = openDatabase(`${server.address}/postgres`);
  await migrate(direct);
  await goWithoutContent(direct);
  world = await openOn({ url: `${server.address.replace(/:\d+$/, `:${wire.port}`)}/postgres`, remove: () => Promise.resolve() });
  person = await makePerson(world.db, { roles: ["admin", "trainer"] });
  const { quiz } = await makeQuiz(world.db, { questions: QUESTIONS });
  agent = await world.signedInAs(person);
  attempt = attemptIn((await agent.post(`/quizzes/${quiz.slug}/attempts`).type("form").send({}).expect(303)).headers["location"]);
});
afterAll(async () => { await world.close(); await direct.destroy(); await wire.close(); await copy?.stop(); await server.stop(); });

/** Sends the next answer; it counts as acknowledged where it was. */
async function answer(): Promise<{ status: number; text: string }> {
  const sent = await agent.post(`${attempt}/questions/${place + 1}/response`).type("form").send({ chosen: "2", confidence: "sure" });
  if (sent.status === 303) place += 1;
  return sent;
}

const answersThere = async (db: Db) => Number((await db("responses").count({ total: "*" }).first())?.["total"]);
const tell = (sql: string) => direct.raw(sql);

describe("a PostgreSQL that cannot write", () => {
  test("because its disk is full says so, keeps what was acknowledged, and goes on by itself when there is room", async ({ skip }) => {
    const small = await mkdtemp(join(tmpdir(), "debrief-small-"));
    if (process.platform !== "linux" || spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m,mode=0777", "debrief-small", small]).status !== 0) return skip("This user may mount nothing.");
    try {
      await mkdir(join(small, "space"));
      spawnSync("chown", ["65534:65534", join(small, "space")]);
      await tell(`CREATE TABLESPACE small LOCATION '${small}/space'`);
      await tell("ALTER TABLE responses SET TABLESPACE small");
      await tell("ALTER TABLE responses SET (fillfactor = 10)");
      const { bavail, bsize } = await statfs(small);
      await writeFile(join(small, "filler"), Buffer.alloc(bavail * bsize)).catch(() => undefined);
      let sent = await answer();
      for (let turn = 0; sent.status === 303 && turn < 40; turn += 1) sent = await answer();
      expect([sent.status, sent.text.includes('name="chosen" value="2"'), sent.text.includes("can store nothing")]).toEqual([503, true, true]);
      expect(await answersThere(direct)).toBe(place);
      await agent.get("/progress").expect(200);
      await rm(join(small, "filler"));
      expect((await answer()).status).toBe(303);
      expect(await answersThere(direct)).toBe(place);
    } finally {
      await tell("ALTER TABLE responses SET TABLESPACE pg_default");
      await tell("DROP TABLESPACE IF EXISTS small");
      spawnSync("umount", [small]);
      await rm(small, { recursive: true });
    }
  });

  test("because it was set to read only says so, and goes on by itself on the same pool when that is over", async () => {
    await tell("ALTER DATABASE postgres SET default_transaction_read_only = on");
    wire.mend();
    const refused = await answer();
    expect([refused.status, refused.text.includes("can store nothing"), refused.text.includes('name="chosen" value="2"')]).toEqual([503, true, true]);
    await agent.get("/progress").expect(200);
    await tell("SET default_transaction_read_only = off; ALTER DATABASE postgres RESET default_transaction_read_only");
    for (let turn = 0; turn < 3; turn += 1) await answer();
    expect((await answer()).status).toBe(303);
    expect(await answersThere(direct)).toBe(place);
  });
});

describe("a real copy by streaming replication", () => {
  let beside: Beside;
  let reader: Agent;

  test("is what lists are exported from, with what was written just before; one that lags is done without", { timeout: 180_000 }, async () => {
    copy = await server.follow();
    const notes = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    const standby = openDatabase(`${server.address.replace(/:\d+$/, `:${copy.port}`)}/postgres`);
    beside = await openBeside({ ...world, config: { ...world.config, replicaUrl: `${server.address.replace(/:\d+$/, `:${copy.port}`)}/postgres` } });
    reader = beside.visitor();
    await reader.post("/session").type("form").send({ email: person.email, password: PASSWORD }).expect(303);
    const log = async () => (await reader.get("/admin/audit/log.csv").expect(200)).text;
    const asked = async () => (await standby.raw<{ rows: { query: string }[] }>("SELECT query FROM pg_stat_activity WHERE application_name = 'debrief reports of a copy'")).rows.map(({ query }) => query).join();
    try {
      await vi.waitFor(async () => { await log(); expect(await asked()).toMatch(/audit_events/); }, { timeout: 20_000, interval: 200 });
      expect((await log()).match(/audit\.exported/g)!.length).toBe(Number((await direct("audit_events").where({ deed: "audit.exported" }).count({ total: "*" }).first())?.["total"]));
      await standby.raw("SELECT pg_wal_replay_pause()");
      const before = (await log()).match(/audit\.exported/g)!.length;
      expect((await log()).match(/audit\.exported/g)!.length).toBe(before + 1);
      await standby.raw("SELECT pg_wal_replay_resume()");
    } finally {
      await standby.destroy();
      notes.mockRestore();
    }
  });

  test("takes over when the first is gone: it is read-only until it is promoted, and then everybody goes on with all that was acknowledged", async () => {
    const standby = openDatabase(`${server.address.replace(/:\d+$/, `:${copy.port}`)}/postgres`);
    try {
      await tell("ALTER SYSTEM SET synchronous_standby_names = '*'");
      await tell("SELECT pg_reload_conf()");
      await vi.waitFor(async () => { expect((await tell("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'") as unknown as { rows: unknown[] }).rows).toHaveLength(1); }, { timeout: 20_000, interval: 100 });
      for (let turn = 0; turn < 5; turn += 1) expect((await answer()).status).toBe(303);
      await beside.close();
      await direct.destroy();
      wire.lead(copy.port);
      const refused = await answer();
      expect([refused.status, refused.text.includes("can store nothing")]).toEqual([503, true]);
      await agent.get("/progress").expect(200);
      await standby.raw("SELECT pg_promote()");
      await standby.raw("ALTER SYSTEM RESET synchronous_standby_names");
      await standby.raw("SELECT pg_reload_conf()");
      expect((await answer()).status).toBe(303);
      expect(await answersThere(standby)).toBe(place);
    } finally {
      await standby.destroy();
    }
  });
});
