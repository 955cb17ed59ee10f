import type { SamlConfig } from "@node-saml/node-saml";
import { elementsBelow } from "../../lib/xml.ts";
import { SignInRefused } from "./refusals.ts";
import { onceOnly, parsed, signaturesTaken } from "./saml-answer-shape.ts";
import { SAML } from "./saml-names.ts";

const LIMITS = { characters: 100_000, depth: 20, attributes: 50, elements: 500 };

/** A message of ours with its signature in it, as a field of a form takes it (SAML Bindings, section 3.5.4). */
export async function signedMessage(xml: string, name: "LogoutRequest" | "LogoutResponse", { privateKey, publicCert, signatureAlgorithm, digestAlgorithm }: SamlConfig): Promise<string> {
  const { signSamlPost } = await import("@node-saml/node-saml/lib/saml-post-signing.js");
  const place = `/*[local-name(.)="${name}" and namespace-uri(.)="${SAML.protocol}"]`;
  return Buffer.from(signSamlPost(xml, place, { privateKey: privateKey!, publicCert: publicCert!, signatureAlgorithm: signatureAlgorithm!, digestAlgorithm: digestAlgorithm! })).toString("base64");
}

/** The bytes that one of these certificates vouches for, where that is the whole message and nothing in it can pass for another: no id twice, one signature straight in the root, by a method that is taken. @throws SignInRefused */
export async function signedPart(xml: string, certificates: readonly string[]): Promise<string> {
  const root = parsed(xml, LIMITS);
  const everything = [root, ...elementsBelow(root)];
  onceOnly(everything);
  signaturesTaken([root], everything);
  const { getVerifiedXml, parseDomFromString } = await import("@node-saml/node-saml/lib/xml.js");
  try {
    const document = (await parseDomFromString(xml)) as unknown as { documentElement: never };
    const signed = getVerifiedXml(xml, document.documentElement, [...certificates]);
    if (signed !== null) return signed;
  } catch (error) {
    throw new SignInRefused("signature", (error as Error).message);
  }
  throw new SignInRefused("signature");
}
