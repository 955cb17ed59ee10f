import { randomBytes, sign, X509Certificate, type KeyObject } from "node:crypto";

/**
 * A certificate (X.509 version 3, RFC 5280, section 4.1) that its own key vouches for, as PEM: the usual envelope of a public key that is handed over by other ways. RSA with SHA-256; `name` is its common name.
 */
export function selfSigned({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }, name: string, from: Date, until: Date): string {
  const named = sequence(set(sequence(COMMON_NAME, tagged(0x0c, Buffer.from(name, "utf8")))));
  const whole = sequence(tagged(0xa0, integer(Buffer.from([2]))), integer(randomBytes(16)), SHA256_WITH_RSA, named, sequence(time(from), time(until)), named, publicKey.export({ type: "spki", format: "der" }));
  const signature = sign("sha256", whole, privateKey);
  return new X509Certificate(sequence(whole, SHA256_WITH_RSA, tagged(0x03, Buffer.from([0]), signature))).toString();
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.from([0x80 + bytes.length, ...bytes]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function set(...parts: Buffer[]): Buffer {
  return tagged(0x31, ...parts);
}

/** Never negative, and never with a needless zero in front. */
function integer(bytes: Buffer): Buffer {
  const [first = 0] = bytes;
  return tagged(0x02, bytes.length > 1 ? Buffer.concat([Buffer.from([(first & 0x3f) | 0x40]), bytes.subarray(1)]) : bytes);
}

/** Until 2049 the year has two digits. */
function time(at: Date): Buffer {
  const text = `${at.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(text.slice(2))) : tagged(0x18, Buffer.from(text));
}

const COMMON_NAME = Buffer.from("0603550403", "hex");
const SHA256_WITH_RSA = Buffer.from("300d06092a864886f70d01010b0500", "hex");
