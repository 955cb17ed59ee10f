import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestReset } from "../../../src/domain/account-links.ts";
import { mayUsePassword } from "../../../src/domain/single-sign-on/passwords-allowed.ts";
import { checkedFetch } from "../../../src/domain/single-sign-on/checked-fetch.ts";
import { newPublicId } from "../../../src/lib/ids.ts";
import type { Person } from "../../../src/storage/tables.ts";
import { makePerson, PASSWORD } from "../../support/make.ts";
import { newKeyPair } from "../../support/saml-idp.ts";
import { makeProvider } from "../../support/sign-in-provider.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let admin: Person;
let agent: Agent;
const { cert } = newKeyPair();
beforeAll(async () => {
  world = await openWorld();
  admin = await makePerson(world.db, { roles: ["admin"], email: "admin@example.org" });
  agent = await world.signedInAs(admin);
});
afterAll(() => world.close());

const saml = (given: Record<string, string> = {}) => ({ kind: "saml", id: newPublicId(), name: "Contoso", issuer: "urn:contoso", ssoUrl: "https://idp.contoso.example/sso", ssoBinding: "redirect", certificates: cert, domains: "contoso.test", isOn: "1", creates: "1", ...given });
const add = (fields: Record<string, string>) => agent.post("/admin/sign-in-providers").type("form").send(fields);
const signIn = (email: string, password = PASSWORD) => world.visitor().post("/session").type("form").send({ email, password });

describe("a provider", () => {
  test.each<[string, Record<string, string>, string]>([
    ["without domains, where it adds people", { domains: "" }, "Name the domains of your organisation."], ["with a domain that is none", { domains: "contoso" }, "One of these is no domain."], ["without a certificate", { certificates: "" }, "Paste the certificate"],
    ["with a certificate that is none", { certificates: "MIIB" }, "One of these is no certificate."], ["whose sign-in is not https", { ssoUrl: "http://idp.contoso.example/sso" }, "begins with https://"], ["whose sign-in is a script", { ssoUrl: "javascript:alert(1)" }, "begins with https://"],
    ["with a role that there is not", { roleLines: "Staff = owner" }, "Each line ends in"], ["that closes a domain while nobody is excepted", { onlyDomains: "contoso.test" }, "First choose an active administrator"], ["that closes a domain it has not", { onlyDomains: "elsewhere.test" }, "elsewhere.test is not among the domains above."],
  ])("%s is not kept, and the form says why", async (_what, given, words) => {
    expect((await add(saml(given)).expect(422)).text).toContain(words);
    expect(await world.db("sign_in_providers")).toEqual([]);
  });

  test.each([["http://127.0.0.1:9/", "WEBHOOK_ORIGINS"], ["https://10.0.0.1/", "WEBHOOK_ORIGINS"], ["https://metadata.internal", "WEBHOOK_ORIGINS"], ["https://me:pw@login.example.org", "no user and password"]])("of OpenID Connect at %s is neither asked nor kept", async (issuer, words) => {
    const fields = { kind: "oidc", id: newPublicId(), name: "Inside", issuer, clientId: "c", trust: "said", domains: "contoso.test" };
    expect((await add(fields).expect(422)).text).toContain(words);
    expect((await add({ ...fields, then: "look" }).expect(422)).text).toContain("may not be asked from here");
    await expect(checkedFetch([])(issuer)).rejects.toThrow("not asked");
  });

  test("keeps its client secret sealed and unseen, and has domains that no other one has", async () => {
    const id = newPublicId();
    await add(saml({ id, domains: "@Contoso.test, example.net" })).expect(303);
    expect((await add(saml({ domains: "contoso.test" })).expect(422)).text).toContain("contoso.test belongs to another provider");
    await makeProvider({ ...world, config: { ...world.config, webhookOrigins: ["http://op.example"] } }, "oidc", newPublicId(), { issuer: "http://op.example", clientId: "c", secret: "a very secret thing", domains: "op.test" });
    const oidc = (await world.db("sign_in_providers").where({ kind: "oidc" }).first())!;
    expect((await agent.get(`/admin/sign-in-providers/${oidc.public_id}`).expect(200)).text).not.toContain("very secret");
    expect(JSON.stringify([await world.db("sign_in_providers"), await world.db("audit_events")])).not.toContain("very secret");
    await agent.post(`/admin/sign-in-providers/${oidc.public_id}/removal`).type("form").send({}).expect(303);
  });
});

