import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sign } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { newPublicId } from "../../../src/lib/ids.ts";
import { HOUR, later } from "../../../src/lib/clock.ts";
import { signedMessage, signedPart } from "../../../src/domain/single-sign-on/saml-signed-forms.ts";
import { typedFromMetadata } from "../../../src/domain/single-sign-on/provider-wish.ts";
import { configureLog, flushLog } from "../../../src/lib/log.ts";
import type { SignInProvider } from "../../../src/storage/sign-in-tables.ts";
import { makePerson } from "../../support/make.ts";
import { newKeyPair, openSamlIdp, type SamlIdp } from "../../support/saml-idp.ts";
import { makeProvider } from "../../support/sign-in-provider.ts";
import { formIn, newWanderer, type Stop, type Wanderer } from "../../support/wanderer.ts";
import { wrapped } from "../../support/wrapped-signatures.ts";
import { openWorld, type World } from "../../support/world.ts";

const ORIGINS: string[] = [];
const ID = newPublicId();
const OTHERS = newKeyPair();
let world: World;
let idp: SamlIdp;
let provider: SignInProvider;
beforeAll(async () => {
  world = await openWorld({ webhookOrigins: ORIGINS });
  world.travelTo(new Date());
  idp = await openSamlIdp(`${world.address}/sign-in/${ID}/acs`);
  ORIGINS.push(idp.address);
  const metadata = typedFromMetadata(await (await fetch(`${idp.address}/metadata`)).text());
  provider = await makeProvider(world, "saml", ID, { ...metadata, ssoUrl: `${idp.address}/sso`, sloUrl: `${idp.address}/logout`, rolesClaim: "groups", roleLines: "Staff = trainer" });
});
afterAll(async () => { await idp.close(); await world.close(); });
beforeEach(() => { world.travelTo(new Date()); idp.set({}); });
afterEach(async () => { await world.db("sign_in_providers").where({ id: provider.id }).update({ settings: provider.settings }); });

type Form = ReturnType<typeof formIn>;
const accountOf = (name: string) => idp.account(name, { email: `${name}@example.test`, displayName: `Somebody ${name}`, groups: ["Staff", "Others"] });
/** Up to the page of the provider, with the form that posts its answer. */
const ask = async (name: string, wanderer: Wanderer): Promise<Form> => { accountOf(name); return formIn((await wanderer.get(`${world.address}/sign-in/${ID}?to=/progress`)).text); };
const signInAs = async (name: string, wanderer = newWanderer()): Promise<Stop> => { const { action, fields } = await ask(name, wanderer); return wanderer.post(action, fields); };
const xmlOf = ({ fields }: Form) => Buffer.from(fields["SAMLResponse"]!, "base64").toString();
const withXml = ({ fields }: Form, xml: string) => ({ ...fields, SAMLResponse: Buffer.from(xml).toString("base64") });
const refusal = async () => (JSON.parse((await world.db("sign_in_providers").where({ id: provider.id }).first())!.refusal ?? "{}") as { reason?: string }).reason?.replace("sso.refusals.", "");
const sessions = async (email: string) => (await world.db("sessions").whereIn("person_id", world.db("people").where({ email }).select("id"))).length;

