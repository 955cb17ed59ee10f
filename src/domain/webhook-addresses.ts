import { isIP } from "node:net";
import { seal } from "../lib/sealing.ts";
import { Refused } from "./errors.ts";
import { isPublicAddress } from "./public-addresses.ts";

/** Why an address cannot be written to, as the end of a key under `channels.addresses`. */
export type AddressFlaw = "malformed" | "secrets" | "insecure" | "port" | "inside" | "name";

const LONGEST = 2_000;

/** What keeps and checks addresses: the secret of the installation, and where messages may go inside the network. */
export interface AddressRules { secret: string; origins: readonly string[] }
/** An address as it is kept: sealed for its purpose, and what may be seen of it. */
interface KeptAddress { sealed_address: string; shown_address: string }

/** How an address is kept that somebody typed; nothing where it is empty, which keeps the one that there is. @throws Refused beside the field `address` */
export function keptAddress(address: string, { secret, origins }: AddressRules, purpose: string): Partial<KeptAddress> {
  if (address === "") return {};
  const flaw = flawOf(address, origins);
  if (flaw) throw new Refused(`channels.addresses.${flaw}`, "address");
  return { sealed_address: seal(address, secret, purpose), shown_address: shownAddress(address) };
}

/** What is wrong with this address of a webhook; undefined where nothing is. Names are looked up when something is sent, each time anew. */
export function flawOf(text: string, origins: readonly string[]): AddressFlaw | undefined {
  const url = text.length <= LONGEST && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return "malformed";
  if (url.username !== "" || url.password !== "") return "secrets";
  if (origins.includes(url.origin)) return undefined;
  if (url.protocol !== "https:") return "insecure";
  if (url.port !== "") return "port";
  const host = hostOf(url);
  if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : "inside";
  return /^[^.]+$|(?:^|\.)(?:localhost|local|internal|lan|home|corp|intranet)\.?$/i.test(host) ? "name" : undefined;
}

/** The name or IP address, without the brackets of IPv6. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/** What may be seen of an address: where it leads and its last letters, by which two can be told apart. The rest is the secret. */
export function shownAddress(text: string): string {
  const { origin, pathname, search } = new URL(text);
  const path = `${pathname}${search}`;
  return path.length < 20 ? `${origin}/…` : `${origin}/…${path.slice(-4)}`;
}
