import { createHmac } from "node:crypto";
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeLearningSystem } from "../../../src/domain/learning-systems.ts";
import type { LearningSystem } from "../../../src/storage/learning-tables.ts";
import { begin, claim, INSTRUCTOR, launch, launchClaims, openPlatform, registerPlatform, ticketIn, type Claims, type Platform } from "../../support/learning-platform.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { openWorld, type World } from "../../support/world.ts";

let [world, safe, platform, system]: [World, World, Platform, LearningSystem] = [] as never;
beforeAll(async () => {
  platform = await openPlatform(() => world.now());
  const webhookOrigins = [platform.origin];
  world = await openWorld({ webhookOrigins });
  safe = await openWorld({ webhookOrigins, publicUrl: "https://quiz.example.test", trustProxy: 1 });
  system = await registerPlatform(world, platform);
  await registerPlatform(safe, platform, { frames: ["https://pages.example.test"] });
});
afterAll(async () => { await world.close(); await safe.close(); await platform.close(); });

const claims = (nonce: string, given: Claims = {}) => launchClaims(platform, world, nonce, given);
const seconds = () => Math.floor(world.now().getTime() / 1000);
const refusal = (text: string) => (/<h1>([^<]*)<\/h1>(?:\s*<p class="lede">([^<]*)<\/p>)?/.exec(text) ?? []).slice(1).filter(Boolean).join(" ");
const change = async (given: object) => changeLearningSystem(world.db, await makePerson(world.db), system.public_id, {
  name: "The Academy", issuer: platform.origin, clientId: "a-client", deployments: ["3"], loginUrl: `${platform.origin}/auth?keep=1`, tokenUrl: `${platform.origin}/token`, keysUrl: `${platform.origin}/jwks`, tokenAudience: "", frames: [], grounds: "",
  linksByEmail: false, makesPeople: true, makesTrainers: false, isOn: true, ...given,
}, [platform.origin], world.now());

describe("a sign-in that a learning system begins", () => {
  test("goes to its own page with a state and a nonce of this launch, by GET too", async () => {
    const { asked, state, nonce } = await begin(platform, world, world.visitor());
    expect(`${asked.origin}${asked.pathname}`).toBe(`${platform.origin}/auth`);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      keep: "1", scope: "openid", response_type: "id_token", response_mode: "form_post", prompt: "none", client_id: "a-client", redirect_uri: `${world.address}/lti/launch`, login_hint: "4", lti_message_hint: "hint", state, nonce,
    });
    const again = await world.visitor().get("/lti/login").query({ iss: platform.origin, login_hint: "4", target_link_uri: `${world.address}/lti/launch` }).expect(302);
    expect(again.headers["location"]).not.toContain(state);
    expect(JSON.stringify(await world.db("launch_states"))).not.toContain(state);
  });

  test.each([
    ["an unknown issuer", { iss: "https://elsewhere.example" }], ["another client", { client_id: "another" }], ["a link to another site", { target_link_uri: "https://elsewhere.example/lti/launch" }], ["nothing", { iss: "" }],
  ])("is refused for %s", async (_what, given) => {
    const wish = { iss: platform.origin, client_id: "a-client", login_hint: "4", target_link_uri: `${world.address}/lti/launch`, ...given };
    const { status, headers } = await world.visitor().post("/lti/login").type("form").send(wish);
    expect([status, headers["location"]]).toEqual([422, undefined]);
  });
});

