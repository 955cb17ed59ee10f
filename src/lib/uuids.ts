import { createHash } from "node:crypto";

/** The namespace of names that are addresses (RFC 9562, 6.6). */
const URLS = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");

/** The UUID of this address: the same for the same text, always (version 5, RFC 9562, 5.5). */
export function uuidOf(address: string): string {
  const bytes = createHash("sha1").update(URLS).update(address).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
