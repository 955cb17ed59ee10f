import { hash } from "@node-rs/argon2";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newAccountLink } from "../../src/domain/account-links.ts";
import { dropHeldSettings } from "../../src/domain/installation.ts";
import { sealOf } from "../../src/domain/passwords.ts";
import { later, MINUTE } from "../../src/lib/clock.ts";
import { ROLES, type Person } from "../../src/storage/tables.ts";
import { openMailServer, type MailServer } from "../support/mail-server.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { typedIn } from "../support/typed.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

const CHOSEN = "gurke tanzt montags heimlich";
let world: World;
let mail: MailServer;
beforeAll(async () => { mail = await openMailServer(); world = await openWorld({ publicUrl: "http://debrief.example.org", mail: { address: mail.address, from: "debrief@example.org" } }); });
afterAll(async () => { await world.close(); await mail.close(); });

const post = (agent: Agent, path: string, fields: object = {}) => agent.post(path).type("form").send(fields);
const signIn = (agent: Agent, { email }: Pick<Person, "email">, password = PASSWORD, to = "/") => post(agent, "/session", { email, password, to });
const secretIn = (text: string) => /<code class="secret"[^>]*>([A-Z2-7 ]+)</.exec(text)![1]!.replaceAll(" ", "");
const codeOf = (secret: string, steps = 0) => new TOTP({ secret }).generate({ timestamp: world.now().getTime() + steps * 30_000 });
const withoutTyped = (text: string) => text.replace(/value="[^"]*"/g, "");

/** Sets up an authenticator app through the pages; gives its secret and the recovery codes. */
async function enrol(agent: Agent): Promise<{ secret: string; codes: string[] }> {
  const secret = secretIn((await agent.get("/account/security/codes").expect(200)).text);
  const { text, headers } = await post(agent, "/account/security/codes", { code: codeOf(secret, -1) }).expect(200);
  expect(headers["cache-control"]).toBe("no-store");
  return { secret, codes: [...text.matchAll(/<li><code>([\w-]{14})<\/code>/g)].map(([, code]) => code!) };
}

describe("asking for a new password", () => {
  test("looks the same for somebody, nobody and somebody who left, and only somebody gets a mail", async () => {
    const person = await makePerson(world.db);
    const gone = await makePerson(world.db, { deactivated_at: "2026-01-02T00:00:00.000Z" });
    const answers = [];
    for (const email of [person.email, "nobody@example.test", gone.email]) {
      const { status, headers } = await post(world.visitor(), "/account/reset", { email });
      answers.push([status, headers["location"], headers["set-cookie"]]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify([303, "/account/reset/sent", undefined])]));
    await vi.waitFor(() => expect(mail.taken).toHaveLength(1), { timeout: 20_000 });
    expect(mail.taken[0]!.text).toMatch(/\/account\/reset\/[\w-]{43}$/m);
  });

  test("ends after ten times from one address for one account, and keeps nobody from signing in", async () => {
    const person = await makePerson(world.db);
    for (let asked = 0; asked < 10; asked++) await post(world.visitor(), "/account/reset", { email: person.email }).expect(303);
    expect((await post(world.visitor(), "/account/reset", { email: person.email }).expect(429)).text).toContain("many times");
    await signIn(world.visitor(), person).expect(303).expect("location", "/");
  });
});

