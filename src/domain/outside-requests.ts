import { lookup as lookUp } from "node:dns";
import { request as overHttp, type RequestOptions } from "node:http";
import { request as overHttps } from "node:https";
import { publicOnly } from "./webhook-office.ts";
import { flawOf } from "./webhook-addresses.ts";

export interface Asked { method?: "GET" | "POST"; headers?: Record<string, string>; body?: string }
/** `headers` has names in small letters. */
export interface Answered { status: number; headers: Record<string, string>; body: string }

/** Asks another program and reads its answer. It throws where there is none: an Error with the code `EREFUSED` for an address that is not asked at all. */
export type Outside = (address: string, asked?: Asked) => Promise<Answered>;

const PATIENCE = 10_000;
const MOST_READ = 512 * 1024;

/**
 * Asks by https at public addresses, and at the origins that the environment names, as `webhookOffice` does: names are looked up once, redirects are not followed. Of an answer at most `most` bytes are read;
 * `patience` is in milliseconds for all of it.
 */
export function outsideRequests(origins: readonly string[], { patience = PATIENCE, most = MOST_READ, resolve = lookUp }: { patience?: number; most?: number; resolve?: typeof lookUp } = {}): Outside {
  return (address, asked = {}) => {
    if (flawOf(address, origins)) return Promise.reject(Object.assign(new Error("This address is not asked."), { code: "EREFUSED" }));
    const url = new URL(address);
    const lookup = origins.includes(url.origin) ? {} : { lookup: publicOnly(resolve) };
    const body = Buffer.from(asked.body ?? "");
    const headers = { Accept: "application/json", "User-Agent": "Debrief", ...asked.headers, ...(asked.body !== undefined && { "Content-Length": body.length }) };
    return answerOf(url, { method: asked.method ?? "GET", agent: false, signal: AbortSignal.timeout(patience), headers, ...lookup }, body, most);
  };
}

function answerOf(url: URL, options: RequestOptions, body: Buffer, most: number): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? overHttps : overHttp)(url, options, (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on("error", reject).on("data", (part: Buffer) => {
        length += part.length;
        if (length > most) response.destroy(new Error("The answer is too long."));
        else parts.push(part);
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: textsIn(response.headers), body: Buffer.concat(parts).toString("utf8") }));
    });
    request.on("error", reject).end(body);
  });
}

function textsIn(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]));
}