describe("somebody whom a SAML provider sends", () => {
  test("is added, comes to the page that was wanted though the answer was posted from elsewhere without a cookie, and is known the next time", async () => {
    const page = await signInAs("ann");
    expect([page.status, new URL(page.url).pathname]).toEqual([200, "/progress"]);
    const person = (await world.db("people").where({ email: "ann@example.test" }).first())!;
    expect(person).toMatchObject({ name: "Somebody ann", password_hash: null });
    expect(await world.db("person_roles").where({ person_id: person.id }).pluck("role")).toEqual(["trainer"]);
    expect(new URL((await signInAs("ann")).url).pathname).toBe("/progress");
    expect(await world.db("identities").where({ person_id: person.id })).toMatchObject([{ issuer: idp.issuer, subject: "ann" }]);
  });

  test("comes in by the POST binding too, and with an encrypted assertion, and with a signed response around it", async () => {
    await world.db("sign_in_providers").where({ id: provider.id }).update({ settings: JSON.stringify({ ...JSON.parse(provider.settings) as object, ssoBinding: "post" }) });
    const { certificate } = (await world.db("saml_keys").first())!;
    idp.set({ signResponse: true, encryptionCert: certificate, encryptionPublicKey: certificate });
    accountOf("posted");
    const wanderer = newWanderer();
    const passage = await wanderer.get(`${world.address}/sign-in/${ID}?to=/progress`);
    expect(passage.headers.get("content-security-policy")).toContain(`form-action 'self' https: ${idp.address}`);
    const { action, fields } = formIn(passage.text);
    const answer = formIn((await wanderer.post(action, fields)).text);
    expect(xmlOf(answer)).toContain("EncryptedAssertion");
    expect(new URL((await wanderer.post(answer.action, answer.fields)).url).pathname).toBe("/progress");
  });

  test("is asked for by a signed request that names us, and our metadata say how", async () => {
    const { way } = await newWanderer().get(`${world.address}/sign-in/${ID}`);
    const query = new URL(way[1]!).searchParams;
    expect(inflateRawSync(Buffer.from(query.get("SAMLRequest")!, "base64")).toString()).toMatch(new RegExp(`AssertionConsumerServiceURL="${world.address}/sign-in/${ID}/acs".*<saml:Issuer[^>]*>${world.address}/sign-in/${ID}/metadata<`, "s"));
    expect([query.get("SigAlg"), query.has("Signature"), query.has("RelayState")]).toEqual(["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", true, true]);
    const [, again] = (await newWanderer().get(`${world.address}/sign-in/${ID}?again=1`)).way;
    expect(inflateRawSync(Buffer.from(new URL(again!).searchParams.get("SAMLRequest")!, "base64")).toString()).toContain('ForceAuthn="true"');
    const metadata = await newWanderer().get(`${world.address}/sign-in/${ID}/metadata`);
    expect(metadata.text).toMatch(/WantAssertionsSigned="true"[\s\S]*<ds:X509Certificate>MII[\s\S]*AssertionConsumerService/);
  });

  test("has the whole name ID, whatever comments stand in it", async () => {
    const wanderer = newWanderer();
    const form = await ask("administrator", wanderer);
    await wanderer.post(form.action, withXml(form, xmlOf(form).replace(">administrator<", ">admin<!-- -->istrator<")));
    expect(await world.db("identities").where("subject", "like", "admin%").pluck("subject")).toEqual(["administrator"]);
  });
});

