import { createHmac } from "node:crypto";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newPublicId } from "../../../src/lib/ids.ts";
import { HOUR, later } from "../../../src/lib/clock.ts";
import { prepareKey } from "../../../src/domain/single-sign-on/saml-keys.ts";
import { listRolesOf } from "../../../src/storage/people.ts";
import type { SignInProvider } from "../../../src/storage/sign-in-tables.ts";
import { makePerson, makeTeam } from "../../support/make.ts";
import { openOidcIssuer, type OidcIssuer } from "../../support/oidc-issuer.ts";
import { makeProvider } from "../../support/sign-in-provider.ts";
import { newWanderer, type Wanderer } from "../../support/wanderer.ts";
import { openWorld, type World } from "../../support/world.ts";

const ORIGINS: string[] = [];
let world: World;
let op: OidcIssuer;
let provider: SignInProvider;
const ID = newPublicId();
beforeAll(async () => {
  world = await openWorld({ webhookOrigins: ORIGINS });
  op = await openOidcIssuer(world.address, ID);
  ORIGINS.push(op.issuer);
  await makeTeam(world.db, { name: "Night shift" });
  world.travelTo(new Date());
  provider = await makeProvider(world, "oidc", ID, { issuer: op.issuer, clientId: op.clientId, secret: op.clientSecret, teamClaim: "team", rolesClaim: "groups", roleLines: "Debrief Trainers = trainer\nDebrief Admins = admin", departmentClaim: "department" });
});
afterAll(async () => { await op.close(); await world.close(); });
beforeEach(() => { world.travelTo(new Date()); op.tamper(undefined); });

const start = (to = "/progress") => `${world.address}/sign-in/${ID}?to=${encodeURIComponent(to)}`;
const setSettings = (changes: object) => world.db("sign_in_providers").where({ id: provider.id }).update({ settings: JSON.stringify({ ...JSON.parse(provider.settings) as object, ...changes }) });
const signInAs = async (sub: string, more: Record<string, unknown> = {}, wanderer: Wanderer = newWanderer()) => {
  op.account({ sub, name: `Somebody ${sub}`, email: `${sub}@example.test`, email_verified: true, ...more });
  return wanderer.get(start());
};
const sessionsOf = (email: string) => world.db("sessions").whereIn("person_id", world.db("people").where({ email }).select("id"));

