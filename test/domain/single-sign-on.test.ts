import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { personIn, valuesOf } from "../../src/domain/single-sign-on/claims.ts";
import { pairsIn } from "../../src/domain/single-sign-on/pairs.ts";
import { oidcSettings, samlSettings } from "../../src/domain/single-sign-on/provider-settings.ts";
import { lookOver } from "../../src/domain/single-sign-on/saml-answer-shape.ts";
import { oidcForm } from "../../src/domain/single-sign-on/provider-wish.ts";
import { readIdpMetadata } from "../../src/domain/single-sign-on/saml-metadata.ts";
import { Refused } from "../../src/domain/errors.ts";
import { newKeyPair } from "../support/saml-idp.ts";

const settings = (given: object = {}) => oidcSettings.parse({ clientId: "c", trust: "said", ...given });
const told = (claims: Record<string, unknown>, given: object = {}) => personIn({ claims, subject: "s" }, settings(given));

describe("what a provider says", () => {
  test("is found by name, by path and by the usual names, and nothing else is", () => {
    expect(told({ realm_access: { roles: ["Staff", "x"] } }, { rolesClaim: "realm_access.roles", roleLines: "staff = trainer\nboss = manager" })).toMatchObject({ roles: ["trainer"], managedRoles: ["trainer", "manager"] });
    expect(told({ "urn:oid:0.9.2342.19200300.100.1.3": "A@Example.test", givenName: "Ann", sn: "Lee", preferredLanguage: "de-CH", email_verified: "true" })).toMatchObject({ email: "a@example.test", name: "Ann Lee", language: "de", isEmailTrusted: true });
    expect(told({ email: "a@example.test", email_verified: "yes", name: "A\u202Enn\u0000", locale: "xx" })).toMatchObject({ isEmailTrusted: false, name: "Ann", language: undefined });
    expect(told({ email: "no address", name: "x".repeat(500), department: ["", "Ports"] }, { departmentClaim: "department" })).toMatchObject({ email: undefined, name: "x".repeat(120), department: "Ports" });
    expect(personIn({ claims: {}, subject: "Ann@Example.test" }, samlSettings.parse({ ssoBinding: "redirect" }))).toMatchObject({ email: "ann@example.test", isEmailTrusted: true });
    for (const name of ["constructor.name", "__proto__", "toString", "a.b.c"]) expect(valuesOf({ a: { b: 1 } }, name)).toEqual([]);
  });

  test("is never more than texts of a person, whatever it is", () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.anything()), fc.string(), (claims, claim) => {
      const person = told(claims, { nameClaim: claim.replace(/\p{Cc}/gu, ""), teamClaim: "team", rolesClaim: "groups", roleLines: "a = admin" });
      expect([person.name, person.team, person.email].every((text) => text === undefined || typeof text === "string")).toBe(true);
      expect(person.name ?? "x").toMatch(/^[^\p{Cc}\p{Cf}]{1,120}$/u);
    }), { numRuns: 200 });
  });

  test("is parted from ours by the last equals sign", () => {
    expect(pairsIn("CN=Staff,DC=example = trainer\n\n  a=b  \nnothing")).toEqual([["CN=Staff,DC=example", "trainer"], ["a", "b"], ["nothing", ""]]);
  });
});

describe("domains of a provider", () => {
  test("are one however they are written, and one that is none is refused", () => {
    const domains = oidcForm.shape.domains;
    expect(domains.parse("Bücher.example, @xn--bcher-kva.example\nContoso.TEST пример.рф")).toEqual(["xn--bcher-kva.example", "contoso.test", "xn--e1afmkfd.xn--p1ai"]);
    for (const odd of ["bücher", "a..b", "exa_mple.org", "ü.-x"]) expect(domains.safeParse(odd).success).toBe(false);
  });
});

describe("metadata and answers of SAML", () => {
  const { cert } = newKeyPair();
  const metadata = `<EntityDescriptor entityID="urn:idp" xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${cert.replace(/-----[^-]+-----/g, "")}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/post"/></IDPSSODescriptor></EntityDescriptor>`;

  test("are read where there is one provider, else refused with what to do", () => {
    expect(readIdpMetadata(metadata)).toEqual({ issuer: "urn:idp", ssoUrl: "https://idp.example/post", ssoBinding: "post", sloUrl: "", sloBinding: "redirect", certificates: [cert] });
    const leaving = metadata.replace("<SingleSignOnService", `<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/out"/><SingleSignOnService`);
    expect(readIdpMetadata(leaving)).toMatchObject({ sloUrl: "https://idp.example/out", sloBinding: "post" });
    const list = (inner: string) => `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${inner}</EntitiesDescriptor>`;
    expect(readIdpMetadata(list(metadata)).issuer).toBe("urn:idp");
    expect(() => readIdpMetadata(list(metadata + metadata))).toThrow("several identity providers");
    expect(() => readIdpMetadata(metadata.replaceAll("IDPSSODescriptor", "SPSSODescriptor"))).toThrow("no identity provider");
    expect(() => readIdpMetadata(`<!DOCTYPE x [<!ENTITY y "z">]>${metadata}`)).toThrow(Refused);
  });

  test("cut, doubled or stirred end in a refusal and nothing else", () => {
    const answer = metadata.replaceAll("EntityDescriptor", "samlp:Response").replace("<samlp:Response", '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a" InResponseTo="_b"');
    fc.assert(fc.property(fc.nat(metadata.length), fc.nat(metadata.length), fc.string(), (one, other, stray) => {
      const stirred = (text: string) => text.slice(0, one) + stray + text.slice(other);
      for (const deed of [() => readIdpMetadata(stirred(metadata)), () => lookOver(stirred(answer), "urn:idp", "https://here.example/acs")]) {
        try { deed(); } catch (error) { expect(error).toBeInstanceOf(Refused); }
      }
    }), { numRuns: 150 });
  });
});
