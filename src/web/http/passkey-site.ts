import type { Request } from "express";
import type { Config } from "../../config.ts";
import type { Site } from "../../domain/passkeys.ts";
import { siteOf } from "../../lib/sites.ts";

/** What passkeys are bound to here: the host of PUBLIC_URL, else the one that was asked. */
export function passkeySite(req: Request, { publicUrl }: Pick<Config, "publicUrl">, name: string): Site {
  const { hostname, origin } = new URL(siteOf({ protocol: req.protocol, host: req.get("host") ?? "localhost" }, publicUrl));
  return { id: hostname, origin, name };
}

/** Browsers make passkeys for https and for this machine, and for names, not for numbers. */
export function hasPasskeys({ id, origin }: Site): boolean {
  return id === "localhost" || id.endsWith(".localhost") || (origin.startsWith("https:") && !/^[\d.]+$|^\[/.test(id));
}
