import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { Agent, createServer, get, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { explainFailure } from "../src/lib/failures.ts";
import { startServer } from "../src/opening.ts";
import { openDatabase } from "../src/storage/database.ts";
import { migrate } from "../src/storage/migrations.ts";
import { goWithoutContent } from "./support/prepared.ts";
import { startProgram, type Program } from "./support/process.ts";

const running: Program[] = [];
const start = async (...given: Parameters<typeof startProgram>) => { const program = await startProgram(...given); running.push(program); return program; };
afterEach(async () => { for (const program of running.splice(0)) { await program.stop("SIGKILL"); await program.remove(); } });

/** That an empty folder is enough is shown by the demo. */
async function withoutContent(folder: string): Promise<void> {
  const db = openDatabase(join(folder, "debrief.sqlite"));
  await migrate(db);
  await goWithoutContent(db);
  await db.destroy();
}

const statusOf = async (address: string) => (await fetch(address)).status;

/** Eight clients that ask again and again over connections that they keep, until they are refused; and how many answers broke off. */
function keepBusy(address: string): { first: Promise<number>; ended: Promise<number> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let broken = 0;
  const ask = () => new Promise<number>((answered) => {
    get(`${address}/session/new`, { agent }, (res) => { res.resume().once("end", () => answered(res.statusCode!)).once("error", () => { broken += 1; answered(0); }); }).once("error", () => answered(0));
  });
  const first = ask();
  const clients = Array.from({ length: 8 }, async () => { while ((await ask()) === 200); });
  return { first, ended: Promise.all(clients).then(() => { agent.destroy(); return broken; }) };
}

describe("the server", () => {
  test("opens, makes its first administrator, says early that it ends, and answers what is in flight, however busy; its log has no one in it", async () => {
    const server = await start("dist/server.js", { DRAIN_WAIT: "1", LOG_FORMAT: "json", METRICS_PORT: "0" }, withoutContent);
    const address = await server.address;
    for (const path of ["/healthz", "/readyz"]) expect(await (await fetch(address + path)).json()).toEqual({ status: "ok" });
    const link = /http:\S+\/setup\/\S+/.exec(server.output())![0];
    const admin = { name: "Zuzana", email: "zuzana@example.test", password: "a long enough password" };
    expect((await fetch(link, { method: "POST", body: new URLSearchParams(admin), redirect: "manual" })).status).toBe(303);
    expect(await statusOf(link)).toBe(404);
    expect(await (await fetch(/http:\S+\/metrics/.exec(server.output())![0])).text()).toContain('route="/setup/:token",status="303"');
    expect(await statusOf(`${address}/metrics`)).toBe(404);

    const { first, ended } = keepBusy(address);
    await first;
    const exit = server.stop();
    let last = 200;
    while (last === 200) last = await statusOf(`${address}/readyz`);
    expect([last, await statusOf(`${address}/session/new`)]).toEqual([503, 200]);
    expect([await exit, await ended]).toEqual([0, 0]);
    const log = server.output().split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as { level: string });
    expect(log.filter(({ level }) => level !== "info")).toEqual([]);
    expect(log.filter((line) => /zuzana|setup\/(?!:token)/i.test(JSON.stringify(line)))).toEqual([]);

    const again = await start("dist/server.js", { DATA_DIR: server.folder });
    const second = await again.address;
    expect(again.output()).not.toContain("/setup/");
    await rename(join(server.folder, "debrief.sqlite"), join(server.folder, "elsewhere.sqlite"));
    expect([await statusOf(`${second}/healthz`), await (await fetch(`${second}/readyz`)).json()]).toEqual([200, { status: "unavailable", reason: "database" }]);
    const unfinished = request(`${second}/session`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", "content-length": "100" } }).on("error", () => undefined);
    await new Promise((sent) => { unfinished.write("email=", sent); });
    await statusOf(`${second}/healthz`);
    void again.stop();
    while (await statusOf(`${second}/readyz`).catch(() => 0)) { /* until it takes nobody in */ }
    expect(await again.stop("SIGINT")).toBe(130);
  });

  test("goes on after a promise that nobody waited for, and ends in good order, with 1, after an error that nobody caught", () => {
    const script = `import { closeOnSignals } from "./dist/ending.js";
      closeOnSignals({ close: async () => { console.log("closed"); } });
      Promise.reject(new Error("left alone by ada@example.test"));
      setTimeout(() => { console.log("went on"); throw new Error("never caught"); }, 20);
      setTimeout(() => {}, 60_000);`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect([status, stdout]).toEqual([1, "went on\nclosed\n"]);
    expect(stderr).toMatch(/nobody waited for\nError: left alone by \[address\]\n {4}at [^]*nobody caught: this process ends\nError: never caught\n {4}at /);
  });

  test("names the variable that is wrong, and ends without a stack", async () => {
    const server = await start("dist/server.js", { PORT: "eighty", PUBLIC_URL: "debrief.example.org" });
    expect(await server.exit).toBe(1);
    expect(server.output()).toMatch(/PORT: .*\n.*PUBLIC_URL: /);
    expect(server.output()).not.toContain("    at ");
  });

  test.each([
    ["PostgreSQL does not answer", "Check DATABASE_URL", () => "postgres://debrief:secret@127.0.0.1:9/debrief"],
    ["its file is no database", "no SQLite database", async (folder: string) => { await writeFile(join(folder, "notes.txt"), "words ".repeat(1000)); return join(folder, "notes.txt"); }],
    ["it may not write where its file should be", "Check DATABASE_URL and DATA_DIR", async (folder: string) => { await writeFile(join(folder, "file"), ""); return join(folder, "file/debrief.sqlite"); }],
  ])("says what to do when %s", async (_what, words, given) => {
    const folder = await mkdtemp(join(tmpdir(), "debrief-start-"));
    const failure = await startServer({ ...readConfig({ DATA_DIR: folder }), databaseUrl: await given(folder) }).then(() => "", explainFailure);
    await rm(folder, { recursive: true, force: true });
    expect(failure).toContain(words);
    expect(failure).not.toContain("secret");
  });

  test("says what to do when its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const [failure] = (await once(createServer().listen((other.address() as AddressInfo).port, "127.0.0.1"), "error")) as [Error];
    other.close();
    expect(explainFailure(failure)).toContain("Choose another one with PORT=");
  });
});

describe("the demo", () => {
  test("opens on an empty folder with its accounts, each of whom comes in, and keeps what was done when it is started again", async () => {
    const demo = await start("dist/demo.js");
    const address = await demo.address;
    const password = /password (\S+)/.exec(demo.output())![1]!;
    for (const [role, path] of [["learner", "/"], ["trainer", "/studio"], ["manager", "/desk"], ["admin", "/admin/people"]]) {
      const signedIn = await fetch(`${address}/session`, { method: "POST", body: new URLSearchParams({ email: `${role}@demo.example`, password }), redirect: "manual" });
      expect(signedIn.status, role).toBe(303);
      const page = await fetch(`${address}${path}`, { headers: { cookie: signedIn.headers.getSetCookie()[0]!.split(";")[0]! } });
      expect(page.status, path).toBe(200);
    }
    await demo.stop();

    const again = await start("dist/demo.js", { DATA_DIR: demo.folder });
    await again.address;
    expect(again.output()).not.toContain("takes its quizzes");
  }, 90_000);
});
