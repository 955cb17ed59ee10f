import { z } from "zod";
import { flawOf } from "../webhook-addresses.ts";
import { Refused } from "../errors.ts";
import { oidcSettings, samlSettings, type OidcSettings, type SamlSettings } from "./provider-settings.ts";
import { readCertificates, readIdpMetadata } from "./saml-metadata.ts";
import { plainDomain } from "../../lib/emails.ts";

const tick = z.preprocess((value) => value === true || value === "1", z.boolean());
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
const MOST_DOMAINS = 200;

const domains = z.string("fields.too-long").max(60_000, "fields.too-long").default("").transform((text) => [...new Set(text.toLowerCase().split(/[\s,;]+/).map((domain) => plainDomain(domain.replace(/^@/, ""))).filter(Boolean))])
  .refine((all) => all.length <= MOST_DOMAINS, { error: "sso.domains-many", params: { most: MOST_DOMAINS } }).refine((all) => all.every((domain) => DOMAIN.test(domain)), "sso.domain-odd");

const common = {
  name: z.string("sso.name-missing").trim().min(1, "sso.name-missing").max(60, "fields.too-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen"),
  isOn: tick, showsButton: tick, domains, onlyDomains: domains, issuer: z.string("sso.issuer-missing").trim().min(1, "sso.issuer-missing").max(1000, "fields.too-long").regex(/^[\x21-\x7e]+$/, "sso.issuer-odd"),
};

/** What an administrator types of a provider of each kind; the same texts go into what is stored. An empty secret keeps the one that there is. */
export const oidcForm = oidcSettings.extend({ ...common, secret: z.string("fields.too-long").trim().max(1000, "fields.too-long").default("") });
export const samlForm = samlSettings.omit({ certificates: true }).extend({ ...common, certificates: z.string("fields.too-long").max(60_000, "fields.too-long").default("") });

/** A provider as it is to be. */
export interface ProviderWish { kind: "oidc" | "saml"; name: string; isOn: boolean; showsButton: boolean; domains: string[]; onlyDomains: string[]; issuer: string; secret: string; settings: OidcSettings | SamlSettings }

/** @throws Refused for an issuer that is not asked */
export function oidcWish(typed: z.infer<typeof oidcForm>, origins: readonly string[]): ProviderWish {
  const flaw = flawOf(typed.issuer, origins);
  if (flaw) throw new Refused(`sso.addresses.${flaw}`, "issuer");
  const { name, isOn, showsButton, domains: own, onlyDomains, issuer, secret } = typed;
  return { kind: "oidc", name, isOn, showsButton, domains: own, onlyDomains, issuer, secret, settings: oidcSettings.parse(typed) };
}

/** @throws Refused for certificates that are none, and for addresses that a browser should not be sent to */
export function samlWish(typed: z.infer<typeof samlForm>, origins: readonly string[]): ProviderWish {
  const certificates = readCertificates(typed.certificates);
  if (certificates.length === 0) throw new Refused("sso.certificate-missing", "certificates");
  if (!leadsOn(typed.ssoUrl, origins)) throw new Refused("sso.place-odd", "ssoUrl");
  if (typed.sloUrl !== "" && !leadsOn(typed.sloUrl, origins)) throw new Refused("sso.place-odd", "sloUrl");
  const { name, isOn, showsButton, domains: own, onlyDomains, issuer } = typed;
  return { kind: "saml", name, isOn, showsButton, domains: own, onlyDomains, issuer, secret: "", settings: samlSettings.parse({ ...typed, certificates }) };
}

/** We send browsers there and ask nothing ourselves: https, or an origin that the environment names. */
function leadsOn(text: string, origins: readonly string[]): boolean {
  return URL.canParse(text) && (new URL(text).protocol === "https:" || origins.includes(new URL(text).origin)) && new URL(text).username === "";
}

/** The fields of the form as metadata fill them. @throws Refused */
export function typedFromMetadata(xml: string): Record<string, string> {
  const { certificates, ...fields } = readIdpMetadata(xml);
  return { ...fields, certificates: certificates.join("") };
}
