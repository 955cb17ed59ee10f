import { request as overHttp, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { request as overHttps } from "node:https";
import { flawOf, type AddressFlaw } from "../webhook-addresses.ts";
import { publicOnly } from "../request-office.ts";

/** An address that is asked for nothing: its flaw says why. */
export class AddressRefused extends Error {
  override name = "AddressRefused";
  readonly flaw: AddressFlaw;
  constructor(flaw: AddressFlaw) { super(`not asked: ${flaw}`); this.flaw = flaw; }
}

export interface CheckedOptions { method?: string | undefined; headers?: Readonly<Record<string, string>> | undefined; body?: unknown; signal?: AbortSignal | null | undefined }
/** Like the platform's own, and only where we may ask. */
export type CheckedFetch = (address: string, options?: CheckedOptions) => Promise<Response>;

const PATIENCE = 10_000;
const MOST_READ = 1_000_000;

/**
 * Asks by https at public addresses, and at the origins that the environment names, as webhooks do (domain/request-office.ts). Redirects are handed back, not followed; an answer of more than a megabyte, or one that takes
 * longer than ten seconds, is an error.
 * @throws AddressRefused, or the error of the connection
 */
export function checkedFetch(origins: readonly string[], patience = PATIENCE): CheckedFetch {
  return async (address, options = {}) => {
    const flaw = flawOf(address, origins);
    if (flaw) throw new AddressRefused(flaw);
    const url = new URL(address);
    const lookup = origins.includes(url.origin) ? {} : { lookup: publicOnly() };
    const signal = AbortSignal.any([AbortSignal.timeout(patience), ...(options.signal ? [options.signal] : [])]);
    const body = bytesOf(options.body);
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { "User-Agent": "Debrief", ...options.headers, ...(body && { "Content-Length": String(body.length) }) };
      (url.protocol === "https:" ? overHttps : overHttp)(url, { method: options.method ?? "GET", agent: false, signal, headers, ...lookup }, resolve).on("error", reject).end(body);
    });
    return answerOf(message.statusCode ?? 500, message.headers, await read(message));
  };
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof URLSearchParams) return Buffer.from(body.toString());
  if (body instanceof Uint8Array) return Buffer.from(body);
  throw new Error("A body of this kind is never sent");
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_READ) throw new Error("The answer is too long");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function answerOf(status: number, given: IncomingHttpHeaders, body: Buffer): Response {
  const headers = new Headers(Object.entries(given).flatMap(([name, value]) => [value ?? []].flat().map((each): [string, string] => [name, each])));
  return new Response(status === 204 || status === 304 || status < 200 ? null : new Uint8Array(body), { status: Math.max(200, status), headers });
}