describe("somebody whom the provider sends", () => {
  test("is added with team, department, language and roles, comes to the page that was wanted, and is the same person the next time", async () => {
    const told = { locale: "de-AT", groups: ["Debrief Trainers", "Others"], team: "night shift", department: "Ports" };
    const page = await signInAs("ann", told);
    expect([page.status, new URL(page.url).pathname]).toEqual([200, "/progress"]);
    const person = (await world.db("people").where({ email: "ann@example.test" }).first())!;
    expect(person).toMatchObject({ name: "Somebody ann", department: "Ports", language: "de", password_hash: null, sought: expect.stringContaining("ann") as string });
    expect([await listRolesOf(world.db, person.id), (await world.db("teams").where({ id: person.team_id! }).first())?.name]).toEqual([["learner", "trainer"], "Night shift"]);

    await signInAs("ann", { name: "Ann Other", email: "ann.other@example.test", groups: [], team: "night shift" });
    const after = (await world.db("people").where({ id: person.id }).first())!;
    expect(after).toMatchObject({ name: "Ann Other", email: "ann.other@example.test", department: "Ports" });
    expect([await listRolesOf(world.db, person.id), await world.db("identities").where({ person_id: person.id }).count({ total: "*" }).first()]).toEqual([["learner"], { total: expect.anything() as number }]);
    expect(await world.db("audit_events").where({ subject: person.public_id }).orderBy("id").pluck("deed")).toEqual(["single-sign-on.person-added", "single-sign-on.person-changed"]);
  });

  test("keeps the last administrator one, whatever the provider says", async () => {
    await world.db("person_roles").delete();
    await signInAs("root", { groups: ["debrief admins"] });
    await signInAs("root", { groups: [] });
    const person = (await world.db("people").where({ email: "root@example.test" }).first())!;
    expect(await listRolesOf(world.db, person.id)).toEqual(["learner", "admin"]);
  });

  test("comes in where we have no secret but sign with our key, whose next one the provider finds before it is used", async () => {
    await setSettings({ clientId: "debrief-by-key", clientProof: "key" });
    expect(new URL((await signInAs("signed")).url).pathname).toBe("/progress");
    await setSettings({ clientId: "debrief-by-key", clientProof: "secret" });
    expect((await signInAs("signed")).status).toBe(403);
    const admin = await makePerson(world.db, { roles: ["admin"] });
    await prepareKey(world.db, admin, "the secret of the tests", world.now());
    const { keys } = (await (await fetch(`${world.address}/sign-in/${ID}/jwks`)).json()) as { keys: Record<string, string>[] };
    expect(keys.map(({ kid, kty, use, alg, d }) => [typeof kid, kty, use, alg, d])).toEqual([1, 2].map(() => ["string", "RSA", "sig", "RS256", undefined]));
    await setSettings({});
  });

  test("never lands on another site", async () => {
    op.account({ sub: "ann", name: "Ann", email: "ann@example.test", email_verified: true });
    for (const to of ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example"]) expect(new URL((await newWanderer().get(start(to))).url).origin).toBe(world.address);
  });
});

describe("somebody who is here already", () => {
  test("is linked by a verified address only where the administrator allows it, and by subject alone from then on", async () => {
    const person = await makePerson(world.db, { email: "old@example.test" });
    expect((await signInAs("old")).text).toContain("Somebody here has your address already");
    await setSettings({ links: true });
    expect((await signInAs("old", { email_verified: false })).text).toContain("does not say that your address is verified");
    expect(new URL((await signInAs("old")).url).pathname).toBe("/progress");
    expect(new URL((await signInAs("old", { email: "stranger@elsewhere.test", email_verified: false })).url).pathname).toBe("/progress");
    expect(await world.db("people").where({ id: person.id }).first()).toMatchObject({ email: "old@example.test" });
    await setSettings({});
  });

  test("is refused when deactivated, and their address does not help another subject", async () => {
    await signInAs("gone");
    await world.db("people").where({ email: "gone@example.test" }).update({ deactivated_at: "2026-01-01T00:00:00.000Z" });
    expect((await signInAs("gone")).text).toContain("Your account here is not active");
    expect((await signInAs("another", { email: "gone@example.test" })).status).toBe(403);
  });
});

describe("nobody comes in", () => {
  test.each([
    ["from a domain that is not the provider’s", { email: "eve@elsewhere.test" }, "not of a domain"], ["with an address that is not verified", { email_verified: false }, "does not say that your address is verified"],
    ["without an address", { email: undefined }, "does not send your email"],
  ])("%s", async (_what, more, words) => {
    expect((await signInAs("eve", more)).text).toContain(words);
    expect(await world.db("people").where({ name: "Somebody eve" })).toEqual([]);
  });

  test("who declines there, and the administrator reads why", async () => {
    op.decline();
    const page = await newWanderer().get(start());
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("was called off")]);
    expect(page.url).toBe(`${world.address}/sign-in/${ID}/refused/denied`);
    expect(await world.db("sign_in_providers").first()).toMatchObject({ refusal: expect.stringContaining("sso.refusals.denied") as string });
  });

  const forged = (token: string, claims: object) => op.sign({ ...decodeJwt(token), ...claims }, { alg: "RS256" });
  const rewritten = (token: string, head = token.split(".")[0]!, sign = token.split(".")[2]!) => `${head}.${Buffer.from(Buffer.from(token.split(".")[1]!, "base64url").toString().replace('"sub":"mallory"', '"sub":"root"')).toString("base64url")}.${sign}`;
  test.each<[string, RegExp, (token: string) => Promise<string> | string]>([
    ["with a token that was tampered with", /signature/i, (token) => rewritten(token)], ["with a token that is not signed", /alg/i, (token) => rewritten(token, Buffer.from('{"alg":"none"}').toString("base64url"), "")],
    ["with the nonce of another sign-in", /nonce/, (token) => forged(token, { nonce: "another" })], ["with a token for another audience", /aud/, (token) => forged(token, { aud: "somebody else" })], ["with a token of another issuer", /iss/, (token) => forged(token, { iss: "https://elsewhere.example" })],
    ["with a token that is over", /exp/, (token) => forged(token, { iat: 1_700_000_000, exp: 1_700_000_600 })], ["with a token about another subject than the user info", /sub/, (token) => forged(token, { sub: "root" })],
  ])("%s", async (_what, detail, change) => {
    const before = await world.db("sessions").count({ total: "*" }).first();
    op.tamper(async (tokens) => { tokens.id_token = await change(tokens.id_token); });
    expect((await signInAs("mallory")).status).toBe(403);
    expect(JSON.parse((await world.db("sign_in_providers").first())!.refusal!)).toEqual({ reason: "sso.refusals.odd", detail: expect.stringMatching(detail) as string });
    expect(await world.db("sessions").count({ total: "*" }).first()).toEqual(before);
  });

  test("with an answer for another browser, a second time, or after a quarter of an hour", async () => {
    const [mine, theirs] = [newWanderer(), newWanderer()];
    const { way } = await signInAs("once", {}, mine);
    const callback = way.find((url) => url.includes("/callback"))!;
    expect((await theirs.get(callback)).text).toContain("was finished before");
    expect(new URL((await mine.get(way.find((url) => url.includes("/arrival/"))!)).url).pathname).toBe("/");

    const caught = newWanderer();
    op.account({ sub: "caught", name: "Caught", email: "caught@example.test", email_verified: true });
    const there = (await fetch(start(), { redirect: "manual" })).headers.get("location")!;
    expect((await caught.get(there)).text).toContain("began in another browser");

    const slow = newWanderer();
    const address = (await fetch(start(), { redirect: "manual" })).headers.get("location")!;
    world.travelTo(later(new Date(), HOUR / 2));
    expect((await slow.get(address)).text).toContain("took too long");
  });
});

