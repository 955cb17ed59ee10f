import type * as Otpauth from "otpauth";
import type { TOTP } from "otpauth";
import { onDemand } from "./on-demand.ts";

const otpauth = onDemand<typeof Otpauth>("otpauth");

const PERIOD = 30;
const DIGITS = 6;
/** A code counts one step before and after its own (RFC 6238, 5.2): clocks of telephones differ. */
const DRIFT = 1;
const SECRET_BYTES = 20;

/** A new secret in base 32, of 160 bits as RFC 4226, 4 recommends. */
export function newOneTimeSecret(): string {
  return new (otpauth().Secret)({ size: SECRET_BYTES }).base32;
}

/** The address that authenticator apps read from a QR code. */
export function oneTimeAddress(secret: string, issuer: string, label: string): string {
  return codesOf(secret, issuer, label).toString();
}

/** The step of 30 seconds that this code belongs to, by RFC 6238 with SHA-1 and six digits, as every app has them; undefined for a code of no step near this moment. */
export function stepOf(secret: string, code: string, at: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = codesOf(secret).validate({ token: code, timestamp: at.getTime(), window: DRIFT });
  return delta === null ? undefined : otpauth().TOTP.counter({ period: PERIOD, timestamp: at.getTime() }) + delta;
}

function codesOf(secret: string, issuer = "", label = ""): TOTP {
  return new (otpauth().TOTP)({ secret: otpauth().Secret.fromBase32(secret), issuer, label, algorithm: "SHA1", digits: DIGITS, period: PERIOD });
}
