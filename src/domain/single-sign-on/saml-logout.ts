import { createVerify } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import type { Profile } from "@node-saml/node-saml";
import { digest } from "../../lib/ids.ts";
import { HOUR, later, MINUTE } from "../../lib/clock.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "../../lib/xml.ts";
import { deleteFederatedSessions } from "../../storage/federated-sessions.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import { insertSpentToken } from "../../storage/spent-tokens.ts";
import type { Db } from "../../storage/tables.ts";
import { samlSettingsOf } from "./provider-settings.ts";
import { SignInRefused } from "./refusals.ts";
import type { Passage } from "./said.ts";
import { parsed } from "./saml-answer-shape.ts";
import { SAML, SIGNATURES } from "./saml-names.ts";
import { signedMessage, signedPart } from "./saml-signed-forms.ts";
import { samlWith, signed, type Places } from "./saml.ts";

const LIMITS = { characters: 100_000, depth: 20, attributes: 30, elements: 500 };
const OLDEST = 10 * MINUTE;

/** Where the browser goes to end its session there too: a signed LogoutRequest (SAML Core, section 3.7), by the binding that the provider wants; undefined where it has no such place. `hint` is a name ID and its format as JSON. */
export async function endSaml(db: Db, provider: SignInProvider, places: Places, { hint, sid }: { hint: string | undefined; sid: string | null }, secret: string, at: Date): Promise<Passage | undefined> {
  const { sloUrl, sloBinding } = samlSettingsOf(provider);
  if (sloUrl === "" || hint === undefined) return undefined;
  const { name, format } = JSON.parse(hint) as { name: string; format: string };
  const user = { nameID: name, ...(format && { nameIDFormat: format }), ...(sid !== null && { sessionIndex: sid }) } as Profile;
  const rules = await signed(db, provider, places, secret, at);
  const saml = await samlWith(rules);
  if (sloBinding === "redirect") return { address: await saml.getLogoutUrlAsync(user, "", {}) };
  return { address: sloUrl, fields: { SAMLRequest: await signedMessage(await saml._generateLogoutRequest(user), "LogoutRequest", rules) } };
}

/** Ends the sessions that a signed LogoutRequest in an address names, once, and says where the browser goes on with our signed answer (SAML Bindings, section 3.4.4.1). `query` is as it was sent. @throws SignInRefused */
export async function logOutByRequest(db: Db, provider: SignInProvider, query: string, places: Places, secret: string, at: Date): Promise<Passage> {
  const sent = partsOf(query);
  verified(sent, samlSettingsOf(provider).certificates);
  return logOut(db, provider, { request: inflated(valueIn(sent, "SAMLRequest")), relay: valueIn(sent, "RelayState") }, places, secret, at);
}

/** The same for one in a form, whose signature stands in it: only what was signed is read (SAML Bindings, section 3.5.4). @throws SignInRefused */
export async function logOutByForm(db: Db, provider: SignInProvider, { request, relay }: { request: string; relay: string }, places: Places, secret: string, at: Date): Promise<Passage> {
  const xml = await signedPart(Buffer.from(request, "base64").toString("utf8"), samlSettingsOf(provider).certificates);
  return logOut(db, provider, { request: parsed(xml, LIMITS), relay }, places, secret, at);
}

async function logOut(db: Db, provider: SignInProvider, { request, relay }: { request: XmlElement; relay: string }, places: Places, secret: string, at: Date): Promise<Passage> {
  fits(request, provider.issuer, places.slo, at);
  const id = request.attributes.get("ID") ?? "";
  if (id === "" || !(await insertSpentToken(db, digest(`${provider.id} ${id}`), later(at, HOUR).toISOString(), at.toISOString()))) throw new SignInRefused("replayed");
  const [subject, sids] = [textOf(childOf(request, "NameID")).trim(), childrenOf(request, "SessionIndex").map((one) => textOf(one).trim())];
  if (subject === "") throw new SignInRefused("nameless");
  for (const sid of sids.length > 0 ? sids : [undefined]) await deleteFederatedSessions(db, provider.id, { subject, sid });
  const [rules, { sloUrl, sloBinding }] = [await signed(db, provider, places, secret, at), samlSettingsOf(provider)];
  const saml = await samlWith(rules);
  if (sloBinding === "redirect") return { address: await saml.getLogoutResponseUrlAsync({ ID: id } as Profile, relay, {}, true) };
  const answer = await signedMessage(saml._generateLogoutResponse({ ID: id } as Profile, true), "LogoutResponse", rules);
  return { address: sloUrl, fields: { SAMLResponse: answer, ...(relay && { RelayState: relay }) } };
}

/** Each parameter as it was sent, because that is what was signed; none may come twice. */
function partsOf(query: string): Map<string, string> {
  const parts = query.split("&").map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)] as const);
  if (new Set(parts.map(([name]) => name)).size !== parts.length) throw new SignInRefused("odd", "a parameter twice");
  return new Map(parts);
}

function valueIn(sent: ReadonlyMap<string, string>, name: string): string {
  return new URLSearchParams(`v=${sent.get(name) ?? ""}`).get("v") ?? "";
}

function verified(sent: ReadonlyMap<string, string>, certificates: readonly string[]): void {
  const method = valueIn(sent, "SigAlg");
  if (!SIGNATURES.includes(method)) throw new SignInRefused(method === "" ? "signature" : "weak", method);
  const what = ["SAMLRequest", "RelayState", "SigAlg"].filter((name) => sent.has(name)).map((name) => `${name}=${sent.get(name)!}`).join("&");
  const signature = Buffer.from(valueIn(sent, "Signature"), "base64");
  if (!certificates.some((certificate) => createVerify(method.slice(method.lastIndexOf("-") + 1)).update(what).verify(certificate, signature))) throw new SignInRefused("signature");
}

function inflated(encoded: string): XmlElement {
  try {
    return parsed(inflateRawSync(Buffer.from(encoded, "base64"), { maxOutputLength: LIMITS.characters }).toString("utf8"), LIMITS);
  } catch (error) {
    throw error instanceof SignInRefused ? error : new SignInRefused("odd", (error as Error).message);
  }
}

function fits(request: XmlElement, issuer: string, slo: string, at: Date): void {
  if (request.name !== "LogoutRequest" || request.space !== SAML.protocol) throw new SignInRefused("odd", "no LogoutRequest");
  if (textOf(childOf(request, "Issuer")).trim() !== issuer) throw new SignInRefused("issuer-wrong");
  if (request.attributes.get("Destination") !== slo) throw new SignInRefused("destination");
  const [made, until] = [Date.parse(request.attributes.get("IssueInstant") ?? ""), request.attributes.get("NotOnOrAfter")];
  if (!(Math.abs(at.getTime() - made) < OLDEST) || (until !== undefined && !(at.getTime() < Date.parse(until) + OLDEST))) throw new SignInRefused("expired");
}
