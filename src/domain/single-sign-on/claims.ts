import { emailIn } from "../../lib/emails.ts";
import { LANGUAGES, type Language } from "../../lib/languages.ts";
import { plainLine } from "../../lib/text.ts";
import { ROLES, type Role } from "../../storage/tables.ts";
import { pairsIn } from "./pairs.ts";
import type { CommonSettings } from "./provider-settings.ts";
import type { Said } from "./said.ts";

/** Somebody as a provider tells of them; what it does not say is undefined. `managedRoles` are those that the provider decides about, `roles` those of them that it gives. */
export interface ToldPerson {
  email: string | undefined; isEmailTrusted: boolean; name: string | undefined; language: Language | undefined; department: string | undefined; team: string | undefined; roles: Role[]; managedRoles: Role[];
}

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
/** Names of OpenID Connect, of LDAP (RFC 2798, X.520 as URNs) and of Microsoft's federation, in the order in which they are looked for. */
const USUAL = {
  email: ["email", "mail", "emailaddress", "urn:oid:0.9.2342.19200300.100.1.3", `${CLAIMS}emailaddress`],
  name: ["name", "displayName", "urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname", "cn", "urn:oid:2.5.4.3"],
  given: ["given_name", "givenName", "firstName", "urn:oid:2.5.4.42", `${CLAIMS}givenname`], family: ["family_name", "sn", "surname", "lastName", "urn:oid:2.5.4.4", `${CLAIMS}surname`],
  language: ["locale", "preferredLanguage", "urn:oid:2.16.840.1.113730.3.1.39"],
} as const;
const LONGEST = 120;
const MOST_VALUES = 2_000;

export function personIn({ claims, subject }: Pick<Said, "claims" | "subject">, settings: CommonSettings): ToldPerson {
  const first = (names: readonly string[]) => names.map((name) => valuesOf(claims, name)[0]).find(Boolean);
  const usual = (given: string, names: readonly string[]) => first(given ? [given] : names);
  const email = emailIn(usual(settings.emailClaim, USUAL.email)) ?? (settings.trust === undefined && settings.emailClaim === "" ? emailIn(subject) : undefined);
  const name = usual(settings.nameClaim, USUAL.name) ?? (settings.nameClaim ? undefined : [first(USUAL.given), first(USUAL.family)].filter(Boolean).join(" "));
  return {
    email, isEmailTrusted: email !== undefined && isTrusted(claims, settings), name: seen(name), language: languageIn(usual(settings.languageClaim, USUAL.language)),
    department: settings.departmentClaim ? seen(first([settings.departmentClaim])) : undefined, team: settings.teamClaim ? teamIn(valuesOf(claims, settings.teamClaim), settings.teamLines) : undefined,
    ...rolesIn(settings.rolesClaim ? valuesOf(claims, settings.rolesClaim) : [], settings),
  };
}

/** A provider that is said to vouch for its addresses does; SAML has no other way. */
function isTrusted(claims: Said["claims"], { trust = "vouched" }: CommonSettings): boolean {
  return trust === "vouched" || [true, "true"].includes(claims["email_verified"] as boolean | string);
}

/** The texts of a claim: by its name, else by a path such as realm_access.roles. */
export function valuesOf(claims: Said["claims"], name: string): string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : name.split(".").reduce<unknown>((inner, part) => (typeof inner === "object" && inner !== null && Object.hasOwn(inner, part) ? (inner as Record<string, unknown>)[part] : undefined), claims);
  return [value ?? []].flat().slice(0, MOST_VALUES).filter((each) => typeof each === "string" || typeof each === "number" || typeof each === "boolean").map((each) => String(each).trim()).filter(Boolean);
}

/** What the form of a person refuses is left out: characters that cannot be seen, and what is too long. */
function seen(text: string | undefined): string | undefined {
  return plainLine(text ?? "", LONGEST) || undefined;
}

function languageIn(text: string | undefined): Language | undefined {
  const [tongue] = (text ?? "").toLowerCase().split(/[-_]/);
  return LANGUAGES.find((language) => language === tongue);
}

function teamIn(values: readonly string[], lines: string): string | undefined {
  const given = new Map(pairsIn(lines).map(([value, team]) => [value.toLowerCase(), team]));
  return values.map((value) => given.get(value.toLowerCase())).find(Boolean) ?? values[0];
}

function rolesIn(values: readonly string[], { rolesClaim, roleLines }: CommonSettings): Pick<ToldPerson, "roles" | "managedRoles"> {
  const pairs = rolesClaim ? pairsIn(roleLines) : [];
  const held = new Set(values.map((value) => value.toLowerCase()));
  const given = (isGiven: (value: string) => boolean) => ROLES.filter((role) => pairs.some(([value, ours]) => ours === role && isGiven(value.toLowerCase())));
  return { roles: given((value) => held.has(value)), managedRoles: given(() => true) };
}
