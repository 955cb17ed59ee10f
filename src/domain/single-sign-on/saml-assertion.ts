import { MINUTE } from "../../lib/clock.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "../../lib/xml.ts";
import type { SamlSettings } from "./provider-settings.ts";
import { SignInRefused, type Refusal } from "./refusals.ts";
import type { Said } from "./said.ts";
import { SAML } from "./saml-names.ts";

/** Clocks may differ by so much. */
const SKEW = 2 * MINUTE;

/** `inResponseTo` is undefined where nobody asked: then the assertion must not name a request either (Profiles, section 4.1.5). */
export interface Expected { issuer: string; audience: string; recipient: string; inResponseTo: string | undefined }

/**
 * What an assertion says whose signature is right: read from the bytes that were signed and from nothing else. Checked are issuer, subject confirmation (bearer: recipient, the request that it answers, times), conditions
 * (times, audience) and the statement of authentication: SAML Profiles 2.0, section 4.1.4.3, and Core, section 2.5.
 * @throws SignInRefused
 */
export function readAssertion(assertion: XmlElement, expected: Expected, { subjectClaim }: Pick<SamlSettings, "subjectClaim">, at: Date): Said {
  if (assertion.name !== "Assertion" || assertion.space !== SAML.assertion || assertion.attributes.get("Version") !== "2.0") throw new SignInRefused("odd", "no assertion of SAML 2.0");
  if (textOf(childOf(assertion, "Issuer")).trim() !== expected.issuer) throw new SignInRefused("issuer-wrong", textOf(childOf(assertion, "Issuer")));
  confirmed(only(assertion, "Subject"), expected, at);
  within(only(assertion, "Conditions"), expected.audience, at);
  const statement = statementIn(assertion, at);
  const claims = attributesIn(assertion);
  const name = childOf(only(assertion, "Subject"), "NameID");
  const once = { id: assertion.attributes.get("ID") ?? "", madeAt: new Date(momentOf(assertion.attributes.get("IssueInstant") ?? "")).toISOString() };
  return { once, issuer: expected.issuer, subject: subjectIn(name, claims, subjectClaim), claims, name: textOf(name).trim(), sid: statement.get("SessionIndex"), provenAt: provenAt(statement), hint: JSON.stringify({ name: textOf(name), format: name?.attributes.get("Format") ?? "" }) };
}

function only(parent: XmlElement, name: string): XmlElement {
  const [one, ...more] = childrenOf(parent, name);
  if (!one || more.length > 0) throw new SignInRefused("odd", `not one ${name}`);
  return one;
}

/** One bearer's confirmation that fits is enough; a wrong one tells why. */
function confirmed(subject: XmlElement, expected: Expected, at: Date): void {
  const faults = childrenOf(subject, "SubjectConfirmation").filter(({ attributes }) => attributes.get("Method") === SAML.bearer).map((one) => faultIn(childOf(one, "SubjectConfirmationData")?.attributes ?? new Map<string, string>(), expected, at));
  if (faults.length === 0) throw new SignInRefused("odd", "no bearer");
  const [fault] = faults;
  if (!faults.includes(undefined)) throw new SignInRefused(fault!);
}

function faultIn(data: ReadonlyMap<string, string>, { recipient, inResponseTo }: Expected, at: Date): Refusal | undefined {
  if (data.get("Recipient") !== recipient) return "destination";
  if (data.get("InResponseTo") !== inResponseTo) return "other-request";
  if (!data.has("NotOnOrAfter")) return "odd";
  return timeFault(data, at);
}

function within(conditions: XmlElement, audience: string, at: Date): void {
  const fault = timeFault(conditions.attributes, at);
  if (fault) throw new SignInRefused(fault);
  const meant = childrenOf(conditions, "AudienceRestriction").map((one) => childrenOf(one, "Audience").map((each) => textOf(each).trim()));
  if (meant.length === 0 || !meant.every((names) => names.includes(audience))) throw new SignInRefused("audience", meant.flat().join(" "));
}

function timeFault(times: ReadonlyMap<string, string>, at: Date): Refusal | undefined {
  const [from, until] = ["NotBefore", "NotOnOrAfter"].map((name) => (times.has(name) ? momentOf(times.get(name)!) : undefined));
  if (from !== undefined && at.getTime() + SKEW < from) return "early";
  return until !== undefined && at.getTime() - SKEW >= until ? "expired" : undefined;
}

function momentOf(text: string): number {
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) throw new SignInRefused("odd", "a time that is none");
  return moment;
}

function statementIn(assertion: XmlElement, at: Date): ReadonlyMap<string, string> {
  const [statement] = childrenOf(assertion, "AuthnStatement");
  if (!statement) throw new SignInRefused("odd", "no statement of authentication");
  const until = statement.attributes.get("SessionNotOnOrAfter");
  if (until !== undefined && timeFault(new Map([["NotOnOrAfter", until]]), at)) throw new SignInRefused("expired");
  return statement.attributes;
}

function provenAt(statement: ReadonlyMap<string, string>): string | undefined {
  return statement.has("AuthnInstant") ? new Date(momentOf(statement.get("AuthnInstant")!)).toISOString() : undefined;
}

/** By name, and by friendly name where no other has it. */
function attributesIn(assertion: XmlElement): Record<string, string[]> {
  const claims = Object.create(null) as Record<string, string[]>;
  const attributes = childrenOf(assertion, "AttributeStatement").flatMap((statement) => childrenOf(statement, "Attribute"));
  for (const key of ["Name", "FriendlyName"]) {
    for (const attribute of attributes) {
      const name = attribute.attributes.get(key);
      if (name && (key === "Name" || !(name in claims))) claims[name] = [...(claims[name] ?? []), ...childrenOf(attribute, "AttributeValue").map((value) => textOf(value).trim())];
    }
  }
  return claims;
}

/** A name for one visit only names nobody. */
function subjectIn(name: XmlElement | undefined, claims: Readonly<Record<string, string[]>>, subjectClaim: string): string {
  const isPassing = name?.attributes.get("Format") === SAML.transient;
  const subject = subjectClaim ? (claims[subjectClaim]?.[0] ?? "") : isPassing ? "" : textOf(name).trim();
  if (subject === "" || subject.length > 500) throw new SignInRefused("nameless", subjectClaim || (name?.attributes.get("Format") ?? ""));
  return subject;
}