describe("a link in a mail", () => {
  test("leaves the address at once, and stands in no page", async () => {
    const person = await makePerson(world.db);
    const token = await newAccountLink(world.db, person.id, "reset", world.now());
    const agent = world.visitor();
    const { headers } = await agent.get(`/account/reset/${token}`).expect(303).expect("location", "/account/reset/password").expect("referrer-policy", "no-referrer").expect("cache-control", "no-store");
    expect(headers["set-cookie"]![0]).toMatch(/^debrief\.link=[\w-]{43}; Max-Age=3600; Path=\/account; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const { text } = await agent.get("/account/reset/password").expect(200).expect("referrer-policy", "no-referrer");
    expect(text).toContain(person.email);
    expect(text).not.toContain(token);
    await post(agent, "/account/reset/password", { password: "WelcomeWelcome1" }).expect(422).then((page) => expect(page.text).toContain("tried first"));
    await post(agent, "/account/reset/password", { password: CHOSEN }).expect("location", "/session/new?set=1");
    expect((await agent.get("/session/new?set=1")).text).toContain("Your new password is set.");
    expect((await world.visitor().get(`/account/reset/${token}`).then(() => agent.get("/account/reset/password"))).status).toBe(404);
  });

  test("that invites signs in, unless a second factor is still to be shown", async () => {
    const person = await makePerson(world.db, { password_hash: null });
    const accept = async (password: string) => {
      const agent = world.visitor();
      await agent.get(`/account/invitation/${await newAccountLink(world.db, person.id, "invitation", world.now())}`);
      const { headers } = await post(agent, "/account/invitation", { password }).expect(303);
      return { agent, location: headers["location"] };
    };
    const { agent, location } = await accept(CHOSEN);
    expect(location).toBe("/");
    expect((await agent.get("/").expect(200)).text).toContain("Your password is set.");
    await enrol(agent);
    expect((await accept(`${CHOSEN} wieder`)).location).toBe("/session/new?set=1");
  });
});

describe("signing in with a second factor", () => {
  test("leads nowhere before the code, then to where one wanted to go", async () => {
    const person = await makePerson(world.db);
    const { secret, codes } = await enrol(await world.signedInAs(person));
    const agent = world.visitor();
    const { headers } = await signIn(agent, person, PASSWORD, "/progress").expect(303).expect("location", "/session/second");
    expect(String(headers["set-cookie"])).not.toContain("debrief.session");
    await agent.get("/progress").expect(303);
    expect((await post(agent, "/session/second", { code: "000000" }).expect(422)).text).toContain("That did not fit.");
    await post(agent, "/session/second", { code: codeOf(secret) }).expect(303).expect("location", "/progress");
    await agent.get("/progress").expect(200);

    const another = world.visitor();
    await signIn(another, person);
    await post(another, "/session/second", { code: codeOf(secret) }).expect(422);
    await post(another, "/session/second", { code: codes[3] }).expect(303);
    expect((await another.get("/account/security")).text).toContain("9 are left");
  });

  test("begins anew when it took longer than ten minutes, the password changed, or the cookie was altered", async () => {
    const slow = await openWorld();
    const person = await makePerson(slow.db);
    const agent = slow.visitor();
    await slow.db("one_time_secrets").insert({ person_id: person.id, sealed_secret: "x", created_at: "2026", confirmed_at: "2026" });
    const sealed = (await signIn(agent, person)).headers["set-cookie"]![0]!.split(";")[0]!;
    await agent.get("/session/second").expect(200);
    await slow.visitor().get("/session/second").set("Cookie", `${sealed.slice(0, -3)}abc`).expect(303).expect("location", "/session/new");
    slow.travelTo(later(slow.now(), 10 * MINUTE));
    await agent.get("/session/second").expect(303).expect("location", "/session/new");
    await signIn(agent, person);
    await slow.db("people").where({ id: person.id }).update({ password_hash: "another" });
    await agent.get("/session/second").expect(303).expect("location", "/session/new");
    await slow.close();
  });
});

describe("a second factor that a role needs", () => {
  test("is set up before anything else opens", async () => {
    const strict = await openWorld();
    const person = await makePerson(strict.db, { roles: ["admin"] });
    const agent = await strict.signedInAs(person);
    const { text: form } = await agent.get("/admin/settings/sign-in").expect(200);
    for (const role of ROLES) expect(form).toContain(`value="${role}"`);
    await post(agent, "/admin/settings/sign-in", { seen: 0, passwordLeast: 15, secondFactorRoles: "admin", sessionsMostDays: 7, stepUpMinutes: 5 }).expect(303).expect("location", "/admin/settings");
    for (const path of ["/", "/admin/people", "/progress", "/settings"]) await agent.get(path).expect(303).expect("location", "/account/security/enrolment");
    await post(agent, "/admin/people", {}).expect(303).expect("location", "/account/security/enrolment");
    expect((await agent.get("/account/security/enrolment").expect(200)).text).toContain("Set up a second factor");
    await (await strict.signedInAs(await makePerson(strict.db))).get("/progress").expect(200);
    await enrol(agent);
    await agent.get("/admin/people").expect(200);
    await post(agent, "/account/security/codes/removal").expect(422);
    await post(agent, "/account/security/password", { current: PASSWORD, password: "kurz und gut" }).expect(422).then(({ text }) => expect(text).toContain("Use at least 15 characters."));
    await strict.close();
  });
});

describe("before a dangerous deed", () => {
  test("one shows once more that it is they, and what was entered is kept and then done", async () => {
    const slow = await openWorld();
    const agent = await slow.signedInAs(await makePerson(slow.db, { roles: ["admin"] }));
    const person = await makePerson(slow.db);
    const fields = { name: "Renamed", email: person.email, team: "", external_id: "", department: "", site: "", job_title: "", start_date: "", line_manager: "" };
    slow.travelTo(later(slow.now(), 16 * MINUTE));
    await post(agent, `/admin/people/${person.public_id}`, fields).expect(303);

    const path = `/admin/people/${person.public_id}`;
    const asked = await post(agent, path, { ...fields, roles: ["trainer", "manager"] }).expect(200);
    expect(asked.text).toContain("Is it you?");
    expect(asked.text).not.toContain("trainer");
    const kept = typedIn(asked.text, path)["confirm-kept"];
    const refused = await post(agent, path, { "confirm-kept": kept, "confirm-password": "not it" }).expect(422);
    expect(await slow.db("person_roles").where({ person_id: person.id })).toEqual([]);
    await post(agent, "/admin/people", { "confirm-kept": kept, "confirm-password": PASSWORD, roles: "admin" }).expect(422);
    await post(agent, path, { "confirm-kept": typedIn(refused.text, path)["confirm-kept"], "confirm-password": PASSWORD }).expect(303).expect("location", path);
    expect(await slow.db("person_roles").where({ person_id: person.id }).orderBy("role").pluck("role")).toEqual(["manager", "trainer"]);
    await post(agent, path, { ...fields, roles: [] }).expect(303).expect("location", path);

    slow.travelTo(later(slow.now(), 16 * MINUTE));
    await agent.get("/admin/audit/log.csv").expect(303).expect("location", "/account/confirmation?to=%2Fadmin%2Faudit%2Flog.csv");
    await post(agent, "/account/confirmation", { to: "/admin/audit/log.csv", "confirm-password": PASSWORD }).expect(303).expect("location", "/admin/audit/log.csv");
    await agent.get("/admin/audit/log.csv").expect(200);
    await post(agent, "/account/confirmation", { to: "//elsewhere.example", "confirm-password": PASSWORD }).expect("location", "/");
    await slow.close();
  });
});

describe("somebody without a password", () => {
  test("may ask to be erased while they have just shown who they are, and after that comes in anew first", async () => {
    const slow = await openWorld();
    const person = await makePerson(slow.db);
    const agent = await slow.signedInAs(person);
    const { data, id } = (await slow.db("sessions").where({ person_id: person.id }))[0]!;
    const nobodys = sealOf({ password_hash: null });
    await slow.db("people").where({ id: person.id }).update({ password_hash: null });
    await slow.db("sessions").where({ id }).update({ data: JSON.stringify({ ...JSON.parse(data) as object, seal: nobodys, factor: "elsewhere" }) });
    expect(typedIn((await agent.get("/progress/data").expect(200)).text, "/progress/data/erasure")).toEqual({});
    slow.travelTo(later(slow.now(), 16 * MINUTE));
    expect((await post(agent, "/progress/data/erasure").expect(200)).text).toContain("Sign out and in again");
    expect(await slow.db("erasure_requests")).toEqual([]);
    slow.travelTo(later(slow.now(), -16 * MINUTE));
    await post(agent, "/progress/data/erasure").expect(303);
    expect(await slow.db("erasure_requests")).toHaveLength(1);
    await slow.close();
  });
});

describe("sessions", () => {
  test("are listed with device and network, can be ended one by one, all but this one, and by nobody else", async () => {
    const person = await makePerson(world.db);
    const [here, there, further] = [await world.signedInAs(person), world.visitor().set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"), await world.signedInAs(person)];
    await signIn(there, person);
    const { text } = await here.get("/account/security").expect(200);
    expect(text).toContain("Firefox on Linux");
    expect(text).toContain("from 127.0.0.1");
    const handles = [...text.matchAll(/sessions\/([\w-]{16})\/removal/g)].map(([, handle]) => handle!);
    expect(handles).toHaveLength(2);
    const stranger = await world.signedInAs(await makePerson(world.db));
    await post(stranger, `/account/security/sessions/${handles[0]}/removal`).expect(404);
    for (const handle of handles.slice(0, 1)) await post(here, `/account/security/sessions/${handle}/removal`).expect(303);
    expect(await world.db("sessions").where({ person_id: person.id })).toHaveLength(2);
    await post(here, "/account/security/sessions/removal").expect(303);
    await there.get("/progress").expect(303);
    await further.get("/progress").expect(303);
    await here.get("/progress").expect(200);
    await stranger.get("/progress").expect(200);
  });

  test("end after as many minutes or hours without a request as are set, also those that are open, and after thirty days however often they are used", async () => {
    const long = await openWorld();
    const agent = await long.signedInAs(await makePerson(long.db));
    const begin = long.now();
    const [boss, idler] = [await long.signedInAs(await makePerson(long.db, { roles: ["admin"] })), await long.signedInAs(await makePerson(long.db))];
    const setting = { passwordLeast: 12, sessionsMostDays: 30, stepUpMinutes: 15 };
    for (const [sessionsIdleMinutes, sessionsIdleUnit] of [["4", "minutes"], ["25", "hours"], ["7.5", "minutes"], ["-1", "hours"], ["soon", "minutes"]]) await post(boss, "/admin/settings/sign-in", { seen: 0, ...setting, sessionsIdleMinutes, sessionsIdleUnit }).expect(422);
    long.travelTo(later(begin, 14 * MINUTE));
    await post(boss, "/admin/settings/sign-in", { seen: 0, ...setting, sessionsIdleMinutes: "10", sessionsIdleUnit: "minutes" }).expect(303);
    await idler.get("/progress").expect(303);
    await post(boss, "/admin/settings/sign-in", { seen: 1, ...setting, sessionsIdleMinutes: "2", sessionsIdleUnit: "hours" }).expect(303);
    expect((await boss.get("/admin/settings/sign-in").expect(200)).text).toMatch(/name="sessionsIdleMinutes"[^>]*value="2"|value="2"[^>]*name="sessionsIdleMinutes"/);
    expect((await boss.get("/account/security").expect(200)).text).toContain("A session ends after 2 hours without a request");
    long.travelTo(later(begin, 132 * MINUTE));
    await boss.get("/progress").expect(200);
    long.travelTo(later(begin, 253 * MINUTE));
    await boss.get("/progress").expect(303);
    await long.db("installation_settings").where({ section: "sign-in" }).delete();
    dropHeldSettings(long.db);
    long.travelTo(begin);
    for (let hours = 23; hours < 30 * 24; hours += 23) { long.travelTo(later(begin, hours * 60 * MINUTE)); await agent.get("/progress").expect(200); }
    long.travelTo(later(begin, 30 * 24 * 60 * MINUTE));
    await agent.get("/progress").expect(303);
    await long.close();
  });

  test("go on when the same password is hashed anew at sign-in, and end when it is changed", async () => {
    const weak = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    const person = await makePerson(world.db, { password_hash: weak });
    const one = await world.signedInAs(person);
    expect((await world.db("people").where({ id: person.id }))[0]!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const other = await world.signedInAs(person);
    await world.db("people").where({ id: person.id }).update({ password_hash: weak });
    await signIn(world.visitor(), person).expect(303);
    await one.get("/progress").expect(200);
    expect((await post(other, "/account/security/password", { current: "not it", password: CHOSEN }).expect(422)).text).toContain("This is not your password so far.");
    await post(other, "/account/security/password", { current: PASSWORD, password: CHOSEN }).expect(303);
    await one.get("/progress").expect(303);
    await other.get("/progress").expect(200);
  });
});

describe("an administrator", () => {
  test("invites somebody new, helps somebody who lost their telephone, and signs somebody out", async () => {
    const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    const fields = { name: "Nina", email: "nina@example.test", team: "", external_id: "", department: "", site: "", job_title: "", start_date: "", line_manager: "" };
    await post(admin, "/admin/people", { ...fields, invited: "1" }).expect(303);
    const [nina] = await world.db("people").where({ email: "nina@example.test" });
    expect(nina!.password_hash).toBeNull();
    expect(await world.db("outbox").where({ person_id: nina!.id, kind: "welcome" })).toHaveLength(1);
    await post(admin, `/admin/people/${nina!.public_id}/invitation`).expect(303);
    expect(await world.db("outbox").where({ person_id: nina!.id, kind: "welcome" })).toHaveLength(2);

    const person = await makePerson(world.db);
    const agent = await world.signedInAs(person);
    await enrol(agent);
    expect((await admin.get(`/admin/people/${person.public_id}`)).text).toContain("Authenticator app");
    await post(admin, `/admin/people/${person.public_id}/second-factors/removal`).expect(303);
    await agent.get("/progress").expect(303);
    await signIn(agent, person).expect("location", "/");
    await post(admin, `/admin/people/${person.public_id}/sessions/removal`).expect(303);
    await agent.get("/progress").expect(303);
    expect(await world.db("audit_events").where({ subject: person.public_id }).orderBy("id").pluck("deed")).toEqual(["person.codes-added", "person.second-factors-removed", "person.sessions-ended"]);
  });
});

describe("a passkey", () => {
  test("is asked for in the same way whether an address has one, has none or is nobody’s", async () => {
    const person = await makePerson(world.db);
    await world.db("passkeys").insert({ public_id: "key", person_id: person.id, credential_id: "A".repeat(43), public_key: "x", counter: 0, transports: "[]", name: "Key", is_synced: 0, created_at: "2026" });
    const asked = async (email: string) => (await post(world.visitor(), "/session/passkey/options", { email }).expect(200)).body as { allowCredentials?: { id: string }[]; challenge: string };
    const options = [await asked(person.email), await asked((await makePerson(world.db)).email), await asked("nobody@example.test")];
    const shapes = options.map(({ challenge, allowCredentials, ...rest }) => JSON.stringify([challenge.length, allowCredentials!.map(({ id, ...other }) => [id.length, other]), rest]));
    expect(new Set(shapes).size).toBe(1);
    expect((await asked("nobody@example.test")).allowCredentials).toEqual(options[2]!.allowCredentials);
    expect((await asked("")).allowCredentials).toBeUndefined();
    const wrong = [await post(world.visitor(), "/session/passkey", { answer: "nonsense" }), await post(world.visitor(), "/session/passkey", {})];
    expect(wrong.map(({ status }) => status)).toEqual([422, 422]);
    expect(withoutTyped(wrong[0]!.text)).toBe(withoutTyped(wrong[1]!.text));
  });
});
