import { z } from "zod";
import { later, MINUTE } from "../lib/clock.ts";
import { newToken } from "../lib/ids.ts";
import type { LearningSystem } from "../storage/learning-tables.ts";
import type { Db } from "../storage/tables.ts";
import type { RequestOffice } from "./request-office.ts";
import { signAsTool } from "./tool-keys.ts";

/** What the platform answered. `link` is the header of that name (RFC 8288). */
export interface Answered { status: number; text: string; link: string | undefined }

/** @throws PlatformError where nobody answered */
export async function asked(office: RequestOffice, address: string, request: Parameters<RequestOffice>[1]): Promise<Answered> {
  const answer = await office(address, request);
  if ("fault" in answer) throw new PlatformError(answer.fault === "silent" ? "silent" : "inside", answer.fault !== "silent");
  return answer;
}

/** A token and until when it is used. */
export interface HeldToken { token: string; until: Date }

const ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const tokenAnswer = z.object({ access_token: z.string().min(1).max(10_000), expires_in: z.coerce.number().min(0).max(86_400).default(300) });

/** Client credentials with a signed assertion (RFC 7523; LTI Security Framework 4.1). @throws PlatformError */
export async function askForToken(db: Db, office: RequestOffice, system: LearningSystem, scope: string, secret: string, at: Date): Promise<HeldToken> {
  const seconds = Math.floor(at.getTime() / 1000);
  const assertion = await signAsTool(db, secret, { iss: system.client_id, sub: system.client_id, aud: system.token_audience || system.token_url, iat: seconds, exp: seconds + 60, jti: newToken() }, at);
  const form = new URLSearchParams({ grant_type: "client_credentials", client_assertion_type: ASSERTION, client_assertion: assertion, scope });
  const answer = await asked(office, system.token_url, { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: form.toString() });
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) throw new PlatformError("token", true);
  const read = tokenAnswer.safeParse(bodyOf(answer));
  if (!read.success) throw new PlatformError("token", false);
  return { token: read.data.access_token, until: later(at, Math.max(0, read.data.expires_in * 1000 - MINUTE)) };
}

/** Something else than what was asked for. */
export class PlatformError extends Error {
  readonly reason: string;
  readonly isFinal: boolean;
  readonly isSilent: boolean;
  constructor(what: "token" | "column" | "members" | "inside" | "silent", isFinal: boolean) { super(what); this.reason = `learning-systems.failures.${what}`; this.isFinal = isFinal; this.isSilent = what === "silent"; }
}

/** What it holds as JSON; undefined where it is none, or where nothing was given. */
export function bodyOf({ status, text }: Pick<Answered, "status" | "text">): unknown {
  if (status < 200 || status >= 300) return undefined;
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}
