import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "../../src/domain/passwords.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { typedIn } from "../support/typed.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const signIn = (agent: Agent, email: string, password = PASSWORD) => agent.post("/session").type("form").send({ email, password });
const cookieOf = (response: { get: (name: "Set-Cookie") => string[] | undefined }) => (response.get("Set-Cookie")?.[0] ?? "").split(";")[0]!;

describe("signing in", () => {
  test("leads home with a session of one's own, however the email was typed", async () => {
    const person = await makePerson(world.db);
    const response = await signIn(world.visitor(), ` ${person.email.toUpperCase()} `);
    expect(response.status).toBe(303);
    expect(response.headers["location"]).toBe("/");
    expect(response.headers["set-cookie"]![0]).toMatch(/^debrief\.session=.*; HttpOnly; SameSite=Lax$/);
    expect(await world.db("sessions").where({ person_id: person.id })).toHaveLength(1);
  });

  test("shows fields named Email and Password and a button Sign in", async () => {
    const { text } = await world.visitor().get("/session/new").expect(200);
    expect(text).toMatch(/<label for="email">Email<\/label>/);
    expect(text).toMatch(/<label for="password">Password<\/label>/);
    expect(text).toMatch(/<button class="button">Sign in<\/button>/);
  });

  test("with the wrong password, an unknown email and a deactivated account looks the same", async () => {
    const { email } = await makePerson(world.db);
    const gone = await makePerson(world.db, { deactivated_at: "2026-01-02T00:00:00.000Z" });
    const pages = [await signIn(world.visitor(), email, "wrong"), await signIn(world.visitor(), "nobody@example.test"), await signIn(world.visitor(), gone.email)];
    expect(pages.map((page) => page.status)).toEqual([422, 422, 422]);
    const emailless = pages.map((page) => page.text.replace(/value="[^"]*"/g, ""));
    expect(new Set(emailless).size).toBe(1);
  });

  test("keeps the email that was typed, not the password, and says what is wrong beside the field", async () => {
    const { text } = await signIn(world.visitor(), "<ann>@example.test", "my secret words").expect(422);
    expect(text).toContain('value="&lt;ann&gt;@example.test"');
    expect(text).toContain('<a href="#email">The email or the password is not right.');
    expect(text).not.toContain("my secret words");
  });

  test("with nothing typed says what is missing", async () => {
    const { text } = await world.visitor().post("/session").type("form").send({}).expect(422);
    expect(text).toContain("Enter your email.");
    expect(text).toContain("Enter your password.");
  });

  test("with a field sent twice is refused, not a failure of ours", async () => {
    await world.visitor().post("/session").type("form").send("email=a&email=b&password=c").expect(422);
  });

  test("with a NUL in it is refused, not a failure of ours", async () => {
    await world.visitor().post("/session").type("form").send("email=a%00b&password=c").expect(400);
    await world.visitor().get("/setup/%00").expect(400);
  });

  test("too often gets a page that says so", async () => {
    const { email } = await makePerson(world.db);
    for (let tries = 0; tries < 10; tries++) await signIn(world.visitor(), email, "wrong").expect(422);
    const { text } = await signIn(world.visitor(), email).expect(429);
    expect(text).toContain("Too many tries");
    expect(text).toContain(`value="${email}"`);
  });

  test("as often as forty times at once lets every one in", async () => {
    const { email } = await makePerson(world.db);
    const responses = await Promise.all(Array.from({ length: 40 }, () => signIn(world.visitor(), email)));
    expect(responses.filter(({ status }) => status === 303)).toHaveLength(40);
  });

  test("from an address that failed with many accounts gets a page that says so", async () => {
    const crowd = await openWorld();
    const times = JSON.stringify(Array<string>(10).fill(crowd.now().toISOString()));
    for (let made = 0; made < 10; made++) await crowd.db("sign_in_tries").insert({ account: `account ${made}`, address: "127.0.0.1", times, last_at: crowd.now().toISOString() });
    const { text } = await signIn(crowd.visitor(), (await makePerson(crowd.db)).email).expect(429);
    expect(text).toContain("Too many sign-ins failed from your network.");
    expect(await crowd.db("sign_in_tries")).toHaveLength(10);
    await crowd.close();
  });

  test("goes back to the page that was wanted, also after a mistake", async () => {
    const person = await makePerson(world.db, { roles: ["admin"] });
    const agent = world.visitor();
    const wanted = "/admin/people?q=ann&page=2";
    const { headers } = await agent.get(wanted).expect(303);
    expect(headers["location"]).toBe("/session/new?to=/admin/people%3Fq%3Dann%26page%3D2");
    const { text } = await agent.get(headers["location"]!).expect(200);
    expect(typedIn(text, "/session")).toMatchObject({ to: wanted });
    const mistaken = await agent.post("/session").type("form").send({ email: person.email, password: "wrong", to: wanted }).expect(422);
    expect(typedIn(mistaken.text, "/session")).toMatchObject({ to: wanted });
    await agent.post("/session").type("form").send({ email: person.email, password: PASSWORD, to: wanted }).expect("location", wanted);
    await agent.get(headers["location"]!).expect(303).expect("location", wanted);
  });

  test.each(["//elsewhere.example/admin", "/\\elsewhere.example", "https://elsewhere.example/", "/\u0009/elsewhere.example", `/${"x".repeat(500)}`])("never leads to another site: %s", async (to) => {
    const person = await makePerson(world.db);
    await world.visitor().post("/session").type("form").send({ email: person.email, password: PASSWORD, to }).expect("location", "/");
    await world.visitor().post("/session").type("form").send({ email: person.email, password: PASSWORD, to: ["/progress", to] }).expect("location", "/");
    expect(typedIn((await world.visitor().get("/session/new").query({ to })).text, "/session")).toMatchObject({ to: "/" });
  });

  test("when signed in already leads home", async () => {
    const agent = await world.signedInAs(await makePerson(world.db));
    await agent.get("/session/new").expect(303).expect("location", "/");
  });
});

describe("the session", () => {
  test("gets a new id at sign-in, and the old one is worth nothing", async () => {
    const person = await makePerson(world.db, { roles: ["admin"] });
    const agent = world.visitor();
    const before = cookieOf(await signIn(agent, person.email));
    const after = cookieOf(await signIn(agent, person.email));
    expect(before).toMatch(/^debrief\.session=/);
    expect(after).not.toBe(before);
    await world.visitor().get("/admin/people").set("Cookie", after).expect(200);
    await world.visitor().get("/admin/people").set("Cookie", before).expect(303);
  });

  test("that was opened with the old password is out, even where its row is still there", async () => {
    const person = await makePerson(world.db, { roles: ["admin"] });
    const agent = await world.signedInAs(person);
    await agent.get("/admin/people").expect(200);
    await world.db("people").where({ id: person.id }).update({ password_hash: await hashPassword("another long password") });
    await agent.get("/admin/people").expect(303);
    expect(await world.db("sessions").where({ person_id: person.id })).toEqual([]);
  });

  test("ends on the server at sign-out: the cookie played again opens nothing", async () => {
    const person = await makePerson(world.db, { roles: ["admin"] });
    const agent = world.visitor();
    const cookie = cookieOf(await signIn(agent, person.email));
    await world.visitor().get("/admin/people").set("Cookie", cookie).expect(200);

    const response = await agent.post("/session/removal").expect(303).expect("location", "/session/new");

    expect(response.headers["set-cookie"]![0]).toMatch(/^debrief\.session=;.*Expires=Thu, 01 Jan 1970/);
    expect(await world.db("sessions").where({ person_id: person.id })).toEqual([]);
    await world.visitor().get("/admin/people").set("Cookie", cookie).expect(303).expect("location", "/session/new?to=/admin/people");
  });

  test("is not opened for a visitor who only looks, nor kept for one who was signed out", async () => {
    const looking = await openWorld();
    for (const path of ["/session/new", "/session/new?to=/progress", "/", "/admin", "/nowhere"]) expect((await looking.visitor().get(path)).headers["set-cookie"]).toBeUndefined();
    const person = await makePerson(looking.db);
    const agent = await looking.signedInAs(person);
    await looking.db("people").where({ id: person.id }).update({ deactivated_at: looking.now().toISOString() });
    await agent.get("/progress").expect(303);
    await agent.get("/progress").expect(303);
    expect(await looking.db("sessions")).toEqual([]);
    await looking.close();
  });

  test("ends with the person: deactivated while signed in is signed out", async () => {
    const person = await makePerson(world.db, { roles: ["admin"] });
    const agent = await world.signedInAs(person);
    await world.db("people").where({ id: person.id }).update({ deactivated_at: world.now().toISOString() });
    await agent.get("/admin/people").expect(303).expect("location", "/session/new?to=/admin/people");
    await world.db("people").where({ id: person.id }).update({ deactivated_at: null });
    await agent.get("/admin/people").expect(303);
  });

  test("knows a role that was taken away at the next request", async () => {
    const person = await makePerson(world.db, { roles: ["admin"] });
    const agent = await world.signedInAs(person);
    await agent.get("/admin/people").expect(200);
    await world.db("person_roles").where({ person_id: person.id }).delete();
    await agent.get("/admin/people").expect(403);
  });

  test("ends after a day without a request, or as many as are set", async () => {
    const later = await openWorld();
    const agent = await later.signedInAs(await makePerson(later.db, { roles: ["admin"] }));
    later.travelTo("2026-01-06T08:59:00Z");
    await agent.get("/admin/people").expect(200);
    later.travelTo("2026-01-07T09:00:00Z");
    await agent.get("/admin/people").expect(303);
    await later.close();
  });

  test("is kept in no cache", async () => {
    const agent = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    await agent.get("/admin/people").expect("cache-control", "no-store");
  });

  test("is secure where the installation is", async () => {
    const secure = await openWorld({ publicUrl: "https://debrief.example.org", trustProxy: 1 });
    const response = await signIn(secure.visitor().set("X-Forwarded-Proto", "https"), (await makePerson(secure.db)).email);
    expect(response.headers["set-cookie"]![0]).toMatch(/; Secure/);
    await secure.close();
  });
});

describe("a form", () => {
  test("of another site signs nobody in or out", async () => {
    const { email } = await makePerson(world.db);
    await signIn(world.visitor().set("Sec-Fetch-Site", "cross-site"), email).expect(403);
    await world.visitor().post("/session/removal").set("Sec-Fetch-Site", "cross-site").expect(403);
  });

  test("that meets no session leads to signing in with a word, and back to where it stood", async () => {
    const person = await makePerson(world.db, { roles: ["admin"] });
    const agent = world.visitor();
    const sent = await agent.post("/admin/people").set("Referer", `${world.address}/admin/people/new`).type("form").send({ name: "Ann" }).expect(303);
    expect(sent.headers["location"]).toBe("/session/new?to=/admin/people/new&ended=1");
    const { text } = await agent.get(sent.headers["location"]!).expect(200);
    expect(text).toMatch(/role="alert"[^]*You were signed out. What you sent last was not saved: sign in and send it again./);
    expect(typedIn(text, "/session")).toMatchObject({ to: "/admin/people/new" });
    expect((await agent.get("/session/new")).text).not.toContain("You were signed out.");
    await signIn(agent, person.email).expect(303);
  });

  test.each(["https://elsewhere.example/admin/people/new", "not an address", undefined])("that stood nowhere here leads home: %s", async (referer) => {
    const asking = world.visitor().post("/admin/people").type("form").send({});
    await (referer ? asking.set("Referer", referer) : asking).expect(303).expect("location", "/session/new?ended=1");
  });

  test("is taken as a form only", async () => {
    const response = await world.visitor().post("/session").type("json").send({ email: "a", password: "b" }).expect(415).expect("cache-control", "no-store");
    expect(response.text).toContain("This page does not take that kind of content.");
    await world.visitor().post("/session").type("text/plain").send("email=a").expect(415);
    await world.visitor().post("/session").field("email", "a").expect(415);
    await world.visitor().post("/session").expect(422);
    await world.visitor().post("/session").type("form").send(`email=${"x".repeat(300_000)}`).expect(413).expect("cache-control", "no-store");
    await world.visitor().post("/session").type("form").send("email=a%00b").expect(400).expect("cache-control", "no-store");
  });

  test("leads back to its page when its address is opened", async () => {
    await world.visitor().get("/session").expect(303).expect("location", "/session/new");
  });
});

describe("the demo accounts", () => {
  test("are offered in the demo, one click each, and nowhere else", async () => {
    const demo = await openWorld({ demo: true });
    const { text } = await demo.visitor().get("/session/new");
    for (const role of ["learner", "trainer", "manager", "auditor", "admin"]) expect(text).toMatch(new RegExp(`name="email" value="${role}@demo\\.example"`));
    const wanting = (await demo.visitor().get("/session/new?to=/progress")).text;
    expect(wanting.match(/<input type="hidden" name="to" value="\/progress">/g)).toHaveLength(6);
    await demo.close();
    expect((await world.visitor().get("/session/new")).text).not.toContain("demo.example");
  });
});
