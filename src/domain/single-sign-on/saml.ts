import type { SAML, SamlConfig, ValidateInResponseTo } from "@node-saml/node-saml";
import { newPublicId, newToken } from "../../lib/ids.ts";
import { readXml } from "../../lib/xml.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Db } from "../../storage/tables.ts";
import { samlSettingsOf } from "./provider-settings.ts";
import { SignInRefused } from "./refusals.ts";
import type { placesOf, Said, SettingOff } from "./said.ts";
import type { AnswerShape } from "./saml-answer-shape.ts";
import { readAssertion } from "./saml-assertion.ts";
import { openedKeys, signingKey } from "./saml-keys.ts";

/** Which request is answered is looked up in the database, where every process finds it. */
const NEVER = "never" as ValidateInResponseTo.never;

/** The library is read when somebody first signs in by SAML. */
export async function samlWith(config: SamlConfig): Promise<SAML> {
  const { SAML: Saml } = await import("@node-saml/node-saml");
  return new Saml(config);
}

export type Places = ReturnType<typeof placesOf>;

/** Requests are kept in the database, not in the memory of one process. */
const NO_CACHE: NonNullable<SamlConfig["cacheProvider"]> = { saveAsync: () => Promise.resolve(null), getAsync: () => Promise.resolve(null), removeAsync: () => Promise.resolve(null) };

/** The authentication request (SAML Core, section 3.4), signed, by the binding that the provider wants; with `isAgain` it asks anew who it is. */
export async function beginSaml(db: Db, provider: SignInProvider, places: Places, { isAgain }: { isAgain: boolean }, secret: string, at: Date): Promise<SettingOff> {
  const { ssoUrl, ssoBinding } = samlSettingsOf(provider);
  const [id, relay] = [`_${newToken()}`, newPublicId()];
  const saml = await samlWith({ ...await signed(db, provider, places, secret, at), generateUniqueId: () => id, forceAuthn: isAgain, skipRequestCompression: ssoBinding === "post" });
  if (ssoBinding === "redirect") return { address: await saml.getAuthorizeUrlAsync(relay, undefined, {}), key: id, kept: { relay } };
  return { address: ssoUrl, fields: await saml.getAuthorizeMessageAsync(relay) as Record<string, string>, key: id, kept: { relay } };
}

/** What both ends need to sign something for this provider. */
export async function signed(db: Db, provider: SignInProvider, places: Places, secret: string, at: Date): Promise<SamlConfig> {
  const { ssoUrl, sloUrl } = samlSettingsOf(provider);
  const { privateKey, certificate } = await signingKey(db, secret, at);
  return {
    ...base(provider, places), entryPoint: ssoUrl, logoutUrl: sloUrl, privateKey, publicCert: certificate, signatureAlgorithm: "sha256", digestAlgorithm: "sha256", disableRequestedAuthnContext: true, identifierFormat: null,
  };
}

function base(provider: SignInProvider, places: Places): SamlConfig {
  return { issuer: places.metadata, callbackUrl: places.acs, idpCert: samlSettingsOf(provider).certificates, idpIssuer: provider.issuer, cacheProvider: NO_CACHE, validateInResponseTo: NEVER };
}

/**
 * Checks the signature of an answer that was looked over, and reads the assertion from what was signed. The library checks signatures and deciphers; what the assertion must say is checked in readAssertion, by our clock.
 * @throws SignInRefused
 */
export async function readSamlAnswer(db: Db, provider: SignInProvider, encoded: string, { inResponseTo, isEncrypted }: AnswerShape, places: Places, secret: string, at: Date): Promise<Said> {
  const keys = isEncrypted ? await openedKeys(db, secret) : [undefined];
  const config: SamlConfig = { ...base(provider, places), audience: false, wantAssertionsSigned: true, wantAuthnResponseSigned: false, acceptedClockSkewMs: -1 };
  let fault = "";
  for (const key of keys) {
    const { profile } = await (await samlWith({ ...config, ...(key && { decryptionPvk: key.privateKey }) })).validatePostResponseAsync({ SAMLResponse: encoded }).catch((error: Error) => { fault = error.message; return { profile: null }; });
    const xml = profile?.getAssertionXml?.();
    if (xml) return readAssertion(readXml(xml), { issuer: provider.issuer, audience: places.metadata, recipient: places.acs, inResponseTo }, samlSettingsOf(provider), at);
  }
  throw new SignInRefused("signature", fault);
}
