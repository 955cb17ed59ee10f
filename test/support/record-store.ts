import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { oddIn } from "./xapi-rules.ts";

export interface Stored { id: string; verb: { id: string }; object: { id: string; objectType?: string; definition?: Record<string, unknown> }; result?: Record<string, unknown>; context?: Record<string, unknown>; actor: Record<string, unknown>; timestamp: string }
/** What the store does with the next request instead of its duty: a status, or it takes the statements and hangs up, or it says nothing. */
export type Mood = number | "lose the answer" | "silent";
export interface TestStore { address: string; origin: string; statements: Stored[]; moods: Mood[]; requests: { version: string | undefined; count: number }[]; refuses: (statement: Stored) => boolean; forbids: (statement: Stored) => boolean; close: () => void }

export const KEY = "key of the store";
export const SECRET = "sésame: ouvre-toi";

/** A small record store as xAPI 1.0.3 wants it (Communication 2.1.1): it takes whole batches or nothing, knows its statements by their id, and checks every one. */
export async function openRecordStore(): Promise<TestStore> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store: TestStore = { address: `${origin}/xapi`, origin, statements: [], moods: [], requests: [], refuses: () => false, forbids: () => false, close: () => { server.closeAllConnections(); server.close(); } };
  return store;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const answer = (status: number, body: unknown) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    const mood = store.moods.shift();
    if (mood === "silent") return;
    if (typeof mood === "number") return void answer(mood, "in a bad mood");
    const { authorization, "x-experience-api-version": version } = request.headers;
    if (authorization !== `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString("base64")}`) return void answer(401, "who are you?");
    if (!/^(?:1\.0\.\d+|2\.0\.\d+)$/.test(String(version))) return void answer(400, "no version");
    if (request.method === "GET") return void answer(200, { statements: [] });
    const sent = [JSON.parse(Buffer.concat(parts).toString()) as Stored | Stored[]].flat();
    store.requests.push({ version: version as string, count: sent.length });
    if (sent.some(store.forbids)) return void answer(403, "not with this key");
    const odd = sent.map((each) => oddIn(each) ?? (store.refuses(each) ? "refused" : undefined)).find((why) => why !== undefined);
    if (odd) return void answer(400, odd);
    if (sent.some(({ id, ...rest }) => store.statements.some((known) => known.id === id && JSON.stringify(known) !== JSON.stringify({ id, ...rest })))) return void answer(409, "another statement has this id");
    if (mood !== "lose the answer" && sent.some(({ id }) => store.statements.some((known) => known.id === id))) return void answer(409, "known already");
    store.statements.push(...sent);
    if (mood === "lose the answer") request.socket.destroy();
    else answer(200, sent.map(({ id }) => id));
  }
}
