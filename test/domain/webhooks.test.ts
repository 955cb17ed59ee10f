import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { deliverEvents, PATIENCE, WAITS, type HookRules } from "../../src/domain/delivering-events.ts";
import { queueDueEvents } from "../../src/domain/due-events.ts";
import { deactivatePerson } from "../../src/domain/people.ts";
import { reportProblem } from "../../src/domain/reporting.ts";
import { requestOffice } from "../../src/domain/request-office.ts";
import { sendWaitingMail } from "../../src/domain/sending-mail.ts";
import { HOOK_EVENTS, queueEvent } from "../../src/domain/webhook-events.ts";
import { addWebhook, changeWebhook, queueTestEvent, removeWebhook, replaceSecret, replayDeliveries, tellSecret, type WebhookWish } from "../../src/domain/webhooks.ts";
import { DAY, HOUR, later, MINUTE } from "../../src/lib/clock.ts";
import type { Person } from "../../src/storage/tables.ts";
import { finish } from "../support/finishing.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { mailRulesWith } from "../support/mail-rules.ts";
import { openWorld, type World } from "../support/world.ts";

interface Got { headers: IncomingHttpHeaders; body: string; event: { type: string; timestamp: string; data: Record<string, unknown> } }

let world: World;
let admin: Person;
let server: Server;
let origin: string;
const got: Got[] = [];
let answers: (number | "hang up" | { location: string })[] = [];
beforeAll(async () => {
  world = await openWorld();
  admin = await makePerson(world.db, { roles: ["admin"] });
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part)).on("end", () => {
      const [answer, body] = [answers.shift() ?? 204, Buffer.concat(parts).toString()];
      got.push({ headers: request.headers, body, event: JSON.parse(body) as Got["event"] });
      if (answer === "hang up") return request.socket.destroy();
      if (typeof answer === "object") return response.writeHead(302, { Location: answer.location }).end();
      response.writeHead(answer, { "Retry-After": "600" }).end(`no <b>way</b>\u0000 ${"x".repeat(100_000)}`);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => { server.closeAllConnections(); server.close(); await world.close(); });
/** The package that receivers use goes by the clock of the machine. */
beforeEach(async () => { world.travelTo(new Date()); got.length = 0; answers = []; await world.db("webhook_deliveries").delete(); await world.db("webhooks").delete(); await world.db("outbox").delete(); });

const RULES: HookRules = { secret: "a secret", mode: "pseudonymous", timeZone: "UTC" };
const PATH = "/hook/a-very-secret-path";
const addresses = () => ({ secret: "a secret", origins: [origin] });
const add = (given: Partial<WebhookWish> = {}) => addWebhook(world.db, admin, { name: "Tickets", address: `${origin}${PATH}`, events: [...HOOK_EVENTS], isOn: true, ...given }, addresses(), world.now());
const deliver = (given: Partial<HookRules> = {}) => deliverEvents(world.db, requestOffice([origin], { patience: 15_000, mostRead: 500 }), { ...RULES, ...given }, world.now);
const secretOf = (id: string) => tellSecret(world.db, admin, id, "a secret", world.now());
const deliveries = () => world.db("webhook_deliveries").orderBy("id");
const passTime = (milliseconds: number) => world.travelTo(later(world.now(), milliseconds));
const verify = ({ body, headers }: Got, secret: string) => new Verifier(secret).verify(body, headers as Record<string, string>);

async function addWithTest(): Promise<string> {
  const id = await add();
  await queueTestEvent(world.db, id, world.now());
  return id;
}

describe("a webhook", () => {
  test("gets signed events that the receivers' own package takes, and none that anybody changed, replays later or signs otherwise; a replaced secret signs on for a day", async () => {
    const id = await addWithTest();
    const first = await secretOf(id);
    await deliver();
    expect([verify(got[0]!, first), got[0]!.headers["content-type"], (await deliveries())[0]]).toMatchObject([{ type: "webhook.test", timestamp: world.now().toISOString() }, "application/json", { state: "delivered", status: 204, message_id: got[0]!.headers["webhook-id"] }]);
    expect(() => verify({ ...got[0]!, body: got[0]!.body.replace("test", "best") }, first)).toThrow();
    expect(() => verify({ ...got[0]!, headers: { ...got[0]!.headers, "webhook-timestamp": String(Number(got[0]!.headers["webhook-timestamp"]) - 1) } }, first)).toThrow();
    await replaceSecret(world.db, admin, id, "a secret", world.now());
    await queueTestEvent(world.db, id, world.now());
    await deliver();
    const second = await secretOf(id);
    expect(second).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    for (const secret of [first, second]) verify(got[1]!, secret);
    world.travelTo(later(world.now(), DAY));
    await queueTestEvent(world.db, id, world.now());
    await deliver();
    expect(got[2]!.headers["webhook-signature"]).toMatch(/^v1,[^ ]+$/);
    expect(() => verify(got[2]!, second)).toThrow("too new");
  });

  test("is told what happened by ids, with names and results only where everybody sees those, and nothing of a deed that was undone", async () => {
    await add();
    const [person, { quiz, questions }] = [await makePerson(world.db, { name: "Nora Named" }), await makeQuiz(world.db, { questions: 1 })];
    await finish(world.db, person, quiz.id, world.now());
    const attempt = (await world.db("attempts").where({ person_id: person.id }).first())!;
    await expect(world.db.transaction(async (tx) => {
      await queueEvent(tx, "fact.retracted", { personId: null, data: { fact: "undone" } }, world.now());
      throw new Error("no");
    })).rejects.toThrow("no");
    const report = (await reportProblem(world.db, person, attempt, 1, { reason: "unclear", text: "Private words" }, world.now())).report;
    await deactivatePerson(world.db, admin, person.public_id, world.now());
    await deliver();
    expect(Object.fromEntries(got.map(({ event: { type, data } }) => [type, data]))).toEqual({
      "attempt.finished": { attempt: { id: attempt.public_id, finished_at: world.now().toISOString() }, quiz: { id: quiz.slug, title: quiz.title }, person: { id: person.public_id } },
      "question.reported": { report: { id: report.public_id, reason: "unclear" }, question: { id: questions[0]!.row.public_id } }, "person.deactivated": { person: { id: person.public_id } },
    });
    const { public_id } = (await world.db("webhooks").first())!;
    await replayDeliveries(world.db, admin, public_id, { id: (await deliveries()).find(({ event }) => event === "attempt.finished")!.id }, world.now());
    await deliver({ mode: "named" });
    expect(got.at(-1)!.event.data).toMatchObject({ person: { id: person.public_id, name: "Nora Named" }, result: { score: 1, of: 1, percent: 100, passed: true } });
    expect(got.at(-1)!.headers["webhook-id"]).toBe(got.find(({ event: { type } }) => type === "attempt.finished")!.headers["webhook-id"]);
  });

  test("hears once that training is due, when the last day begins where its person is, and not of what is done", async () => {
    world.travelTo("2026-03-02T09:00:00Z");
    await add({ events: ["assignment.due"] });
    const [east, west, done] = [await makePerson(world.db, { time_zone: "Pacific/Auckland" }), await makePerson(world.db, { time_zone: "America/Los_Angeles" }), await makePerson(world.db)];
    const { quiz } = await makeQuiz(world.db, { questions: 1 });
    await assignQuiz(world.db, admin, quiz, { teamId: null, dueAt: "2026-03-10T23:59:59.999Z" }, world.now());
    await finish(world.db, done, quiz.id, world.now());
    const toldAt = async (time: string) => {
      world.travelTo(time);
      await world.atOnce(...[1, 2].map(() => () => queueDueEvents(world.db, "UTC", world.now())));
      const about = await deliveries().whereIn("person_id", [east.id, west.id, done.id]);
      return about.map(({ person_id, data }) => [person_id, (JSON.parse(data) as { due_on: string }).due_on]);
    };
    expect(await toldAt("2026-03-09T10:59:00Z")).toEqual([]);
    expect(await toldAt("2026-03-09T11:01:00Z")).toEqual([[east.id, "2026-03-10"]]);
    expect(await toldAt("2026-03-10T06:00:00Z")).toEqual([[east.id, "2026-03-10"]]);
    expect(await toldAt("2026-03-10T07:01:00Z")).toEqual([[east.id, "2026-03-10"], [west.id, "2026-03-10"]]);
    await deliver();
    expect(got.find(({ event: { data } }) => (data["person"] as { id: string }).id === west.public_id)!.event).toMatchObject({ type: "assignment.due", data: { due_on: "2026-03-10", round: 1, quizzes: [{ id: quiz.slug, title: quiz.title }] } });
  });

  test("that fails is tried for three days under one id, kept with what it said, and delivered again when somebody asks", async () => {
    const id = await addWithTest();
    answers = [500, "hang up", { location: `${origin}/elsewhere` }, ...WAITS.map(() => 404)];
    const begun = world.now().getTime();
    for (let turn = 0; turn < 200 && (await deliveries())[0]!.state !== "failed"; turn += 1) {
      await Promise.all([deliver(), deliver()]);
      passTime(HOUR / 2);
    }
    expect([got.length, new Set(got.map(({ headers }) => headers["webhook-id"])).size, (await deliveries())[0]]).toMatchObject([WAITS.length + 1, 1, { state: "failed", tries: WAITS.length + 1, status: 404, failure: "webhooks.reasons.declined" }]);
    expect((await deliveries())[0]!.answer).toMatch(/^no <b>way<\/b> +x{1,490}$/);
    expect((world.now().getTime() - begun) / DAY).toSatisfy((days: number) => days > 3 && days < 4);
    answers = [];
    expect(await replayDeliveries(world.db, admin, id, { state: "failed" }, world.now())).toBe(1);
    await deliver();
    expect([(await deliveries())[0], await world.db("webhooks").first()]).toMatchObject([{ state: "delivered", tries: 1 }, { failing_since: null, is_on: 1 }]);
  });

  test("is left alone for as long as it asks, and holds up no other", async () => {
    await addWithTest();
    const busy = (await deliveries())[0]!;
    answers = ["hang up"];
    await deliver();
    passTime(6_100);
    answers = [429];
    await deliver();
    expect(got).toHaveLength(2);
    const other = await add({ name: "Other" });
    await queueTestEvent(world.db, other, world.now());
    passTime(9 * MINUTE);
    await deliver();
    expect((await deliveries()).map(({ id, state }) => [id === busy.id, state])).toEqual([[true, "waiting"], [false, "delivered"]]);
    passTime(MINUTE + 1);
    await deliver();
    expect((await deliveries()).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  });

  test("is switched off when it says that it is gone, or after days without success; administrators get one mail, and what waited goes when it is on again", async () => {
    const gone = await addWithTest();
    answers = [410];
    await deliver();
    const failing = await add({ name: "Failing" });
    await world.db("webhooks").where({ public_id: failing }).update({ failing_since: later(world.now(), -PATIENCE).toISOString() });
    await queueTestEvent(world.db, failing, world.now());
    answers = [500];
    await deliver();
    expect(await world.db("webhooks").orderBy("name")).toMatchObject([{ is_on: 0, stopped_because: "failing" }, { is_on: 0, stopped_because: "gone" }]);
    await expect(queueTestEvent(world.db, gone, world.now())).rejects.toThrow("off");
    const mails: { subject: string; text: string }[] = [];
    await sendWaitingMail(world.db, (letter) => { mails.push(letter); return Promise.resolve({ isTaken: true as const }); }, mailRulesWith(), world.now);
    expect(mails.filter(({ text }) => text.includes("Failing") && text.includes("Tickets"))).toHaveLength(mails.length);
    expect([mails.length > 0, mails[0]!.text]).toEqual([true, expect.not.stringContaining("very-secret")]);
    await changeWebhook(world.db, admin, failing, { name: "Failing", address: "", events: ["fact.retracted"], isOn: true }, addresses(), world.now());
    passTime(HOUR);
    await deliver();
    expect((await deliveries()).map(({ state }) => state)).toEqual(["failed", "delivered"]);
    await removeWebhook(world.db, admin, failing, world.now());
    expect(await deliveries()).toHaveLength(1);
  });

  test("is not told inside, its address and secret are nowhere to be read, and another installation's secret opens neither", async () => {
    await expect(addWebhook(world.db, admin, { name: "x", address: "https://169.254.169.254/latest", events: ["fact.retracted"], isOn: true }, addresses(), world.now())).rejects.toMatchObject({ field: "address" });
    const id = await addWithTest();
    const inside = requestOffice([], { resolve: ((_name: string, _options: object, done: (error: null, found: object[]) => void) => done(null, [{ address: "10.0.0.1", family: 4 }])) as never });
    expect(await inside("https://hooks.example.org/x", { body: "{}" })).toEqual({ fault: "inside" });
    await deliver({ secret: "another secret" });
    expect([got, await deliveries()]).toMatchObject([[], [{ state: "failed", failure: "webhooks.reasons.sealed" }]]);
    await expect(tellSecret(world.db, admin, id, "another secret", world.now())).rejects.toThrow("SESSION_SECRET");
    const everything = JSON.stringify([await world.db("webhooks"), await world.db("webhook_deliveries"), await world.db("audit_events")]);
    expect([everything.includes("very-secret"), everything.includes((await secretOf(id)).slice(6))]).toEqual([false, false]);
  });

  test("loses nothing when a process dies while sending", async () => {
    await add({ events: ["attempt.finished"] });
    const { quiz } = await makeQuiz(world.db, { questions: 1 });
    const person = await makePerson(world.db);
    const attempt = await startAttempt(world.db, person, quiz, world.now());
    await answerQuestion(world.db, person, attempt, 1, ["a"], world.now());
    await world.db("webhook_deliveries").update({ state: "sending", next_at: later(world.now(), MINUTE).toISOString() });
    await deliver();
    expect(got).toEqual([]);
    passTime(2 * MINUTE);
    await deliver();
    expect(got).toHaveLength(1);
  });
});
