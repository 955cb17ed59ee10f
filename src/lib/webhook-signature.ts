import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const KEY_BYTES = 32;

/** A secret for signing, as Standard Webhooks writes it: 256 bits of chance in base64 behind "whsec_". */
export function newSigningSecret(): string {
  return `${PREFIX}${randomBytes(KEY_BYTES).toString("base64")}`;
}

/** The headers by which a receiver knows that `body` came from us, and when (Standard Webhooks 1.0, symmetric signatures): one signature for each secret, the newest first. */
export function signedHeaders(id: string, body: string, secrets: readonly string[], at: Date): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const sign = (secret: string) => `v1,${createHmac("sha256", Buffer.from(secret.slice(PREFIX.length), "base64")).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": secrets.map(sign).join(" ") };
}
