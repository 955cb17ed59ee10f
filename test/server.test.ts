import { rename } from "node:fs/promises";
import { Agent, get } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { putPrepared } from "./support/prepared.ts";
import { startProgram, type Program } from "./support/process.ts";

const running: Program[] = [];
const start = async (...given: Parameters<typeof startProgram>) => { const program = await startProgram(...given); running.push(program); return program; };
afterEach(async () => { for (const program of running.splice(0)) { await program.stop("SIGKILL"); await program.remove(); } });

describe("the server", () => {
  test("opens on an empty folder, says that the database answers, and ends in good order", async () => {
    const server = await start("dist/server.js");
    const response = await fetch(`${await server.address}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok" });
    expect(await server.stop()).toBe(0);
  });

  test("does not say that all is well when its database file is gone", async () => {
    const server = await start("dist/server.js", {}, putPrepared);
    const address = await server.address;
    await rename(join(server.folder, "debrief.sqlite"), join(server.folder, "elsewhere.sqlite"));
    expect((await fetch(`${address}/healthz`)).status).toBe(503);
  });

  test("answers what is in flight, then closes kept connections and ends, however busy", async () => {
    const server = await start("dist/server.js", {}, putPrepared);
    const address = await server.address;
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    let broken = 0;
    const ask = () => new Promise<number>((answered) => {
      get(`${address}/session/new`, { agent }, (res) => { res.resume().once("end", () => answered(res.statusCode!)).once("error", () => { broken += 1; answered(0); }); }).once("error", () => answered(0));
    });
    const client = async () => { while ((await ask()) === 200); };
    const clients = Array.from({ length: 8 }, client);
    await ask();
    expect(await server.stop()).toBe(0);
    await Promise.all(clients);
    agent.destroy();
    expect(broken).toBe(0);
    expect(server.output()).not.toContain("Error");
  });

  test("prints a one-time link that makes the first administrator, and none after that", async () => {
    const server = await start("dist/server.js", {}, putPrepared);
    const address = await server.address;
    const link = /http:\S+\/setup\/\S+/.exec(server.output())![0];
    const admin = { name: "Ada", email: "ada@example.test", password: "a long enough password" };
    const made = await fetch(link, { method: "POST", body: new URLSearchParams(admin), redirect: "manual" });
    expect(made.status).toBe(303);
    expect((await fetch(link)).status).toBe(404);
    await server.stop();

    const again = await start("dist/server.js", { DATA_DIR: server.folder });
    expect(await again.address).not.toBe(address);
    expect(again.output()).not.toContain("/setup/");
  });

  test("says what to do when its port is taken", async () => {
    const first = await start("dist/server.js", {}, putPrepared);
    const second = await start("dist/server.js", { PORT: new URL(await first.address).port }, putPrepared);
    expect(await second.exit).toBe(1);
    expect(second.output()).toContain("Choose another one with PORT=");
    expect(second.output()).not.toContain("    at ");
  });

  test("names the variable that is wrong", async () => {
    const server = await start("dist/server.js", { PORT: "eighty", PUBLIC_URL: "debrief.example.org" });
    expect(await server.exit).toBe(1);
    expect(server.output()).toMatch(/PORT: .*\n.*PUBLIC_URL: /);
  });

  test("says that PostgreSQL does not answer", async () => {
    const server = await start("dist/server.js", { DATABASE_URL: "postgres://debrief:secret@127.0.0.1:9/debrief" });
    expect(await server.exit).toBe(1);
    expect(server.output()).toContain("Check DATABASE_URL");
    expect(server.output()).not.toContain("secret");
  });
});

describe("the demo", () => {
  test("opens with its accounts, each of whom comes in, and keeps what was done when it is started again", async () => {
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
