import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrivalOutlook, comeIn } from "../../src/domain/single-sign-on/arriving.ts";
import { keepFederation } from "../../src/domain/single-sign-on/federations.ts";
import { claimRequest, keepAnswer, keepRequest, openRequest, takeAnswer } from "../../src/domain/single-sign-on/requests.ts";
import type { Said } from "../../src/domain/single-sign-on/said.ts";
import { signingKey } from "../../src/domain/single-sign-on/saml-keys.ts";
import { digest, newPublicId } from "../../src/lib/ids.ts";
import { deleteFederatedSessions } from "../../src/storage/federated-sessions.ts";
import { insertSpentToken } from "../../src/storage/spent-tokens.ts";
import type { SignInProvider } from "../../src/storage/sign-in-tables.ts";
import { makePerson } from "../support/make.ts";
import { makeProvider } from "../support/sign-in-provider.ts";
import { openWorld, type World } from "../support/world.ts";

const SECRET = "the secret of the tests";
let world: World;
let provider: SignInProvider;
beforeAll(async () => {
  world = await openWorld({ webhookOrigins: ["http://op.example"] });
  provider = await makeProvider(world, "oidc", newPublicId(), { issuer: "http://op.example", clientId: "c", links: "1" });
});
afterAll(() => world.close());

const said = (subject: string, claims: object = {}): Said => ({ issuer: provider.issuer, subject, name: subject, claims: { name: `Somebody ${subject}`, email: `${subject}@example.test`, email_verified: true, ...claims } });
const won = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === "fulfilled").length;

describe("coming in by a provider", () => {
  test("three times at the same moment makes one person with one identity, noted once and in every group of theirs", async () => {
    const arrivals = await world.atOnce(...[1, 2, 3].map(() => () => comeIn(world.db, provider, said("ann"), world.now())));
    expect(won(arrivals)).toBe(3);
    const people = await world.db("people").where({ email: "ann@example.test" });
    expect([people.length, await world.db("identities").where({ person_id: people[0]!.id }).pluck("subject")]).toEqual([1, ["ann"]]);
    expect(await world.db("audit_events").where({ subject: people[0]!.public_id }).pluck("deed")).toEqual(["single-sign-on.person-added"]);
  });

  test("twice with the address of one person, as two subjects, links both to that person and to nobody else", async () => {
    const person = await makePerson(world.db, { email: "shared@example.test" });
    await world.atOnce(() => comeIn(world.db, provider, said("one", { email: "Shared@Example.test" }), world.now()), () => comeIn(world.db, provider, said("two", { email: "shared@example.test" }), world.now()));
    expect(await world.db("identities").where({ person_id: person.id }).orderBy("subject").pluck("subject")).toEqual(["one", "two"]);
  });

  test("as a trial changes nothing", async () => {
    const tables = ["people", "identities", "audit_events", "person_roles"] as const;
    const counts = () => Promise.all(tables.map(async (table) => Number((await world.db(table).count({ total: "*" }).first() as { total: unknown }).total)));
    const before = await counts();
    expect(await arrivalOutlook(world.db, provider, said("tried"), world.now())).toMatchObject({ how: "added", person: { email: "tried@example.test" }, roles: ["learner"] });
    expect(await counts()).toEqual(before);
  });
});

describe("a sign-in under way", () => {
  test("is answered once and taken once, however many come at the same moment, and only by the browser that set off", async () => {
    await keepRequest(world.db, provider, { address: "", key: "the state", kept: { nonce: "n" } }, { browser: "mine", network: "n", to: "/" }, SECRET, world.now());
    const request = await openRequest(world.db, provider, "the state", world.now());
    expect(won(await world.atOnce(...[1, 2, 3].map(() => () => claimRequest(world.db, request, world.now()))))).toBe(1);
    await expect(openRequest(world.db, provider, "the state", world.now())).rejects.toThrow("finished before");
    await keepAnswer(world.db, request, said("ann"), SECRET);
    await expect(takeAnswer(world.db, request.public_id, "theirs", SECRET, world.now())).rejects.toThrow("another browser");
    expect(won(await world.atOnce(...[1, 2, 3].map(() => () => takeAnswer(world.db, request.public_id, "mine", SECRET, world.now()))))).toBe(1);
    expect(JSON.stringify(await world.db("sign_in_requests"))).not.toMatch(/ann@example|the state|mine|"n"}/);
  });

  test("spends a token once, and makes one key, however many ask at the same moment", async () => {
    const until = "2026-02-01T00:00:00.000Z";
    const spent = await world.atOnce(...[1, 2, 3].map(() => () => insertSpentToken(world.db, "token", until, world.now().toISOString())));
    expect(spent.map((each) => each.status === "fulfilled" && each.value).filter(Boolean)).toHaveLength(1);
    const keys = await world.atOnce(...[1, 2].map(() => () => signingKey(world.db, SECRET, world.now())));
    expect([won(keys), (await world.db("saml_keys")).length]).toEqual([2, 1]);
  });
});

describe("a session that a provider opened", () => {
  test("ends by its name, its subject or with all of them, and goes with its row", async () => {
    const person = await makePerson(world.db);
    const open = async (id: string, subject: string, sid: string) => {
      await world.db("sessions").insert({ id: digest(id), person_id: person.id, data: "{}", touched_at: "", expires_at: "9999" });
      await keepFederation(world.db, provider, id, { ...said(subject), sid, hint: "the id token" }, SECRET);
    };
    for (const [id, subject, sid] of [["1", "a", "x"], ["2", "a", "y"], ["3", "b", "x"], ["4", "c", "z"]] as const) await open(id, subject, sid);
    expect(JSON.stringify(await world.db("federated_sessions"))).not.toContain("the id token");
    const left = () => world.db("federated_sessions").orderBy(["subject", "sid"]).select("subject", "sid");
    expect([await deleteFederatedSessions(world.db, provider.id, { subject: "a", sid: "x" }), await left()]).toEqual([1, [{ subject: "a", sid: "y" }, { subject: "b", sid: "x" }, { subject: "c", sid: "z" }]]);
    expect([await deleteFederatedSessions(world.db, provider.id, { subject: "b" }), await deleteFederatedSessions(world.db, provider.id), await left()]).toEqual([1, 2, []]);
  });
});
