import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { queuePosts } from "../../src/domain/channel-posts.ts";
import { addChannel, changeChannel, tryChannel, type ChannelWish } from "../../src/domain/channels.ts";
import type { DigestRules } from "../../src/domain/digest-rules.ts";
import { refreshFigures } from "../../src/domain/refreshing-figures.ts";
import { sendWaitingPosts } from "../../src/domain/sending-posts.ts";
import { webhookOffice } from "../../src/domain/webhook-office.ts";
import { later, MINUTE } from "../../src/lib/clock.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { mailRulesWith } from "../support/mail-rules.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let server: Server;
let origin: string;
const got: { path: string; body: { text?: string } }[] = [];
let answers: ((request: IncomingMessage) => number | string)[] = [];
beforeAll(async () => {
  world = await openWorld();
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part)).on("end", () => {
      const answer = answers.shift()?.(request) ?? 200;
      if (answer === "drop") return request.socket.destroy();
      if (typeof answer === "string") return response.writeHead(307, { Location: answer }).end();
      if (answer === 200) got.push({ path: request.url!, body: JSON.parse(Buffer.concat(parts).toString()) as { text: string } });
      response.writeHead(answer).end("x".repeat(100_000));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => { server.closeAllConnections(); server.close(); await world.close(); });
beforeEach(async () => { world.travelTo("2026-01-05T09:00:00Z"); got.length = 0; answers = []; await world.db("outbox").delete(); await world.db("channels").delete(); });

const SECRET = "services/T000/B000/a-very-secret-path";
const RULES: DigestRules = mailRulesWith({ secret: "a secret" });
const office = (patience = 5_000) => webhookOffice([origin], { patience });
const send = (from = office()) => sendWaitingPosts(world.db, from, RULES, world.now);
const wish = (given: Partial<ChannelWish> = {}): ChannelWish => ({ name: "#security", program: "slack", team: "", address: `${origin}/${SECRET}`, language: "en", weekday: 1, hour: 9, isOn: true, ...given });
const add = async (given: Partial<ChannelWish> = {}) => addChannel(world.db, await makePerson(world.db, { roles: ["admin"] }), wish(given), { secret: "a secret", origins: [origin] }, world.now());
const postNow = async () => (await world.db("outbox").whereNotNull("channel_id").first())!;

/** A team of that many people, with a quiz that was due yesterday and that nobody has begun. */
async function lateTeam(people: number) {
  const [admin, team] = [await makePerson(world.db, { roles: ["admin"] }), await makeTeam(world.db, { name: "Purchasing <!channel> *now*" })];
  for (let count = 0; count < people; count += 1) await makePerson(world.db, { team_id: team.id });
  await assignQuiz(world.db, admin, (await makeQuiz(world.db)).quiz, { teamId: team.id, dueAt: "2026-01-04T23:59:59.999Z" }, new Date("2026-01-01T09:00:00Z"));
  await refreshFigures(world.db, RULES.disclosure, world.now(), { all: true });
  return team;
}

describe("a channel", () => {
  test("gets one message a week, in steps and without a name, whoever queues and sends, also after answers that were lost", async () => {
    await add({ team: (await lateTeam(8)).public_id });
    answers = [() => 503, () => "drop", () => 429];
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.all([queuePosts(world.db, RULES, world.now()), queuePosts(world.db, RULES, world.now())]);
      await Promise.all([send(), send()]);
      world.travelTo(later(world.now(), 20 * MINUTE));
    }
    expect(got.map(({ path }) => path)).toEqual([`/${SECRET}`]);
    expect(got[0]!.body.text).toBe("*Debrief: Purchasing &lt;!channel&gt; now*\nBetween 0 and 4 of 8 assigned quizzes finished, counted for each person.\nBetween 4 and 8 overdue.\n<https://debrief.example/|Open the start page>");
    expect(await postNow()).toMatchObject({ state: "sent", tries: 4, message: "" });
  });

  test("of a team that is too small tells nothing", async () => {
    await add({ team: (await lateTeam(4)).public_id });
    await queuePosts(world.db, RULES, world.now());
    await send();
    expect(got).toEqual([]);
    expect(await postNow()).toMatchObject({ state: "dropped", failure: "channels.reasons.nothing" });
  });

  test("keeps its address out of the database, the audit log and every reason", async () => {
    await add({ team: (await lateTeam(8)).public_id });
    answers = [() => 404];
    await queuePosts(world.db, RULES, world.now());
    await send();
    expect(await postNow()).toMatchObject({ state: "failed", failure: "channels.reasons.gone" });
    const { public_id } = (await world.db("channels").first())!;
    await changeChannel(world.db, await makePerson(world.db, { roles: ["admin"] }), public_id, wish({ address: `${origin}/${SECRET}/2` }), { secret: "a secret", origins: [origin] }, world.now());
    const everything = JSON.stringify([await world.db("channels"), await world.db("audit_events"), await world.db("outbox")]);
    expect(everything).not.toContain("very-secret");
    await expect(tryChannel(world.db, public_id, "https://debrief.example", "Debrief", { secret: "another secret", origins: [origin] })).rejects.toThrow("SESSION_SECRET");
    await tryChannel(world.db, public_id, "https://debrief.example", "Debrief", { secret: "a secret", origins: [origin] });
    expect(got.at(-1)).toMatchObject({ path: `/${SECRET}/2` });
  });

  test("is not written to where its name or a redirect leads inside, nor waited for without end", async () => {
    const inside = `https://chat.example.org/${SECRET}`;
    const resolving = (...addresses: string[]) => webhookOffice([], { patience: 1_000, resolve: ((_name: string, _options: object, done: (error: null, found: object[]) => void) => done(null, addresses.map((address) => ({ address, family: 4 })))) as never });
    for (const addresses of [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["169.254.169.254"], []]) expect(await resolving(...addresses)(inside, {})).toEqual({ isTaken: false, isFinal: true, isDown: false, reason: "channels.reasons.inside" });
    expect(await webhookOffice([])(`${origin}/${SECRET}`, {})).toMatchObject({ isFinal: true, reason: "channels.reasons.refused" });
    answers = [() => `${origin}/elsewhere`];
    expect(await office()(`${origin}/${SECRET}`, {})).toMatchObject({ isFinal: true, reason: "channels.reasons.redirect" });
    const silent = createServer(() => undefined);
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    const there = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect(await webhookOffice([there], { patience: 100 })(`${there}/x`, {})).toMatchObject({ isFinal: false, reason: "channels.reasons.silent" });
    silent.closeAllConnections();
    silent.close();
    expect(got).toEqual([]);
  });
});