describe("a domain that is closed to passwords", () => {
  test("lets nobody in by one, told the same whether it was right, except for whom an administrator named", async () => {
    const [person, excepted] = [await makePerson(world.db, { email: "p@contoso.test" }), await makePerson(world.db, { email: "e@contoso.test" })];
    await agent.post("/admin/sign-in-providers/exceptions").type("form").send({ email: "nobody@contoso.test" }).expect(422);
    for (const email of [admin.email, excepted.email]) await agent.post("/admin/sign-in-providers/exceptions").type("form").send({ email }).expect(303);
    const { public_id } = (await world.db("sign_in_providers").first())!;
    await agent.post(`/admin/sign-in-providers/${public_id}`).type("form").send(saml({ onlyDomains: "contoso.test", showsButton: "1" })).expect(303);

    const pages = await Promise.all([signIn(person.email), signIn(person.email, "wrong"), signIn("stranger@contoso.test")]);
    expect(new Set(pages.map(({ status, text }) => `${status} ${text.replace(/value="[^"]*"/g, "")}`)).size).toBe(1);
    expect([pages[0].status, pages[0].text]).toEqual([422, expect.stringContaining("sign in with Contoso only")]);
    await signIn(excepted.email).expect(303);
    for (const { email } of [person, excepted]) await requestReset(world.db, email, world.now());
    expect(await world.db("outbox").pluck("person_id")).toEqual([excepted.id]);
    const { text, headers } = await signIn(person.email, "").expect(200);
    expect([headers["refresh"], text]).toEqual([expect.stringMatching(/^0; url=https:\/\/idp\.contoso\.example\/sso\?SAMLRequest=/), expect.stringContaining("On to Contoso")]);
    expect((await agent.post(`/admin/sign-in-providers/exceptions/${admin.public_id}/removal`).type("form").send({}).expect(422)).text).toContain("the last administrator who could come in");
  });

  test("still lets administrators in when nobody who is excepted could", async () => {
    const other = await makePerson(world.db, { email: "a@contoso.test", roles: ["admin"] });
    expect(await mayUsePassword(world.db, other)).toBe(false);
    await world.db("people").where({ id: admin.id }).update({ deactivated_at: world.now().toISOString() });
    expect(await mayUsePassword(world.db, other)).toBe(true);
    await world.db("people").where({ id: admin.id }).update({ deactivated_at: null });
  });
});

describe("the key for SAML", () => {
  test("is followed by the next one, which the metadata tell of before anything is signed with it", async () => {
    const { public_id } = (await world.db("sign_in_providers").first())!;
    const certificates = async () => [...(await (await fetch(`${world.address}/sign-in/${public_id}/metadata`)).text()).matchAll(/use="signing".*?X509Certificate>([^<]+)</g)].map(([, text]) => text);
    const [first] = await certificates();
    await agent.post("/admin/sign-in-providers/keys").type("form").send({}).expect(303);
    const [current, next] = await certificates();
    expect([current, next === first]).toEqual([first, false]);
    const key = (await world.db("saml_keys").where({ state: "next" }).first())!;
    await agent.post(`/admin/sign-in-providers/keys/${key.public_id}/adoption`).type("form").send({}).expect(303);
    expect(await certificates()).toEqual([next]);
    await agent.post(`/admin/sign-in-providers/keys/${key.public_id}/removal`).type("form").send({}).expect(404);
    expect(await world.db("saml_keys").orderBy("id").pluck("state")).toEqual(["old", "current"]);
    expect(JSON.stringify(await world.db("saml_keys"))).not.toContain("PRIVATE KEY");
  });
});
