/** How long a directory takes to bring ten thousand people, one request each as directories do, and to fill, change and read groups of that size. */
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { makeToken } from "../src/domain/api-tokens.ts";
import { keepRequests } from "../src/domain/directory-requests.ts";
import { addGroup } from "../src/domain/groups.ts";
import { DAY, later, systemClock } from "../src/lib/clock.ts";
import { openDatabase } from "../src/storage/database.ts";
import { migrate } from "../src/storage/migrations.ts";
import { insertPerson, updateRoles } from "../src/storage/people.ts";

const PORTION = 500;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

interface Answer { status: number; body: { id?: string; totalResults?: number; members?: unknown[] } }
type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

function sender(port: number, secret: string): Send {
  return (method, path, body) => new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${secret}`, ...(body !== undefined && { "Content-Type": "application/scim+json" }) };
    const asked = request({ agent, port, method, path: `/scim/v2${path}`, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part)).on("end", () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString() || "{}") as Answer["body"] }));
    });
    asked.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function timed<T>(what: string, requests: number, deed: () => Promise<T>): Promise<T> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = await deed();
  const [seconds, { user, system }] = [(performance.now() - start) / 1000, process.cpuUsage(cpu)];
  console.log(`${what}: ${seconds.toFixed(1)} s, ${((seconds / requests) * 1000).toFixed(1)} ms a request, ${((user + system) / 1e6).toFixed(1)} s of a processor`);
  return result;
}

/** Some at a time, as Entra ID does. */
async function several<T>(items: readonly T[], deed: (item: T) => Promise<void>, atOnce = 4): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => { while (next < items.length) await deed(items[next++]!); }));
}

async function run(send: Send, count: number): Promise<void> {
  const ids = new Map<number, string>();
  const numbers = Array.from({ length: count }, (_, index) => index);
  const must = (answer: Answer, status: number) => { if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`); return answer.body; };
  await timed(`${count} people asked for and brought`, 2 * count, () => several(numbers, async (number) => {
    const userName = `person${number}@bench.example`;
    must(await send("GET", `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`), 200);
    ids.set(number, must(await send("POST", "/Users", {
      userName, externalId: `e-${number}`, active: true, displayName: `Person ${number}`, emails: [{ value: userName, type: "work", primary: true }], title: "Clerk",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: `Department ${number % 5}`, employeeNumber: String(number), ...(number > 20 && { manager: { value: ids.get(number % 20) ?? "" } }) },
    }), 201).id!);
  }));
  const everybody = numbers.map((number) => ({ value: ids.get(number)! }));
  const group = must(await send("POST", "/Groups", { displayName: "Everybody" }), 201).id!;
  const portions = Array.from({ length: Math.ceil(count / PORTION) }, (_, index) => everybody.slice(index * PORTION, (index + 1) * PORTION));
  await timed(`a group filled by ${PORTION} at a time`, portions.length, async () => { for (const value of portions) must(await send("PATCH", `/Groups/${group}`, { Operations: [{ op: "Add", path: "members", value }] }), 204); });
  await timed(`${count} people replaced in one request`, 1, async () => must(await send("PATCH", `/Groups/${group}`, { Operations: [{ op: "replace", path: "members", value: everybody.slice(10) }] }), 204));
  await timed("one person put in and taken out, 100 times", 200, async () => { for (let time = 0; time < 100; time++) for (const op of ["add", "remove"]) must(await send("PATCH", `/Groups/${group}`, { Operations: [{ op, path: "members", value: [everybody[0]] }] }), 204); });
  await timed("the group read whole", 1, async () => { const { members } = must(await send("GET", `/Groups/${group}`), 200); console.log(`   ${members?.length} in it`); });
  await timed("1,000 people changed", 1000, () => several(numbers.slice(0, 1000), async (number) => { must(await send("PATCH", `/Users/${ids.get(number)!}`, { Operations: [{ op: "Replace", path: "title", value: "Baker" }] }), 200); }));
  await timed("1,000 people deactivated", 1000, () => several(numbers.slice(-1000), async (number) => { must(await send("PATCH", `/Users/${ids.get(number)!}`, { Operations: [{ op: "Replace", path: "active", value: "False" }] }), 200); }));
  await timed("all people read in pages of 100", count / 100, async () => { for (let start = 1; start <= count; start += 100) must(await send("GET", `/Users?startIndex=${start}&count=100`), 200); });
}

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 10_000);
  const folder = mkdtempSync(join(tmpdir(), "debrief-scim-"));
  const url = process.argv[3] ?? join(folder, "scim.sqlite");
  const db = openDatabase(url);
  const server = createServer(createApp({ db, now: systemClock, config: readConfig({ DATABASE_URL: url, TIME_ZONE: "UTC", SCIM_REQUESTS: "1000000" }), secret: "the secret of the benchmark" }));
  try {
    await migrate(db);
    const admin = await insertPerson(db, { public_id: "bench", email: "admin@bench.example", name: "Admin", password_hash: null, team_id: null, created_at: systemClock().toISOString(), deactivated_at: null });
    await updateRoles(db, admin.id, ["admin"]);
    await addGroup(db, admin, { name: "Department 1", rule: { match: "all", conditions: [{ field: "department", is: "one-of", values: ["Department 1"] }] } }, systemClock());
    const { secret } = await makeToken(db, { id: admin.id, roles: ["admin"] }, { name: "Bench", scopes: ["scim"], expiresAt: later(systemClock(), DAY) }, systemClock());
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    await run(sender((server.address() as AddressInfo).port, secret), count);
  } finally {
    agent.destroy();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await keepRequests(db);
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
