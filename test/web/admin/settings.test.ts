import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import request from "supertest";
import { createApp } from "../../../src/app.ts";
import { openDatabase } from "../../../src/storage/database.ts";
import type { Person } from "../../../src/storage/tables.ts";
import { openMailServer, type MailServer } from "../../support/mail-server.ts";
import { makePerson, makeQuiz, makeTeam } from "../../support/make.ts";
import { assign } from "../../support/organisation.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let admin: Agent;
let boss: Person;
let server: MailServer;
beforeAll(async () => {
  server = await openMailServer();
  world = await openWorld({ privacyMode: "aggregate", publicUrl: "http://debrief.test", mail: { address: server.address, from: "Debrief <debrief@example.org>" } });
  boss = await makePerson(world.db, { roles: ["admin"], name: "Ada Admin" }); admin = await world.signedInAs(boss);
});
afterAll(async () => { await world.close(); await server.close(); });

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const PRIVACY = "/admin/settings/privacy";
const LOOK = { name: "Acme & Söhne", accentLight: "#7a1f5c", accentDark: "#e7a6cf" };
const seenIn = async (path: string, agent = admin) => Number(/name="seen" value="(\d+)"/.exec((await agent.get(path).expect(200)).text)![1]);
const post = async (path: string, fields: object, agent = admin) => agent.post(path).type("form").send({ seen: await seenIn(path), ...fields });
const changes = async () => (await world.db("audit_events").where({ deed: "settings.changed" }).orderBy("number")).map(({ actor_id, subject, detail }) => [actor_id, subject, JSON.parse(detail) as unknown]);

describe("changing settings", () => {
  test("shows the name and the colours everywhere, to visitors too, and says in the log what it was before", async () => {
    expect((await post("/admin/settings/appearance", LOOK)).status).toBe(303);
    const { text } = await world.visitor().get("/session/new").expect(200);
    expect(text).toContain("<title>Sign in · Acme &amp; Söhne</title>");
    const styles = /href="(\/appearance\/[^"]+)"/.exec(text)![1]!;
    expect((await world.visitor().get(styles).expect(200)).text).toContain("--accent: light-dark(#7a1f5c, #e7a6cf);");
    await world.visitor().get(styles.replace(/\.\w+\.css/, ".000000000000.css")).expect(404);
    expect(await changes()).toEqual([[boss.id, "appearance", { from: { name: "Debrief", accentLight: "#0f5068", accentDark: "#84c4dc" }, to: LOOK }]]);
  });

  test("refuses a colour that cannot be read, with its contrast and the nearest that can", async () => {
    const { status, text } = await post("/admin/settings/appearance", { ...LOOK, accentLight: "#e0a030" });
    expect([status, /contrast of ([\d.]+) to 1.*?nearest that works is (#\w{6})/s.exec(text)!.slice(1)]).toEqual([422, ["2.05", expect.stringMatching(/^#[0-9a-f]{6}$/)]]);
  });

  test("takes a logo that can be printed, and nothing that only says that it is one", async () => {
    const send = async (bytes: Buffer) => admin.post("/admin/settings/appearance").field("seen", await seenIn("/admin/settings/appearance")).field("name", LOOK.name).field("accentLight", LOOK.accentLight).field("accentDark", LOOK.accentDark).attach("logo", bytes, "logo.png");
    expect((await send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))).status).toBe(422);
    expect((await send(PNG.subarray(0, 40))).status).toBe(422);
    expect((await send(PNG)).status).toBe(303);
    const logo = /src="(\/logo\/[^"]+)"/.exec((await world.visitor().get("/session/new")).text)![1]!;
    const { headers } = await world.visitor().get(logo).expect(200).expect("Content-Type", "image/png");
    expect(headers["content-security-policy"]).toContain("sandbox");
    await world.visitor().get("/logo/nothing%25").expect(404);
    await post("/admin/settings/appearance", { ...LOOK, "remove-logo": "1" });
    await world.visitor().get(logo).expect(404);
  });

  test("by two at once lets the second know, and shows what holds now", async () => {
    const other = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    const seen = await seenIn("/admin/settings/targets");
    await post("/admin/settings/targets", { readinessTarget: "70", completionTarget: "90" }, other);
    const { text } = await admin.post("/admin/settings/targets").type("form").send({ seen, readinessTarget: "60", completionTarget: "90" }).expect(422);
    expect(text).toMatch(/Somebody else changed these settings[\s\S]*<dd>70%<\/dd>/);
    expect(text).toContain(`name="seen" value="${seen + 1}"`);
    await world.atOnce(...["61", "62"].map((target) => () => admin.post("/admin/settings/targets").type("form").send({ seen: seen + 1, readinessTarget: target, completionTarget: "90" })));
    expect(await world.db("installation_settings").where({ section: "targets" })).toMatchObject([{ version: seen + 2 }]);
  });

  test("refuses what cannot be, beside the field", async () => {
    expect((await admin.post("/admin/settings/appearance").type("form").send({ seen: "0" }).expect(422)).text).toContain("This field did not arrive.");
    const refused = async (section: string, fields: object) => { const { status, text } = await post(`/admin/settings/${section}`, fields); return [status, ...[...text.matchAll(/id="(\w+)-error"/g)].map(([, name]) => name)]; };
    expect(await refused("languages", { languages: ["de"], language: "en", timeZone: "Mars/Base", digestHour: "24", workingDays: "8" })).toEqual([422, "language", "timeZone", "digestHour", "workingDays"]);
    expect(await refused("privacy", { privacyMode: "all", leastGroup: "4" })).toEqual([422, "privacyMode", "leastGroup"]);
    expect(await refused("mail", { mailFrom: "a\r\nBcc: b@example.org", replyTo: "nobody" })).toEqual([422, "mailFrom", "replyTo"]);
    expect((await post("/admin/settings/retention", { triesDays: "0" })).text).toContain("Enter at least 1 day.");
    expect(await refused("retention", { answersDays: "", leaversDays: "", reportsDays: "29", mailDays: "", triesDays: "1.5", sessionsDays: "91", viewsDays: "365", resultsDays: "", draftsDays: "", importsDays: "1", filesDays: "366" })).toEqual([422, "reportsDays", "mailDays", "triesDays", "sessionsDays", "filesDays"]);
    expect((await post("/admin/settings/targets", { readinessTarget: "101", completionTarget: "90" })).text).toMatch(/<a href="#readinessTarget">Ready from: /);
    await admin.get("/admin/settings/toString").expect(404);
  });

  test("towards names says whom it exposes, asks again, and tells every learner since when", async () => {
    const team = await makeTeam(world.db, { manager_id: boss.id });
    await assign(world, (await makeQuiz(world.db)).quiz, null);
    const person = await makePerson(world.db, { team_id: team.id });
    const learner = await world.signedInAs(person);
    await makePerson(world.db, { roles: ["manager"], name: "Mo Manager" });
    expect((await admin.get(`/desk/teams/${team.public_id}`)).text).not.toContain(person.name);
    const asked = await post(PRIVACY, { privacyMode: "named", leastGroup: "5" });
    expect([asked.status, asked.text]).toEqual([200, expect.stringMatching(/shown by name: to 1 manager, for[\s\S]*Mo Manager[\s\S]*name="confirmed"/)]);
    expect((await learner.get("/progress")).text).not.toContain("by name</strong> since");
    await post(PRIVACY, { privacyMode: "named", leastGroup: "5", confirmed: "1" });
    expect((await learner.get("/progress")).text).toMatch(/<strong>by name<\/strong> since 5 January 2026[\s\S]*Nobody has opened/);
    expect((await admin.get(`/desk/teams/${team.public_id}`)).text).toContain(person.name);
    expect((await learner.get("/progress")).text).toContain("Ada Admin, once, on 5 January 2026, 09:00 UTC");
    expect((await changes()).at(-1)).toEqual([boss.id, "privacy", { from: { privacyMode: "aggregate" }, to: { privacyMode: "named" } }]);
    expect((await post(PRIVACY, { privacyMode: "pseudonymous", leastGroup: "5" })).status).toBe(303);
  });

  test("sends a test mail with the sender and the reply address that are set, and says why it did not arrive", async () => {
    await post("/admin/settings/mail", { mailFrom: "Acme <training@acme.test>", replyTo: "security@acme.test" });
    await admin.post("/admin/settings/mail/test").expect(303);
    expect(server.taken).toMatchObject([{ subject: "Acme & Söhne: test mail", from: { text: '"Acme" <training@acme.test>' }, replyTo: { text: "security@acme.test" }, to: { text: `"Ada Admin" <${boss.email}>` } }]);
    server.refuse(550);
    expect((await admin.post("/admin/settings/mail/test").expect(422)).text).toContain("did not take the test mail");
  });

  test("is seen by another process within a second", async () => {
    const db = openDatabase(world.config.databaseUrl);
    const another = createServer(createApp({ db, now: world.now, config: world.config, secret: "the secret of the tests" }));
    await new Promise<void>((listening) => another.listen(0, "127.0.0.1", listening));
    const title = async () => /<title>(.*?)<\/title>/.exec((await request(`http://127.0.0.1:${(another.address() as AddressInfo).port}`).get("/session/new")).text)![1];
    expect(await title()).toBe("Sign in · Acme &amp; Söhne");
    await post("/admin/settings/appearance", { ...LOOK, name: "Other" });
    await vi.waitFor(async () => expect(await title()).toBe("Sign in · Other"), { timeout: 5_000, interval: 100 });
    another.closeAllConnections();
    await new Promise((closed) => another.close(closed));
    await db.destroy();
  });
});

