import type { Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { listening, serverFor, usualPatience } from "../../src/listening.ts";
import { programOf } from "../support/api.ts";
import { makePerson, makeQuiz, PASSWORD } from "../support/make.ts";
import { answerNext, seat, send, wrongsOf, type Sitter } from "../support/sitters.ts";
import { openWorld, type World } from "../support/world.ts";

/** As in real use, only sooner. */
const PATIENCE = { ...usualPatience({ trustProxy: 0, connections: 40 }), headers: 300, request: 900, between: 300, look: 50 };

let world: World;
let server: Server;
let address: string;
let sitter: Sitter;
beforeAll(async () => {
  world = await openWorld();
  server = await listening(serverFor(createApp({ db: world.db, now: world.now, config: world.config, secret: "the secret of the tests" }), PATIENCE), 0, "127.0.0.1");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sitter = await seat(address, await makePerson(world.db), PASSWORD, (await makeQuiz(world.db, { questions: 20 })).quiz.slug);
});
afterAll(async () => { server.closeAllConnections(); await new Promise((closed) => server.close(closed)); await world.close(); });

/** A connection that says this, and what came back until it was closed. */
function dial(words: string): { socket: Socket; heard: Promise<string> } {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  let heard = "";
  socket.on("data", (data) => { heard += String(data); }).on("error", () => undefined).once("connect", () => socket.write(words));
  return { socket, heard: new Promise((ended) => { socket.once("close", () => ended(heard)); }) };
}

/** Somebody else's answers while this goes on: none waits for it. */
async function meanwhile<T>(deed: () => Promise<T>): Promise<T> {
  const going = deed();
  going.catch(() => undefined);
  for (let turn = 0; turn < 2; turn += 1) expect(await answerNext(address, sitter)).toBe(303);
  const outcome = await going;
  expect(await wrongsOf(world.db, [sitter])).toEqual([]);
  return outcome;
}

describe("slow and silent clients", () => {
  test("hold up nobody, and are closed: heads and bodies that never end, connections that say nothing", async () => {
    const slow = ["", "GET / HTTP/1.1\r\nHost: x\r\nX-", "POST /session HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\nemail="];
    const dialled = slow.flatMap((words) => Array.from({ length: 5 }, () => dial(words)));
    const drip = setInterval(() => { for (const { socket } of dialled) socket.write("a"); }, 40);
    const heard = await meanwhile(() => Promise.all(dialled.map((each) => each.heard)));
    clearInterval(drip);
    expect(heard.filter((words) => words !== "" && !/^HTTP\/1\.1 4(?:00|08) /.test(words))).toEqual([]);
    const kept = dial(`GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(await kept.heard).toMatch(/^HTTP\/1\.1 200 OK[^]*\{"status":"ok"\}$/);
  });

  test("beyond the most that are kept open are refused, and the others go on", async () => {
    const heard = await Promise.all(Array.from({ length: 80 }, () => dial("GET / HTTP/1.1\r\n").heard));
    expect(heard.filter((words) => words === "").length).toBeGreaterThan(20);
    expect(heard.filter((words) => words.startsWith("HTTP/1.1 408 ")).length).toBeGreaterThan(20);
    expect(await dial("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").heard).toContain("200 OK");
  });
});

describe("whatever is far too large or no HTTP", () => {
  const long = (length: number) => "a".repeat(length);
  /** 0 where the connection was closed over what was still being sent. */
  const get = (path: string, headers: Record<string, string> = {}) => fetch(address + path, { headers: { cookie: sitter.cookie, ...headers }, redirect: "manual" }).catch(() => ({ status: 0 }));

  test("is refused with a status of its own, and nothing else suffers", async () => {
    const program = await programOf(world, "admin");
    const json = (body: string, path = "/api/v1/people") => fetch(address + path, { method: "POST", body, headers: { authorization: `Bearer ${program.secret}`, "content-type": "application/json", "idempotency-key": long(20) } });
    const fields = new URLSearchParams(Array.from({ length: 2_000 }, (_, n): [string, string] => [`field${n}`, "x"])).toString();
    const form = (body: string) => fetch(`${address}/session`, { method: "POST", body, redirect: "manual", headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", cookie: sitter.cookie } });
    const tried: [number[], () => Promise<{ status: number }>][] = [
      [[431, 0], () => get(`/${long(20_000)}`)], [[431, 0], () => get("/", { cookie: `a=${long(20_000)}` })], [[431, 0], () => get("/", Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`x-${n}`, long(80)])))],
      [[404], () => get(`/${long(12_000)}`)], [[404], () => get(`/quizzes/${"%E2%82%AC".repeat(800)}`)], [[400, 404], () => get("/quizzes/%E2%82")], [[200], () => get(`/quizzes?page=${"9".repeat(5_000)}`)],
      [[413], () => form(`email=${long(300_000)}`)], [[413], () => form(fields)], [[400, 413, 422], () => form(`email${"[a]".repeat(20_000)}=x`)], [[422], () => send(address, "/session", { email: long(100_000), password: long(100_000) })],
      [[413], () => json(JSON.stringify({ name: long(3_000_000) }))], [[400, 422], () => json("[".repeat(40_000) + "]".repeat(40_000))], [[400, 422], () => json(`{"name":${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}}`)],
      [[400, 413, 422], () => json("[".repeat(40_000) + "]".repeat(40_000), "/scim/v2/Users")], [[413], () => send(address, `${sitter.attempt}/questions/${sitter.acknowledged + 1}/response`, { chosen: long(400_000) }, sitter.cookie)],
    ];
    const file = (bytes: number) => { const body = new FormData(); body.set("file", new Blob([long(bytes)]), "notes.txt"); return body; };
    for (const [path, bytes] of [["/studio/articles", 7_000_000], ["/admin/settings/appearance", 1_200_000]] as const) tried.push([[403, 0], () => fetch(address + path, { method: "POST", body: file(bytes), headers: { cookie: sitter.cookie, "sec-fetch-site": "same-origin" } }).catch(() => ({ status: 0 }))]);
    for (const [index, [wanted, ask]] of tried.entries()) expect(wanted, `the one at place ${index}`).toContain((await meanwhileIf(index === 0, ask)).status);
    expect(await dial("HELO mail.example.test\r\n\r\n").heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(await dial(`POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n`).heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(await answerNext(address, sitter)).toBe(303);
    expect(await wrongsOf(world.db, [sitter])).toEqual([]);
  });

  const meanwhileIf = <T>(isBusy: boolean, ask: () => Promise<T>) => (isBusy ? meanwhile(ask) : ask());
});