describe("a dangerous deed", () => {
  test("of somebody who came in by a provider leads there once more, and then is done", async () => {
    const wanderer = newWanderer();
    await signInAs("chief", { groups: ["Debrief Admins"] }, wanderer);
    const row = (await world.db("sessions").whereIn("person_id", world.db("people").where({ email: "chief@example.test" }).select("id")).first())!;
    await world.db("sessions").where({ id: row.id }).update({ data: JSON.stringify({ ...JSON.parse(row.data) as object, steppedUpAt: "" }) });
    const deed = () => fetch(`${world.address}/admin/sign-in-providers/keys`, { method: "POST", redirect: "manual", headers: { referer: `${world.address}/admin/sign-in-providers/keys`, cookie: [...wanderer.cookies.get(world.address)!].map(([name, value]) => `${name}=${value}`).join("; ") } });
    const [, address] = /href="(\/sign-in\/[^"]*)"/.exec(await (await deed()).text())!;
    const { way, url } = await wanderer.get(world.address + address!.replaceAll("&amp;", "&"));
    expect([way[1], url]).toEqual([expect.stringMatching(/prompt=login.*max_age=0/), `${world.address}/admin/sign-in-providers/keys`]);
    const done = await deed();
    expect([done.status, done.headers.get("location")]).toEqual([303, "/admin/sign-in-providers/keys"]);
  });
});

describe("signing out", () => {
  test("leads to the provider and ends the session there", async () => {
    const wanderer = newWanderer();
    await signInAs("ann", {}, wanderer);
    const cookie = [...wanderer.cookies.get(world.address)!].map(([name, value]) => `${name}=${value}`).join("; ");
    const page = await fetch(`${world.address}/session/removal`, { method: "POST", headers: { cookie }, redirect: "manual" });
    const address = page.headers.get("refresh")!.replace("0; url=", "");
    expect(address).toMatch(new RegExp(`^${op.issuer}/session/end\\?.*id_token_hint=`));
    expect([(await wanderer.get(`${world.address}/progress`)).url, (await wanderer.get(address)).status]).toEqual([expect.stringContaining("/session/new"), 200]);
  });

  test("at the provider ends the sessions that it names, once, and only by a right token", async () => {
    await signInAs("leaver");
    const say = (token: string) => fetch(`${world.address}/sign-in/${ID}/back-channel-logout`, { method: "POST", body: new URLSearchParams({ logout_token: token }) });
    const seconds = Math.floor(Date.now() / 1000);
    const right = { iss: op.issuer, aud: op.clientId, iat: seconds, exp: seconds + 120, jti: "one", sub: "leaver", events: { "http://schemas.openid.net/event/backchannel-logout": {} } };
    const wrong = [{ ...right, aud: "another" }, { ...right, iss: "https://elsewhere.example" }, { ...right, nonce: "n" }, { ...right, events: {} }, { ...right, sub: undefined }, { ...right, iat: seconds - 3600 }, { ...right, exp: seconds - 120 }, { ...right, jti: undefined }];
    for (const claims of wrong) expect((await say(await op.sign(claims as typeof right))).status).toBe(400);
    expect((await say(`${(await op.sign(right)).slice(0, -8)}AAAAAAAA`)).status).toBe(400);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const unsigned of [`${part({ alg: "none", typ: "logout+jwt" })}.${part(right)}.`, `${part({ alg: "HS256", kid: "one" })}.${part(right)}.${createHmac("sha256", op.clientSecret).update(`${part({ alg: "HS256", kid: "one" })}.${part(right)}`).digest("base64url")}`]) expect((await say(unsigned)).status).toBe(400);
    expect(await sessionsOf("leaver@example.test")).toHaveLength(1);
    expect((await say(await op.sign(right))).status).toBe(200);
    expect(await sessionsOf("leaver@example.test")).toHaveLength(0);
    await signInAs("leaver");
    expect((await say(await op.sign(right))).status).toBe(400);
    expect(await sessionsOf("leaver@example.test")).toHaveLength(1);
  });
});
