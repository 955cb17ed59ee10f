import type { Request } from "express";

const LONGEST_PATH = 500;

/** Only a path of this site: "//elsewhere.example" and "/\elsewhere.example" lead away. */
export function localPath(path: unknown): string {
  return typeof path === "string" && path.length <= LONGEST_PATH && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : "/";
}

/** The sign-in page that leads on to the page that was wanted; for a form, to the page it stood on, with a word that it was not saved. */
export function signInAddress(req: Request): string {
  const isForm = req.method !== "GET" && req.method !== "HEAD";
  const to = localPath(isForm ? pageOfForm(req) : req.originalUrl);
  const query = [to !== "/" && `to=${encodeURIComponent(to).replaceAll("%2F", "/")}`, isForm && "ended=1"].filter(Boolean).join("&");
  return query ? `/session/new?${query}` : "/session/new";
}

/** The page of ours that a form stood on. */
export function pageOfForm(req: Request): string {
  const referer = req.get("referer") ?? "";
  const { host, pathname, search } = URL.canParse(referer) ? new URL(referer) : new URL("about:blank");
  return host === req.host ? `${pathname}${search}` : "/";
}
