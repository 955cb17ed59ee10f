import { childOf, childrenOf, elementsBelow, readXml, textOf, type XmlElement } from "../../lib/xml.ts";
import { DIGESTS, ENCRYPTIONS, SAML, SIGNATURES } from "./saml-names.ts";
import { SignInRefused } from "./refusals.ts";

/** What may be asked of an answer before its signature is known to be right: only what can refuse it. */
export interface AnswerShape { inResponseTo: string | undefined; isEncrypted: boolean }

const LIMITS = { characters: 600_000, depth: 40, attributes: 50, elements: 5_000 };
const IDS = ["ID", "Id", "id", "AssertionID", "ResponseID"];

/**
 * Looks an answer over before anything is done with it: no document type and so no entities, one Response with one Assertion and no other hidden anywhere, no id twice, only signatures and encryption that are taken.
 * Signature wrapping (Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be", 2012, XSW1 to XSW8) needs a second assertion or response, or an id in two places: those are refused here, before and beside the check of the signature.
 * @throws SignInRefused
 */
export function lookOver(xml: string, issuer: string, acs: string, { takesUnasked = false } = {}): AnswerShape {
  const root = parsed(xml, LIMITS);
  if (root.name !== "Response" || root.space !== SAML.protocol) throw new SignInRefused("odd", `no Response but ${root.name}`);
  failedStatus(root);
  const everything = [root, ...elementsBelow(root)];
  const [open, sealed] = [everything.filter(({ name }) => name === "Assertion"), everything.filter(({ name }) => name === "EncryptedAssertion")];
  const [only] = [...open, ...sealed];
  if (open.length + sealed.length !== 1 || !only || !root.children.includes(only) || only.space !== SAML.assertion) throw new SignInRefused("wrapped", "not one assertion in its place");
  if (everything.filter(({ name }) => name === "Response").length !== 1) throw new SignInRefused("wrapped", "a response in the response");
  onceOnly(everything);
  signaturesTaken([root, only], everything);
  const place = root.attributes.get("Destination");
  if (place !== undefined && place !== acs) throw new SignInRefused("destination", place);
  const said = childOf(root, "Issuer");
  if (said && textOf(said).trim() !== issuer) throw new SignInRefused("issuer-wrong", textOf(said));
  const inResponseTo = root.attributes.get("InResponseTo");
  if (!takesUnasked && !inResponseTo) throw new SignInRefused("unasked");
  return { inResponseTo, isEncrypted: sealed.length === 1 };
}

/** @throws SignInRefused for what is no XML, has a document type or is too large */
export function parsed(xml: string, limits: typeof LIMITS): XmlElement {
  try {
    return readXml(xml, limits);
  } catch (error) {
    throw new SignInRefused("odd", (error as Error).message);
  }
}

function failedStatus(root: XmlElement): void {
  const [codes, message] = [elementsBelow(root, "StatusCode").map(({ attributes }) => (attributes.get("Value") ?? "").replace(/^.*:/, "")), elementsBelow(root, "StatusMessage")[0]];
  const status = childOf(root, "Status") && childOf(childOf(root, "Status")!, "StatusCode");
  if (status?.attributes.get("Value") !== SAML.success) throw new SignInRefused(codes.includes("AuthnFailed") || codes.includes("RequestDenied") ? "denied" : "status", `${codes.join(" ")} ${textOf(message)}`.trim());
}

export function onceOnly(everything: readonly XmlElement[]): void {
  const ids = everything.flatMap(({ attributes }) => IDS.map((name) => attributes.get(name)).filter((id) => id !== undefined));
  if (new Set(ids).size !== ids.length) throw new SignInRefused("wrapped", "an id twice");
}

/** Signatures stand straight in what they sign, at most one each. */
export function signaturesTaken(holders: readonly XmlElement[], everything: readonly XmlElement[]): void {
  const signatures = everything.filter(({ name }) => name === "Signature");
  const inPlace = holders.flatMap((holder) => childrenOf(holder, "Signature").slice(0, 1));
  if (signatures.some((one) => !inPlace.includes(one) || one.space !== SAML.signature)) throw new SignInRefused("wrapped", "a signature out of place");
  const methods = (name: string) => everything.filter((each) => each.name === name).map(({ attributes }) => attributes.get("Algorithm") ?? "");
  const weak = [...methods("SignatureMethod").filter((method) => !SIGNATURES.includes(method)), ...methods("EncryptionMethod").filter((method) => !ENCRYPTIONS.includes(method))];
  const inKeys = new Set(everything.filter(({ name }) => name === "EncryptionMethod").flatMap((method) => childrenOf(method, "DigestMethod")));
  weak.push(...everything.filter((each) => each.name === "DigestMethod" && !inKeys.has(each)).map(({ attributes }) => attributes.get("Algorithm") ?? "").filter((method) => !DIGESTS.includes(method)));
  if (weak.length > 0) throw new SignInRefused("weak", weak.join(" "));
}
