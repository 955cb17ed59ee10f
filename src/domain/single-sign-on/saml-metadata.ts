import { X509Certificate } from "node:crypto";
import { childOf, childrenOf, elementsBelow, readXml, textOf, XmlError, type XmlElement } from "../../lib/xml.ts";
import { Refused } from "../errors.ts";
import { SAML } from "./saml-names.ts";

/** What a provider's metadata say of it. */
export interface IdpMetadata { issuer: string; ssoUrl: string; ssoBinding: "redirect" | "post"; sloUrl: string; sloBinding: "redirect" | "post"; certificates: string[] }

const LIMITS = { characters: 2_000_000, depth: 30, attributes: 50, elements: 20_000 };
const FEWEST_BITS = 2048;

/** Reads an EntityDescriptor with one identity provider (SAML Metadata 2.0, section 2.4.3), or a list of entities with one of them. @throws Refused that says what is missing */
export function readIdpMetadata(text: string): IdpMetadata {
  const entities = entitiesIn(parsed(text)).filter((entity) => roleOf(entity));
  if (entities.length !== 1) throw new Refused(entities.length === 0 ? "sso.metadata-none" : "sso.metadata-many", "metadata");
  const [entity] = entities as [XmlElement];
  const role = roleOf(entity)!;
  const places = (name: string, binding: string) => childrenOf(role, name).find(({ attributes }) => attributes.get("Binding") === binding)?.attributes.get("Location") ?? "";
  const redirect = places("SingleSignOnService", SAML.redirect);
  const ending = places("SingleLogoutService", SAML.redirect);
  const certificates = childrenOf(role, "KeyDescriptor").filter(({ attributes }) => attributes.get("use") !== "encryption").flatMap((key) => elementsBelow(key, "X509Certificate")).map(textOf);
  return {
    issuer: entity.attributes.get("entityID") ?? "", ssoUrl: redirect || places("SingleSignOnService", SAML.post), ssoBinding: redirect ? "redirect" : "post",
    sloUrl: ending || places("SingleLogoutService", SAML.post), sloBinding: ending || !places("SingleLogoutService", SAML.post) ? "redirect" : "post", certificates: readCertificates(certificates.map((one) => pemOf(one)).join("\n")),
  };
}

function parsed(text: string): XmlElement {
  try {
    return readXml(text.trim(), LIMITS);
  } catch (error) {
    if (error instanceof XmlError) throw new Refused("sso.metadata-odd", "metadata", { fault: error.words });
    throw error;
  }
}

function entitiesIn(root: XmlElement): XmlElement[] {
  if (root.space !== SAML.metadata) return [];
  return root.name === "EntityDescriptor" ? [root] : childrenOf(root).flatMap(entitiesIn);
}

function roleOf(entity: XmlElement): XmlElement | undefined {
  return childOf(entity, "IDPSSODescriptor");
}

/** Certificates as PEM, each once: from PEM blocks, or from one without its first and last line. @throws Refused for what is none, or whose key is no RSA key of 2,048 bits and more */
export function readCertificates(text: string): string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? (text.trim() ? [pemOf(text)] : []);
  return [...new Set(blocks.map((block) => {
    const certificate = certificateIn(block);
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    if (asymmetricKeyType !== "rsa" || (asymmetricKeyDetails?.modulusLength ?? 0) < FEWEST_BITS) throw new Refused("sso.certificate-weak", "certificates");
    return certificate.toString();
  }))];
}

function pemOf(base64: string): string {
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/\s+/g, "").replace(/(.{64})/g, "$1\n")}\n-----END CERTIFICATE-----`;
}

function certificateIn(block: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch {
    throw new Refused("sso.certificate-odd", "certificates");
  }
}

/** Our own metadata for one provider: signed requests, signed assertions wanted, answers by POST. */
export function ourMetadata({ metadata, acs, slo }: { metadata: string; acs: string; slo: string }, certificates: readonly string[]): string {
  const key = (use: string, pem: string) => `<md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="${SAML.signature}"><ds:X509Data><ds:X509Certificate>${pem.replace(/-----[^-]+-----|\s/g, "")}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${SAML.metadata}" entityID="${escaped(metadata)}">
  <md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="${SAML.protocol}">
    ${certificates.map((pem) => key("signing", pem)).join("\n    ")}
    ${certificates.slice(0, 1).map((pem) => key("encryption", pem)).join("")}
    <md:SingleLogoutService Binding="${SAML.redirect}" Location="${escaped(slo)}"/>
    <md:SingleLogoutService Binding="${SAML.post}" Location="${escaped(slo)}"/>
    <md:AssertionConsumerService Binding="${SAML.post}" Location="${escaped(acs)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
