import express, { type RequestHandler } from "express";
import { plainTextOnly } from "./plain-text.ts";

/** A file that came with a form. */
export interface Upload { name: string; bytes: Uint8Array }

const MOST_PARTS = 500;

/** Reads a form of up to this size into `req.body` where a page takes it, with files (multipart/form-data), which become Uploads, or without. The address of such a page stands in forms-only.ts. */
export function largeForms(limit: string): RequestHandler[] {
  return [express.raw({ type: "multipart/form-data", limit }), readParts, express.urlencoded({ extended: false, limit, parameterLimit: MOST_PARTS }), plainTextOnly];
}

/** The platform's own parser reads what came whole; a form that was cut off never gets here. It takes time for each part, so they are counted first. */
const readParts: RequestHandler = async (req, _res, next) => {
  if (!Buffer.isBuffer(req.body)) return next();
  const boundary = /;\s*boundary=(?:"([\w'-]{1,70})"|([\w'-]{1,70})\s*(?:;|$))/i.exec(req.get("content-type") ?? "")?.slice(1).find(Boolean);
  const isReadable = boundary !== undefined && hasAtMost(MOST_PARTS + 1, `--${boundary}`, req.body);
  const parts = isReadable ? await new Response(new Uint8Array(req.body), { headers: { "content-type": `multipart/form-data; boundary="${boundary}"` } }).formData().catch(() => undefined) : undefined;
  const entries = [...(parts ?? [])];
  if (!parts || entries.length > MOST_PARTS) throw Object.assign(new Error("A form that cannot be read"), { status: 400 });
  const body: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    const read = typeof value === "string" ? value : await uploadOf(value);
    if (read !== undefined) body[name] = Object.hasOwn(body, name) ? [body[name], read].flat() : read;
  }
  req.body = body;
  next();
};

function hasAtMost(most: number, word: string, bytes: Buffer): boolean {
  let count = 0;
  for (let at = bytes.indexOf(word); at !== -1 && count <= most; at = bytes.indexOf(word, at + word.length)) count += 1;
  return count <= most;
}

/** A field in which no file was chosen comes as a file without a name. */
async function uploadOf(file: File): Promise<Upload | undefined> {
  return file.name === "" && file.size === 0 ? undefined : { name: file.name.slice(0, 200), bytes: new Uint8Array(await file.arrayBuffer()) };
}
