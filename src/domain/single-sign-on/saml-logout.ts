import { createVerify } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import type { Profile } from "@node-saml/node-saml";
import { digest } from "../../lib/ids.ts";
import { HOUR, later, MINUTE } from "../../lib/clock.ts";
import { childOf, childrenOf, readXml, textOf, type XmlElement } from "../../lib/xml.ts";
import { deleteFederatedSessions } from "../../storage/federated-sessions.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import { insertSpentToken } from "../../storage/spent-tokens.ts";
import type { Db } from "../../storage/tables.ts";
import { samlSettingsOf } from "./provider-settings.ts";
import { SignInRefused } from "./refusals.ts";
import { SAML, SIGNATURES } from "./saml-names.ts";
import { samlWith, signed, type Places } from "./saml.ts";

const LIMITS = { characters: 100_000, depth: 20, attributes: 30, elements: 500 };
const OLDEST = 10 * MINUTE;

/** Where the browser goes to end its session there too: a signed LogoutRequest (SAML Core, section 3.7); undefined where the provider has no such place. `hint` is a name ID and its format as JSON. */
export async function endSaml(db: Db, provider: SignInProvider, places: Places, { hint, sid }: { hint: string | undefined; sid: string | null }, secret: string, at: Date): Promise<string | undefined> {
  if (samlSettingsOf(provider).sloUrl === "" || hint === undefined) return undefined;
  const { name, format } = JSON.parse(hint) as { name: string; format: string };
  const user = { nameID: name, ...(format && { nameIDFormat: format }), ...(sid !== null && { sessionIndex: sid }) } as Profile;
  return (await samlWith(await signed(db, provider, places, secret, at))).getLogoutUrlAsync(user, "", {});
}

/** Ends the sessions that a signed LogoutRequest in an address names, once, and says where the browser goes on with our signed answer (SAML Bindings, section 3.4.4.1). `query` is as it was sent. @throws SignInRefused */
export async function logOutByRequest(db: Db, provider: SignInProvider, query: string, places: Places, secret: string, at: Date): Promise<string> {
  const sent = partsOf(query);
  verified(sent, samlSettingsOf(provider).certificates);
  const request = read(valueIn(sent, "SAMLRequest"));
  fits(request, provider.issuer, places.slo, at);
  const id = request.attributes.get("ID") ?? "";
  if (id === "" || !(await insertSpentToken(db, digest(`${provider.id} ${id}`), later(at, HOUR).toISOString(), at.toISOString()))) throw new SignInRefused("replayed");
  const [subject, sids] = [textOf(childOf(request, "NameID")).trim(), childrenOf(request, "SessionIndex").map((one) => textOf(one).trim())];
  if (subject === "") throw new SignInRefused("nameless");
  for (const sid of sids.length > 0 ? sids : [undefined]) await deleteFederatedSessions(db, provider.id, { subject, sid });
  const saml = await samlWith(await signed(db, provider, places, secret, at));
  return saml.getLogoutResponseUrlAsync({ ID: id } as Profile, valueIn(sent, "RelayState"), {}, true);
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

function read(encoded: string): XmlElement {
  try {
    return readXml(inflateRawSync(Buffer.from(encoded, "base64"), { maxOutputLength: LIMITS.characters }).toString("utf8"), LIMITS);
  } catch (error) {
    throw new SignInRefused("odd", (error as Error).message);
  }
}

function fits(request: XmlElement, issuer: string, slo: string, at: Date): void {
  if (request.name !== "LogoutRequest" || request.space !== SAML.protocol) throw new SignInRefused("odd", "no LogoutRequest");
  if (textOf(childOf(request, "Issuer")).trim() !== issuer) throw new SignInRefused("issuer-wrong");
  if (request.attributes.get("Destination") !== slo) throw new SignInRefused("destination");
  const [made, until] = [Date.parse(request.attributes.get("IssueInstant") ?? ""), request.attributes.get("NotOnOrAfter")];
  if (!(Math.abs(at.getTime() - made) < OLDEST) || (until !== undefined && !(at.getTime() < Date.parse(until) + OLDEST))) throw new SignInRefused("expired");
}
