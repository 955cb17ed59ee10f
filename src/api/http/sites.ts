import type { Request } from "express";

/** The address of the installation, without a slash at its end. */
export function siteOf(req: Request, publicUrl: string): string {
  return publicUrl ? publicUrl.replace(/\/+$/, "") : `${req.protocol}://${req.host}`;
}
