import express, { type RequestHandler } from "express";

/** A file that came with a form. */
export interface Upload { name: string; bytes: Uint8Array }

const MOST_PARTS = 500;

/** Reads forms that carry a file (multipart/form-data) into `req.body`, as other forms are; files become Uploads. `limit` is for the whole form. */
export function uploads(limit: string): RequestHandler[] {
  return [express.raw({ type: "multipart/form-data", limit }), readParts];
}

/** The platform's own parser reads what came whole; a form that was cut off never gets here. */
const readParts: RequestHandler = async (req, _res, next) => {
  if (!Buffer.isBuffer(req.body)) return next();
  const type = req.get("content-type") ?? "";
  const parts = await new Response(new Uint8Array(req.body), { headers: { "content-type": type } }).formData().catch(() => undefined);
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

/** A field in which no file was chosen comes as a file without a name. */
async function uploadOf(file: File): Promise<Upload | undefined> {
  return file.name === "" && file.size === 0 ? undefined : { name: file.name.slice(0, 200), bytes: new Uint8Array(await file.arrayBuffer()) };
}
