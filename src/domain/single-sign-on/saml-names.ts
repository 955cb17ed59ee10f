/** Names of SAML 2.0: Core, Bindings and Metadata, OASIS 2005, with the errata of 2012. */
export const SAML = {
  assertion: "urn:oasis:names:tc:SAML:2.0:assertion", protocol: "urn:oasis:names:tc:SAML:2.0:protocol", metadata: "urn:oasis:names:tc:SAML:2.0:metadata", signature: "http://www.w3.org/2000/09/xmldsig#",
  redirect: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect", post: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", bearer: "urn:oasis:names:tc:SAML:2.0:cm:bearer",
  success: "urn:oasis:names:tc:SAML:2.0:status:Success", transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
} as const;

/** Signatures and digests that are taken: RSA with SHA-2. What rests on SHA-1, or on a shared secret, is not. */
export const SIGNATURES: readonly string[] = ["sha256", "sha384", "sha512"].map((hash) => `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}`);
export const DIGESTS: readonly string[] = ["http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512"];
/** Encryption that says when it was tampered with (AES-GCM), and the transport of its key by OAEP: the older ways can be asked what they hold. */
export const ENCRYPTIONS: readonly string[] = [
  "http://www.w3.org/2009/xmlenc11#aes128-gcm", "http://www.w3.org/2009/xmlenc11#aes256-gcm", "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", "http://www.w3.org/2009/xmlenc11#rsa-oaep",
];