describe("the audit log's page", () => {
  test("says everything in words, finds it, and gives it as CSV", async () => {
    const page = async (query: string) => (await admin.get(`/admin/audit${query}`).expect(200)).text;
    const lines = (text: string) => [...text.matchAll(/<td role="cell" class="number">/g)].length;
    expect(await page("")).toMatch(/Changed settings[\s\S]*<dt>What others see<\/dt><dd dir="auto">People by name → People without names<\/dd>/);
    expect(lines(await page("?deed=results."))).toBe(1);
    expect(lines(await page(`?who=${encodeURIComponent("ADA")}&deed=settings.changed&subject=privacy&from=2026-01-05&to=2026-01-05`))).toBe(2);
    expect(lines(await page("?to=2026-01-04"))).toBe(0);
    expect(lines(await page("?who=%25&before=0&deed=%27&from=2026-99-99"))).toBe(0);
    const { text } = await admin.get("/admin/audit/log.csv?deed=settings.changed").expect(200).expect("Content-Type", /csv/);
    expect(text.split("\r\n")).toHaveLength((await changes()).length + 2);
    await admin.post("/admin/audit/check").expect(303);
    expect(await page("")).toContain("Nothing was removed, altered, put in or moved");
    await world.db("settings").insert({ key: "audit-check-running", value: JSON.stringify({ at: world.now().toISOString(), done: 4_000, of: 9_000 }) });
    expect((await admin.post("/admin/audit/check").redirects(1)).text).toMatch(/goes-on|being checked\.[\s\S]*4,000 of 9,000 entries/);
    world.travelTo(new Date(world.now().getTime() + 61_000));
    await admin.post("/admin/audit/check").expect(303);
    expect(await page("")).not.toContain("of 9,000");
  });
});