describe("an answer is refused", () => {
  const refusedWith = async (change: (xml: string) => string): Promise<[number, string | undefined, number]> => {
    const wanderer = newWanderer();
    const form = await ask("mallory", wanderer);
    const { status } = await wanderer.post(form.action, withXml(form, change(xmlOf(form))));
    return [status, await refusal(), await sessions("mallory@example.test")];
  };

  test.each<[string, string, Record<string, unknown>]>([
    ["that is not signed", "signature", { signAssertion: false }], ["whose response alone is signed", "signature", { signAssertion: false, signResponse: true }], ["signed with another key", "signature", { key: OTHERS.key, cert: OTHERS.cert }],
    ["signed with SHA-1", "weak", { signatureAlgorithm: "rsa-sha1", digestAlgorithm: "sha1" }], ["for another audience", "audience", { audience: "https://another.example" }], ["that is over", "expired", { lifetimeInSeconds: -600 }],
    ["for another recipient", "destination", { recipient: "https://another.example/acs" }], ["sent to another place", "destination", { destination: "https://another.example/acs" }], ["of another issuer", "issuer-wrong", { issuer: "urn:another.example" }],
    ["to another request", "stale", { inResponseTo: "_another" }], ["with a name for one visit", "nameless", { nameIdentifierFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" }],
  ])("%s", async (_what, reason, options) => {
    idp.set(options);
    expect(await refusedWith((xml) => xml)).toEqual([403, reason, 0]);
  });

  test.each<[string, string, (xml: string) => string]>([
    ["that was tampered with", "signature", (xml) => xml.replace("Somebody mallory", "Somebody else")], ["with a document type", "odd", (xml) => `<!DOCTYPE Response [<!ENTITY x "y">]>${xml.replace(/^<\?xml[^>]*>/, "")}`],
    ["that nobody asked for", "unasked", (xml) => xml.replace(/ InResponseTo="[^"]*"/, "")], ["that says that it failed", "denied", (xml) => xml.replace("status:Success", "status:AuthnFailed")], ["that is no XML", "odd", () => "nonsense"],
  ])("%s", async (_what, reason, change) => {
    expect(await refusedWith(change)).toEqual([403, reason, 0]);
  });

  test("whose signature was wrapped around another assertion, in all eight ways", async () => {
    await makePerson(world.db, { email: "victim@example.test", roles: ["admin"] });
    await world.db("sign_in_providers").where({ id: provider.id }).update({ settings: JSON.stringify({ ...JSON.parse(provider.settings) as object, links: true }) });
    const wanderer = newWanderer();
    const form = await ask("mallory", wanderer);
    const attacks = wrapped(xmlOf(form), "", "victim@example.test").slice(2);
    idp.set({ signResponse: true });
    const second = await ask("mallory", wanderer);
    const more = wrapped(xmlOf(form), xmlOf(second), "victim@example.test").slice(0, 2);
    for (const [name, xml] of [...more, ...attacks]) {
      const { status } = await wanderer.post(form.action, withXml(name < "XSW3" ? second : form, xml));
      expect([name, status, await refusal()]).toEqual([name, 403, "wrapped"]);
    }
    expect(await sessions("victim@example.test")).toBe(0);
  });

  test("a second time, at the same moment, in another browser, and after a quarter of an hour", async () => {
    const [wanderer, thief] = [newWanderer(), newWanderer()];
    const { action, fields } = await ask("once", wanderer);
    const stops = await Promise.all([1, 2, 3].map(() => thief.post(action, fields)));
    expect(stops.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await world.db("sign_in_requests").whereNotNull("answered_at").whereNull("used_at")).toHaveLength(1);
    expect(await sessions("once@example.test")).toBe(0);
    const late = await ask("late", wanderer);
    world.travelTo(later(new Date(), HOUR / 3));
    expect((await wanderer.post(late.action, late.fields)).status).toBe(403);
  });

  test("with the relay state of another sign-in", async () => {
    const wanderer = newWanderer();
    const { action, fields } = await ask("relay", wanderer);
    expect([(await wanderer.post(action, { ...fields, RelayState: "https://elsewhere.example" })).status, await refusal()]).toEqual([403, "other-request"]);
  });
});

describe("an answer that nobody asked for, where the administrator takes them", () => {
  const takeUnasked = () => world.db("sign_in_providers").where({ id: provider.id }).update({ settings: JSON.stringify({ ...JSON.parse(provider.settings) as object, takesUnasked: true }) });
  /** The package leaves the request out where there was none, as a portal does. */
  const fromPortal = async (name: string, options = {}): Promise<Form> => {
    accountOf(name);
    idp.set({ audience: `${world.address}/sign-in/${ID}/metadata`, ...options });
    return formIn(await (await fetch(`${idp.address}/sso`)).text());
  };

  test("brings somebody in once, to a page of ours and no other, and leaves whoever is signed in who they are", async () => {
    await takeUnasked();
    const [form, wanderer] = [await fromPortal("tile"), newWanderer()];
    expect(xmlOf(form)).not.toContain("InResponseTo");
    const page = await wanderer.post(form.action, { ...form.fields, RelayState: "https://elsewhere.example/" });
    expect([page.status, page.url.startsWith(world.address), await sessions("tile@example.test")]).toEqual([200, true, 1]);
    expect([(await newWanderer().post(form.action, form.fields)).status, await refusal()]).toEqual([403, "replayed"]);
    const other = await fromPortal("mallory");
    expect(new URL((await wanderer.post(other.action, { ...other.fields, RelayState: "/progress" })).url).pathname).toBe("/progress");
    expect(await sessions("mallory@example.test")).toBe(0);
  });

  test("is refused where it is tampered with, made a while ago or for another audience, or names a request within, and everywhere else altogether", async () => {
    await takeUnasked();
    const send = async (form: Form, xml = xmlOf(form)) => [(await newWanderer().post(form.action, withXml(form, xml))).status, await refusal()];
    const form = await fromPortal("mallory");
    expect(await send(form, xmlOf(form).replace("Somebody mallory", "Somebody else"))).toEqual([403, "signature"]);
    world.travelTo(later(new Date(), HOUR / 10));
    expect(await send(await fromPortal("mallory", { lifetimeInSeconds: 3600 }))).toEqual([403, "expired"]);
    world.travelTo(new Date());
    expect(await send(await fromPortal("mallory", { audience: "https://another.example" }))).toEqual([403, "audience"]);
    idp.set({});
    const asked = await ask("mallory", newWanderer());
    expect(await send(asked, xmlOf(asked).replace(/ InResponseTo="[^"]*"/, ""))).toEqual([403, "other-request"]);
    await world.db("sign_in_providers").where({ id: provider.id }).update({ settings: provider.settings });
    expect(await send(await fromPortal("mallory"))).toEqual([403, "unasked"]);
    expect(await sessions("mallory@example.test")).toBe(0);
  });
});

describe("refusals", () => {
  test("are a line of the log without anything of whoever was refused, and after too many of a minute nothing is read", async () => {
    const lines: string[] = [];
    const writing = vi.spyOn(process.stderr, "write").mockImplementation((text) => { lines.push(String(text)); return true; });
    const form = await ask("mallory", newWanderer());
    const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams({ SAMLResponse: "bm9uc2Vuc2U=", RelayState: "mallory@example.test" }), redirect: "manual" });
    configureLog({ format: "text", level: "info" });
    await send();
    flushLog();
    configureLog({ format: "text", level: "warn" });
    writing.mockRestore();
    expect(lines.join("")).toMatch(/refused.*odd/);
    expect(lines.join("")).not.toContain("mallory");
    let last = await send();
    for (let count = 0; count < 130 && last.status !== 429; count++) last = await send();
    expect([last.status, last.headers.get("retry-after")]).toEqual([429, "60"]);
    world.travelTo(later(new Date(), HOUR / 30));
    expect((await send()).status).toBe(403);
  });
});

describe("a logout request", () => {
  const requestFor = (name: string, given: { key?: string; more?: string; destination?: string; method?: string } = {}) => {
    const place = given.destination ?? `${world.address}/sign-in/${ID}/logout`;
    const xml = `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${newPublicId()}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${place}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${idp.issuer}</saml:Issuer><saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${name}</saml:NameID>${given.more ?? ""}</samlp:LogoutRequest>`;
    const method = given.method ?? "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    const query = `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString("base64"))}&RelayState=there&SigAlg=${encodeURIComponent(method)}`;
    return `${world.address}/sign-in/${ID}/logout?${query}&Signature=${encodeURIComponent(sign("sha256", Buffer.from(query), given.key ?? idp.key).toString("base64"))}`;
  };
  const go = (url: string) => fetch(url, { redirect: "manual" });

  test("of the provider ends the sessions that it names, once, and is answered with a signature", async () => {
    await signInAs("leaver");
    for (const url of [requestFor("leaver", { key: OTHERS.key }), requestFor("leaver", { destination: "https://another.example" }), requestFor("leaver", { method: "http://www.w3.org/2000/09/xmldsig#rsa-sha1" }), requestFor("leaver").replace(/&Signature=.*/, ""), requestFor("leaver").replace(/&SigAlg=.*/, "")]) expect((await go(url)).headers.get("location")).toMatch(/\/refused\/(?:signature|destination|weak)$/);
    expect(await sessions("leaver@example.test")).toBe(1);
    const url = requestFor("leaver", { more: "<samlp:SessionIndex>session-1</samlp:SessionIndex>" });
    const answer = await go(url);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, expect.stringMatching(new RegExp(`^${idp.address}/logout\\?SAMLResponse=.*RelayState=there.*Signature=`)) as string]);
    expect(await sessions("leaver@example.test")).toBe(0);
    expect((await go(url)).headers.get("location")).toMatch(/\/refused\/replayed$/);
  });

  test("in a form is taken like one in an address: signed, whole, once; and answered by a signed form where the provider wants that", async () => {
    await world.db("sign_in_providers").where({ id: provider.id }).update({ settings: JSON.stringify({ ...JSON.parse(provider.settings) as object, sloBinding: "post" }) });
    const wanderer = newWanderer();
    await signInAs("former", wanderer);
    const place = `${world.address}/sign-in/${ID}/logout`;
    const xml = (name: string) => `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${newPublicId()}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${place}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${idp.issuer}</saml:Issuer><saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${name}</saml:NameID></samlp:LogoutRequest>`;
    const rules = { privateKey: idp.key, publicCert: idp.cert, signatureAlgorithm: "sha256", digestAlgorithm: "sha256" } as never;
    const signedBy = async (key: string, name = "former") => Buffer.from(await signedMessage(xml(name), "LogoutRequest", { ...rules as object, privateKey: key } as never), "base64").toString();
    const send = (text: string) => fetch(place, { method: "POST", redirect: "manual", body: new URLSearchParams({ SAMLRequest: Buffer.from(text).toString("base64"), RelayState: "there" }) });
    const right = await signedBy(idp.key);
    const refused = [[xml("former"), "signature"], [await signedBy(OTHERS.key), "signature"], [right.replace(">former<", ">ann<"), "signature"], [right.replace("</samlp:LogoutRequest>", `<x>${right}</x></samlp:LogoutRequest>`), "wrapped"], [`<!DOCTYPE x>${right}`, "odd"]] as const;
    for (const [text, reason] of refused) expect([(await send(text)).status, await refusal()]).toEqual([403, reason]);
    expect(await sessions("former@example.test")).toBe(1);
    const answer = formIn(await (await send(right)).text());
    expect([answer.action, answer.fields["RelayState"], await sessions("former@example.test")]).toEqual([`${idp.address}/logout`, "there", 0]);
    const said = Buffer.from(answer.fields["SAMLResponse"]!, "base64").toString();
    expect(await signedPart(said, [(await world.db("saml_keys").where({ state: "current" }).first())!.certificate])).toMatch(/LogoutResponse.*status:Success/s);
    expect([(await send(right)).status, await refusal()]).toEqual([403, "replayed"]);
    expect((await newWanderer().get(`${world.address}/sign-in/${ID}/metadata`)).text).toMatch(/SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"/);
  });

  test("of ours goes to the provider when somebody signs out", async () => {
    const wanderer = newWanderer();
    await signInAs("ann", wanderer);
    const cookie = [...wanderer.cookies.get(world.address)!].map(([name, value]) => `${name}=${value}`).join("; ");
    const page = await fetch(`${world.address}/session/removal`, { method: "POST", headers: { cookie }, redirect: "manual" });
    const url = new URL(page.headers.get("refresh")!.replace("0; url=", ""));
    expect(`${url.origin}${url.pathname}`).toBe(`${idp.address}/logout`);
    expect(inflateRawSync(Buffer.from(url.searchParams.get("SAMLRequest")!, "base64")).toString()).toMatch(/LogoutRequest.*>ann<.*session-1/s);
    await world.db("sign_in_providers").where({ id: provider.id }).update({ settings: JSON.stringify({ ...JSON.parse(provider.settings) as object, sloBinding: "post" }) });
    const again = newWanderer();
    await signInAs("ann", again);
    const passage = await fetch(`${world.address}/session/removal`, { method: "POST", headers: { cookie: [...again.cookies.get(world.address)!].map(([name, value]) => `${name}=${value}`).join("; ") } });
    const form = formIn(await passage.text());
    expect([form.action, Buffer.from(form.fields["SAMLRequest"]!, "base64").toString()]).toEqual([`${idp.address}/logout`, expect.stringMatching(/LogoutRequest[\s\S]*>ann<[\s\S]*SignatureValue|SignatureValue[\s\S]*>ann</) as string]);
  });
});
