import { createHash, randomBytes } from "node:crypto";

/** An opaque id for addresses: 16 characters, 96 bits of chance. */
export function newPublicId(): string {
  return randomBytes(12).toString("base64url").replace(/^-/, "0");
}

/** A secret for a link or a cookie: 256 bits of chance. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a secret. */
export function digest(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
