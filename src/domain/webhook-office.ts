import { lookup as lookUp, type LookupAddress } from "node:dns";
import { request as overHttp, type RequestOptions } from "node:http";
import { request as overHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./public-addresses.ts";
import type { HandedIn } from "./handing-in.ts";
import { flawOf } from "./webhook-addresses.ts";

/** Hands a message to a webhook and says what came of it; it never throws, and no reason holds the address. */
export type WebhookOffice = (address: string, payload: object) => Promise<HandedIn>;

const PATIENCE = 15_000;

/**
 * Posts JSON by https to public addresses, and to the origins that the environment names. A name is looked up once for each request, every address that it has must be public, and the connection goes to the one that was
 * looked at, so that a name cannot lead elsewhere in between. Redirects are not followed and answers not read. `patience` is in milliseconds; `resolve` looks names up.
 */
export function webhookOffice(origins: readonly string[], { patience = PATIENCE, resolve = lookUp }: { patience?: number; resolve?: typeof lookUp } = {}): WebhookOffice {
  return async (address, payload) => {
    if (flawOf(address, origins)) return failed("refused", { isFinal: true });
    const url = new URL(address);
    const lookup = origins.includes(url.origin) ? undefined : publicOnly(resolve);
    const body = Buffer.from(JSON.stringify(payload));
    try {
      return outcomeOf(await statusOf(url, body, { lookup, patience }));
    } catch (error) {
      return (error as { code?: string }).code === NOT_PUBLIC ? failed("inside", { isFinal: true }) : failed("silent");
    }
  };
}

export const NOT_PUBLIC = "ENOTPUBLIC";

/** Looks a name up and takes it only where every address that it has is public. */
export function publicOnly(resolve: typeof lookUp = lookUp): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return done(error, "", 0);
      if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address))) return done(Object.assign(new Error("not a public address"), { code: NOT_PUBLIC }), "", 0);
      if (options.all) return done(null, found);
      done(null, found[0]!.address, found[0]!.family);
    });
  };
}

function statusOf(url: URL, body: Buffer, { lookup, patience }: { lookup: LookupFunction | undefined; patience: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      method: "POST", agent: false, signal: AbortSignal.timeout(patience), headers: { "Content-Type": "application/json", "Content-Length": body.length, "User-Agent": "Debrief" }, ...(lookup && { lookup }),
    };
    const request = (url.protocol === "https:" ? overHttps : overHttp)(url, options, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.on("error", reject).end(body);
  });
}

/** Slack answers 200, Teams 200 or 202. What is gone or refused stays so; "later" and errors of the server pass. */
function outcomeOf(status: number): HandedIn {
  if (status >= 200 && status < 300) return { isTaken: true };
  if (status >= 300 && status < 400) return failed("redirect", { isFinal: true });
  return failed(status === 404 || status === 410 ? "gone" : status < 500 && status !== 408 && status !== 429 ? "declined" : "busy", { isFinal: status < 500 && status !== 408 && status !== 429 });
}

/** One channel says nothing about the others, so the rest still goes. */
function failed(reason: "refused" | "inside" | "silent" | "redirect" | "gone" | "declined" | "busy", { isFinal = false } = {}): HandedIn {
  return { isTaken: false, isFinal, isDown: false, reason: `channels.reasons.${reason}` };
}
