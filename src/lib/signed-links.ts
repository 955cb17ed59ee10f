import { createHmac, timingSafeEqual } from "node:crypto";

/** Who a link is for, how they are named by whoever signed it, and until when in seconds since 1970. */
export interface SignedLink { link: string; person: string; until: number }

/**
 * The signature of a link: HMAC-SHA256 (RFC 2104) over link, person and end, one a line, in hexadecimal. Other programs make it with the shared secret of the link.
 */
export function signLink({ link, person, until }: SignedLink, secret: string): string {
  return createHmac("sha256", secret).update(`${link}\n${person}\n${until}`).digest("hex");
}

/** Whether somebody who knew the secret made this signature for just this link, person and end. */
export function isSigned(signed: SignedLink, signature: string, secret: string): boolean {
  const [given, right] = [Buffer.from(signature.toLowerCase()), Buffer.from(signLink(signed, secret))];
  return given.length === right.length && timingSafeEqual(given, right);
}
