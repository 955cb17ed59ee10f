import type { Request } from "express";

/** The token that a request shows in its Authorization header (RFC 6750). */
export function bearerIn(req: Request): string | undefined {
  return /^Bearer +([\w.~+/-]+=*) *$/i.exec(req.get("authorization") ?? "")?.[1];
}
