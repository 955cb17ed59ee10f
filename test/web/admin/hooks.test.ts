import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliverEvents } from "../../../src/domain/delivering-events.ts";
import { requestOffice } from "../../../src/domain/request-office.ts";
import type { Person } from "../../../src/storage/tables.ts";
import { finish } from "../../support/finishing.ts";
import { makePerson, makeQuiz, PASSWORD } from "../../support/make.ts";
import { KEY, openRecordStore, SECRET, type TestStore } from "../../support/record-store.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let admin: Agent;
let boss: Person;
let server: Server;
let store: TestStore;
let origin: string;
let status = 500;
beforeAll(async () => {
  server = createServer((_request, response) => { response.writeHead(status).end("<script>alert(1)</script>"); });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  store = await openRecordStore();
  world = await openWorld({ webhookOrigins: [origin, store.origin], publicUrl: "http://debrief.test", privacyMode: "aggregate" });
  boss = await makePerson(world.db, { roles: ["admin"], language: "de" });
  admin = await world.signedInAs(boss);
});
afterAll(async () => { server.close(); store.close(); await world.close(); });

const HOOKS = "/admin/integrations/webhooks";
const STORE = "/admin/integrations/record-store";
const post = (path: string, fields: object = {}) => admin.post(path).type("form").send(fields);
const deliver = () => deliverEvents(world.db, requestOffice([origin], { mostRead: 500 }), { secret: "the secret of the tests", mode: "aggregate", timeZone: "UTC" }, world.now);
const deeds = async () => (await world.db("audit_events").whereRaw("deed LIKE 'webhook.%' OR deed LIKE 'record-store.%'").orderBy("number")).map(({ deed }) => deed);

describe("the pages of webhooks", () => {
  test("add one, show its secret to whoever asks and nowhere else, and keep what was typed beside what is wrong, but no address", async () => {
    const refused = await post(HOOKS, { name: "Tickets", address: "http://10.0.0.1/secret-path", events: "everything" });
    expect([refused.status, refused.text.includes("secret-path"), refused.text.includes('value="Tickets"')]).toEqual([422, false, true]);
    expect((await post(HOOKS, { name: "Tickets", address: "http://10.0.0.1/secret-path", events: "attempt.finished" })).text).toContain("https");
    const path = (await post(HOOKS, { name: "Tickets", address: `${origin}/secret-path`, events: ["attempt.finished", "fact.retracted"], isOn: "1" }).expect(303)).headers["location"]!;
    expect((await admin.get(path).expect(200)).text).not.toMatch(/whsec_|secret-path/);
    const shown = await post(`${path}/secret`).expect(200).expect("Cache-Control", "private, no-store");
    expect(shown.text).toMatch(/value="whsec_[^"]{44}"/);
    await post(`${path}/secret/replacement`).expect(303);
    expect((await admin.get(path)).text).not.toContain("whsec_");
    expect(await deeds()).toEqual(["webhook.added", "webhook.secret-shown", "webhook.secret-replaced"]);
  });

  test("say what became of each event, in words, with what the other side answered as text; one or all go again", async () => {
    const path = `${HOOKS}/${(await world.db("webhooks").first())!.public_id}`;
    await finish(world.db, await makePerson(world.db), (await makeQuiz(world.db, { questions: 1 })).quiz.id, world.now());
    await post(`${path}/trial`).expect(303);
    await world.db("webhook_deliveries").update({ tries: 9 });
    await deliver();
    world.travelTo("2026-01-05T10:00:00Z");
    await admin.post("/account/confirmation").type("form").send({ "confirm-password": PASSWORD }).expect(303);
    await deliver();
    const failed = (await admin.get(`${path}?state=failed`).expect(200)).text;
    expect(failed).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect([...failed.matchAll(/<tr role="row"><td/g)].length).toBe(2);
    expect(failed.replace(/<[^>]*>/g, " ")).not.toMatch(/webhooks\.|record-store\.|undefined/);
    status = 204;
    await post(`${path}/replays`).expect(303);
    await deliver();
    const { id } = (await world.db("webhook_deliveries").first())!;
    await post(`${path}/deliveries/${id}/replay`).expect(303);
    await post(`${path}/deliveries/999999/replay`).expect(404);
    await deliver();
    expect((await world.db("webhook_deliveries")).map(({ state, tries }) => [state, tries])).toEqual([["delivered", 1], ["delivered", 1]]);
    for (const page of ["/admin/integrations", HOOKS, `${HOOKS}/new`, path, `${path}/edit`, `${path}?before=1`, `${path}?state=nonsense&before=-1`]) {
      const { text } = await admin.get(page).expect(200);
      expect([page, /(?:>|\s)(?:webhooks|record-store)\.[a-z]/.exec(text.replace(/href="[^"]*"/g, ""))]).toEqual([page, null]);
    }
    await post(path, { name: "Tickets", address: "", events: "attempt.finished" }).expect(303);
    expect((await post(`${path}/trial`)).status).toBe(422);
    await post(`${path}/removal`).expect(303);
    await admin.get(path).expect(404);
    expect([(await admin.get(HOOKS)).status, await world.db("webhook_deliveries")]).toEqual([200, []]);
  });
});

describe("the page of the record store", () => {
  const fields = (given: object = {}) => ({ address: store.address, key: KEY, secret: SECRET, version: "1.0.3", actors: "account", grounds: "", isOn: "1", ...given });

  test("wants a reason where figures are about groups only, keeps what is right, asks the store and shows no secret", async () => {
    expect((await post(STORE, fields({ key: "a:b", version: "3" }))).status).toBe(422);
    const refused = await post(STORE, fields());
    expect([refused.status, refused.text.includes("grounds-error"), refused.text.includes("sésame")]).toEqual([422, true, false]);
    await post(STORE, fields({ grounds: "Vereinbart mit dem Betriebsrat" })).expect(303);
    await post(`${STORE}/trial`).expect(303);
    store.moods = [401, 500, 403];
    expect((await post(`${STORE}/trial`)).status).toBe(422);
    expect((await post(`${STORE}/trial`)).text).toContain("500");
    await post(`${STORE}/trial`).expect(303);
    await world.db("record_stores").update({ failing_since: world.now().toISOString(), failure: "record-store.reasons.key", answer: "401 <b>" });
    await finish(world.db, await makePerson(world.db), (await makeQuiz(world.db, { questions: 1 })).quiz.id, world.now());
    await world.db("statements").where({ verb: "completed" }).update({ state: "failed", failure: "record-store.reasons.refused", answer: "400 <i>" });
    const { text } = await admin.get(STORE).expect(200);
    expect([text.includes("401 &lt;b&gt;"), text.includes("400 &lt;i&gt;"), text.includes("sésame"), /(?:>|\s)record-store\.[a-z]/.exec(text)]).toEqual([true, true, false, null]);
    expect((await admin.get("/privacy").expect(200)).text).toContain(`${new URL(store.address).host} bekommt Ihre Quiz`);
    await post(`${STORE}/replays`).expect(303);
    await post(`${STORE}/removal`).expect(303);
    await post(`${STORE}/removal`).expect(404);
    expect([(await deeds()).slice(-3), await world.db("statements")]).toEqual([["record-store.added", "record-store.replayed", "record-store.removed"], []]);
  });
});
