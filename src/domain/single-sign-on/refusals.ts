import { Refused } from "../errors.ts";

const REASONS = [
  "stale", "other-browser", "unasked", "other-request", "replayed", "busy", "denied", "status", "silent", "address", "sealed", "odd", "wrapped", "signature", "weak", "destination", "audience", "issuer-wrong", "issuer-other", "early", "expired",
  "nameless", "no-email", "other-domain", "unverified", "email-taken", "unknown", "inactive",
] as const;
export type Refusal = (typeof REASONS)[number];

/** Why nobody came in: words for them, and for administrators a detail that holds no token. */
export class SignInRefused extends Refused {
  override name = "SignInRefused";
  readonly reason: Refusal;
  readonly detail: string;
  constructor(reason: Refusal, detail = "") {
    super(`sso.refusals.${reason}`);
    this.reason = reason;
    this.detail = detail.slice(0, 300);
  }
}

export function isRefusal(text: string): text is Refusal {
  return REASONS.some((reason) => reason === text);
}
