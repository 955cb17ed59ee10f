import type { Request } from "express";

/** The value of a cookie; empty where there is none. Names hold no sign that means something in a pattern but the dot. */
export function cookieIn(req: Request, name: string): string {
  return new RegExp(`(?:^|;\\s*)${name.replaceAll(".", "\\.")}=([\\w.%-]*)`).exec(req.get("cookie") ?? "")?.[1] ?? "";
}
