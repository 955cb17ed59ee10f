import { lookup as lookUp, type LookupAddress } from "node:dns";
import { request as overHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as overHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./public-addresses.ts";
import { flawOf } from "./webhook-addresses.ts";

export interface Request { method?: "GET" | "POST"; headers?: Readonly<Record<string, string>>; body?: string }
/** What came back, its text cut short and without what no page can show; or why nothing did: it is an address that is not written to, it leads inside, or nobody answered in time. */
export type Answer = { status: number; text: string; retryAfter: string | undefined; link: string | undefined } | { fault: "refused" | "inside" | "silent" };
/** Asks another program; it never throws, and what it says holds no address. */
export type RequestOffice = (address: string, request: Request) => Promise<Answer>;

export interface OfficeRules { patience?: number; mostRead?: number; resolve?: typeof lookUp }

const PATIENCE = 15_000;
const NOT_PUBLIC = "ENOTPUBLIC";

/**
 * Asks by https at public addresses, and at the origins that the environment names. A name is looked up once for each request, every address that it has must be public, and the connection goes to the one that was
 * looked at, so that a name cannot lead elsewhere in between. Redirects are not followed. `patience` is in milliseconds for all of it; of the answer `mostRead` characters are read; `resolve` looks names up.
 */
export function requestOffice(origins: readonly string[], { patience = PATIENCE, mostRead = 0, resolve = lookUp }: OfficeRules = {}): RequestOffice {
  return async (address, request) => {
    if (flawOf(address, origins)) return { fault: "refused" };
    const url = new URL(address);
    const lookup = origins.includes(url.origin) ? undefined : publicOnly(resolve);
    try {
      return await ask(url, request, { agent: false, signal: AbortSignal.timeout(patience), ...(lookup && { lookup }) }, mostRead);
    } catch (error) {
      return { fault: (error as { code?: string }).code === NOT_PUBLIC ? "inside" : "silent" };
    }
  };
}

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

function ask(url: URL, { method = "POST", headers, body = "" }: Request, options: RequestOptions, mostRead: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const content = Buffer.from(body);
    const sent = { "User-Agent": "Debrief", ...headers, ...(method === "POST" && { "Content-Length": String(content.length) }) };
    const request = (url.protocol === "https:" ? overHttps : overHttp)(url, { ...options, method, headers: sent }, (response) => {
      const { statusCode: status = 0, headers: { "retry-after": retryAfter, link } } = response;
      read(response, mostRead, (text) => { resolve({ status, text, retryAfter, link: link && [link].flat().join(", ") }); });
    });
    request.on("error", reject).end(method === "POST" ? content : undefined);
  });
}

/** As much as is wanted of a text that may be endless or break off. */
function read(response: IncomingMessage, most: number, done: (text: string) => void): void {
  let text = "";
  const finish = () => { done(readable(text.slice(0, most))); response.destroy(); };
  if (most === 0) return finish();
  response.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    if (text.length >= most) finish();
  }).on("end", finish).on("error", finish).on("aborted", finish);
}

function readable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu, " ").trim();
}