describe("a launch", () => {
  test("of somebody new makes an account, and after a click they sit at the quiz", async () => {
    const { quiz } = await makeQuiz(world.db);
    const agent = world.visitor();
    const { text, status } = await launch(platform, world, agent, (nonce) => claims(nonce, { [claim("target_link_uri")]: `${world.address}/lti/quizzes/${quiz.slug}` }));
    expect([status, text]).toEqual([200, expect.stringContaining("Go on as Noor Ünïcode")]);
    expect(text).not.toMatch(/eyJ[\w-]+\./);
    const entered = await agent.post("/lti/entries").type("form").send({ ticket: ticketIn(text) }).expect(303);
    expect(entered.headers["location"]).toMatch(/^\/attempts\//);
    const { text: page } = await agent.get(entered.headers["location"]!).redirects(1).expect(200);
    expect(page).toContain("data-question=");
    const person = (await world.db("people").where({ email: "noor@example.test" }).first())!;
    expect(person).toMatchObject({ name: "Noor Ünïcode", password_hash: null });
    expect(await world.db("person_roles").where({ person_id: person.id })).toEqual([]);
    await agent.post("/lti/entries").type("form").send({ ticket: ticketIn(text) }).expect(422);
    const back = await launch(platform, world, world.visitor(), (nonce) => claims(nonce, { email: "another@example.test", [claim("custom")]: { quiz: quiz.slug } }));
    expect(back.text).toContain("Go on as Noor Ünïcode");
    expect(await world.db("learning_accounts").where({ issuer: platform.origin, subject: "4" })).toHaveLength(1);
  });

  test("only reaches what learners see; their account and the rest is for who signs in", async () => {
    const agent = world.visitor();
    const admin = await makePerson(world.db, { roles: ["admin", "trainer"] });
    await world.db("learning_accounts").insert({ issuer: platform.origin, subject: "boss", person_id: admin.id, created_at: "", last_at: "" });
    const { text } = await launch(platform, world, agent, (nonce) => claims(nonce, { sub: "boss", [claim("roles")]: [INSTRUCTOR] }));
    await agent.post("/lti/entries").type("form").send({ ticket: ticketIn(text) }).expect(303);
    await agent.get("/quizzes").expect(200);
    const statuses = [];
    for (const path of ["/admin/people", "/studio", "/desk", "/settings", "/reminders", "/progress/data", "/progress/data/erasure"]) statuses.push((await agent.get(path)).status);
    expect(statuses).toEqual(statuses.map(() => 403));
    await change({ isOn: false });
    await agent.get("/quizzes").expect(303);
    await change({});
  });

  const forged = async (nonce: string, header: object, sign: (input: string) => string) => {
    const input = [header, claims(nonce)].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return Promise.resolve(`${input}.${sign(input)}`);
  };
  const publicPem = async () => exportSPKI((await importJWK(platform.jwk, "RS256", { extractable: true })) as never);
  const signed = (given: Claims, header: object = {}) => (nonce: string) => platform.sign(claims(nonce, given), header);

  test.each<[string, (nonce: string) => Promise<string>, RegExp]>([
    ["without a signature", async (nonce) => (await platform.sign(claims(nonce))).split(".").slice(0, 2).join(".") + ".", /not signed/],
    ["with the algorithm none", (nonce) => forged(nonce, { alg: "none", kid: "platform-key" }, () => ""), /not signed/],
    ["signed with the public key as a shared secret", async (nonce) => { const pem = await publicPem(); return forged(nonce, { alg: "HS256", kid: "platform-key" }, (input) => createHmac("sha256", pem).update(input).digest("base64url")); }, /not signed/],
    ["signed by somebody else", async (nonce) => new SignJWT(claims(nonce)).setProtectedHeader({ alg: "RS256", kid: "platform-key" }).sign((await generateKeyPair("RS256")).privateKey), /not signed/],
    ["that was tampered with", async (nonce) => { const [head, , tail] = (await platform.sign(claims(nonce))).split("."); return [head, Buffer.from(JSON.stringify(claims(nonce, { sub: "5" }))).toString("base64url"), tail].join("."); }, /not signed/],
    ["with a key of another name", signed({}, { kid: "unknown" }), /not signed/], ["without the name of a key", signed({}, { kid: undefined }), /not signed/],
    ["that is no token", () => Promise.resolve("nonsense"), /not signed/],
    ["six minutes late", (nonce) => platform.sign(claims(nonce, { iat: seconds() - 600, exp: seconds() - 360 })), /too old/],
    ["from the future", (nonce) => platform.sign(claims(nonce, { iat: seconds() + 600, exp: seconds() + 900 })), /too old/],
    ["without an end", signed({ exp: undefined }), /lacks something/], ["without a beginning", signed({ iat: undefined }), /lacks something/],
    ["of another issuer", signed({ iss: "https://elsewhere.example" }), /not from the learning system/], ["for another program", signed({ aud: "another" }), /another program/],
    ["for several programs without saying which", signed({ aud: ["a-client", "another"] }), /another program/], ["that was given to another program", signed({ aud: ["a-client", "another"], azp: "another" }), /another program/],
    ["with the nonce of another launch", signed({ nonce: "another" }), /another sign-in/], ["without a nonce", signed({ nonce: undefined }), /lacks something/],
    ["of another deployment", signed({ [claim("deployment_id")]: "4" }), /deployment 4 is not registered/], ["of no deployment", signed({ [claim("deployment_id")]: undefined }), /lacks something/],
    ["in another version", signed({ [claim("version")]: "1.1" }), /another version/], ["of another kind", signed({ [claim("message_type")]: "LtiSubmissionReviewRequest" }), /not offered/],
    ["of nobody", signed({ sub: undefined }), /lacks something/], ["of no link", signed({ [claim("resource_link")]: undefined }), /lacks something/],
    ["that leads to another site", signed({ [claim("target_link_uri")]: "https://elsewhere.example/quizzes/one" }), /another site/], ["that leads nowhere", signed({ [claim("target_link_uri")]: undefined }), /lacks something/],
  ])("%s is refused, and nobody comes in", async (_what, make, reason) => {
    const before = (await world.db("people").count({ total: "*" }).first())?.total;
    const { status, text, headers } = await launch(platform, world, world.visitor(), make);
    expect([status, refusal(text)]).toEqual([422, expect.stringMatching(reason)]);
    expect([headers["location"], ticketIn(text)]).toEqual([undefined, ""]);
    expect((await world.db("people").count({ total: "*" }).first())?.total).toBe(before);
  });

  test("four minutes late is forgiven", async () => {
    expect(ticketIn((await launch(platform, world, world.visitor(), (nonce) => claims(nonce, { iat: seconds() - 300, exp: seconds() - 240 }))).text)).not.toBe("");
  });

  test("counts once, for the sign-in that it belongs to, for ten minutes", async () => {
    const agent = world.visitor();
    const [one, other, old] = [await begin(platform, world, agent), await begin(platform, world, agent), await begin(platform, world, agent)];
    const token = await platform.sign(claims(one.nonce));
    const send = (state: string, id_token = token) => agent.post("/lti/launch").type("form").send({ state, id_token });
    expect(refusal((await send(other.state)).text)).toMatch(/another sign-in/);
    const both = await Promise.all([send(one.state), send(one.state)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(refusal((await send(one.state)).text)).toMatch(/used already/);
    expect(refusal((await send("made-up")).text)).toMatch(/used already/);
    world.travelTo("2026-01-05T09:11:00Z");
    expect(refusal((await send(old.state, await platform.sign(claims(old.nonce)))).text)).toMatch(/used already/);
    world.travelTo("2026-01-05T09:00:00Z");
  });

  test("finds people by email only where that is allowed, makes nobody where it is not, and trainers only where it is", async () => {
    const known = await makePerson(world.db, { email: "known@example.test" });
    const come = async (sub: string, given: Claims = {}) => { const { text } = await launch(platform, world, world.visitor(), (nonce) => claims(nonce, { sub, ...given })); return ticketIn(text) === "" ? refusal(text) : "in"; };
    expect(await come("k", { email: "Known@example.test" })).toMatch(/account with your email/);
    await change({ linksByEmail: true, makesPeople: false });
    expect(await come("k", { email: "Known@example.test" })).toBe("in");
    expect(await world.db("learning_accounts").where({ subject: "k" }).first()).toMatchObject({ person_id: known.id });
    expect(await come("u", { email: "unknown@example.test" })).toMatch(/Nobody here is known/);
    await world.db("people").where({ id: known.id }).update({ deactivated_at: "2026-01-04T00:00:00.000Z" });
    expect(await come("k")).toMatch(/closed/);
    await change({ makesTrainers: true });
    expect(await come("n", { email: undefined })).toMatch(/did not say your email/);
    expect(await come("t", { email: "teaches@example.test", [claim("roles")]: [INSTRUCTOR, "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator"] })).toBe("in");
    const both = { sub: "twice", email: "twice@example.test" };
    expect(await Promise.all([come("twice", both), come("twice", both)])).toEqual(["in", "in"]);
    const made = (await world.db("people").where({ email: "teaches@example.test" }).first())!;
    expect((await world.db("person_roles").where({ person_id: made.id })).map(({ role }) => role)).toEqual(["trainer"]);
    await change({});
  });
});

describe("inside a course", () => {
  const proxied = { "X-Forwarded-Proto": "https" };
  const claimsThere = (nonce: string, slug: string) => launchClaims(platform, safe, nonce, { sub: "in-frame", email: "frame@example.test", [claim("target_link_uri")]: `https://quiz.example.test/lti/quizzes/${slug}` });
  const start = async () => {
    const { headers } = await safe.visitor().post("/lti/login").set(proxied).type("form").send({ iss: platform.origin, login_hint: "4", target_link_uri: "https://quiz.example.test/lti/launch" }).expect(302);
    const asked = new URL(headers["location"]!);
    return { state: asked.searchParams.get("state")!, nonce: asked.searchParams.get("nonce")!, cookie: [headers["set-cookie"]].flat()[0]! };
  };
  const send = async (slug: string, { state, nonce }: { state: string; nonce: string }, cookie: string, dest: string) => safe.visitor().post("/lti/launch").set({ ...proxied, "Sec-Fetch-Dest": dest, "Sec-Fetch-Site": "cross-site", Cookie: cookie })
    .type("form").send({ state, id_token: await platform.sign(claimsThere(nonce, slug)) });
  const framing = (headers: Record<string, string>) => /frame-ancestors ([^;]*)/.exec(headers["content-security-policy"] ?? "")?.[1];

  test("the quiz opens in the frame at once, by a cookie of its own that only this site's frame has; pages of others may not frame it", async () => {
    const { quiz } = await makeQuiz(safe.db);
    const begun = await start();
    expect(begun.cookie).toMatch(/^debrief\.launch\.[\w-]{16}=1; Max-Age=600; Path=\/lti; .*HttpOnly; Secure; Partitioned; SameSite=None$/);
    const response = await send(quiz.slug, begun, begun.cookie.split(";")[0]!, "iframe");
    expect(response.headers["location"]).toMatch(/^\/attempts\//);
    const session = ([response.headers["set-cookie"]].flat() as string[]).find((cookie) => cookie.startsWith("debrief.framed="))!;
    expect(session).toMatch(/; HttpOnly; Secure; Partitioned; SameSite=None$/);
    const inFrame = { ...proxied, Cookie: session.split(";")[0]!, "Sec-Fetch-Dest": "iframe" };
    const page = await safe.visitor().get(response.headers["location"]!).set(inFrame).redirects(1).expect(200);
    expect(framing(page.headers as never)).toBe(`${platform.origin} https://pages.example.test`);
    expect(page.headers["x-frame-options"]).toBeUndefined();
    expect(page.text).not.toContain('class="header"');
    await safe.visitor().get("/quizzes").set({ ...inFrame, "Sec-Fetch-Dest": "document" }).expect(303);
    expect(framing((await safe.visitor().get("/session/new")).headers as never)).toBe("'none'");
    await safe.db("sessions").delete();
    const over = await safe.visitor().get("/quizzes").set(inFrame).expect(403);
    expect([refusal(over.text), framing(over.headers as never)]).toEqual([expect.stringContaining("from your course again"), `${platform.origin} https://pages.example.test`]);
  });

  test("without cookies it goes on in a new window, by a ticket that works once and only from our own page", async () => {
    const { quiz } = await makeQuiz(safe.db);
    const { text } = await send(quiz.slug, await start(), "", "iframe");
    expect(text).toContain('target="_blank"');
    const enter = (site: string) => safe.visitor().set("Sec-Fetch-Site", site).post("/lti/entries").set({ ...proxied, "Sec-Fetch-Site": site }).type("form").send({ ticket: ticketIn(text) });
    await enter("cross-site").expect(403);
    const entered = await enter("same-origin").expect(303);
    expect(([entered.headers["set-cookie"]].flat() as string[])[0]).toMatch(/^debrief\.session=.*; HttpOnly; Secure; SameSite=Lax$/);
    await enter("same-origin").expect(422);
  });

  test("a token that is proven but comes from another browser than the one that began asks first", async () => {
    const { quiz } = await makeQuiz(safe.db);
    const { text, headers } = await send(quiz.slug, await start(), "debrief.launch.of-another=1", "document");
    expect([headers["set-cookie"], text]).toEqual([undefined, expect.stringContaining("Go on only if that is you")]);
  });
});
