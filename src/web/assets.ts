import { createHash } from "node:crypto";
import { extname } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { RequestHandler, Router } from "express";
import { listAssetFiles, type AssetFile } from "./asset-files.ts";
import { exactRouter } from "./http/exact-router.ts";

/** Where a page finds a file by its plain name, such as `css/application.css`. Throws an Error for a name that is none. */
export type AddressOf = (name: string) => string;
export interface Assets { routes: Router; addressOf: AddressOf }

/**
 * Styles, browser code, fonts and the icon, read once. Each address carries a digest of the content, so that it may be kept for a year
 * and is the same in every process of a release; an address of another release is answered with 404, never with other content.
 */
export function readAssets(): Assets {
  const addresses = new Map<string, string>();
  const addressOf: AddressOf = (name) => addresses.get(name) ?? missing(name);
  const served = new Map<string, AssetFile>();
  for (const file of listAssetFiles(addressOf)) {
    const address = withDigest(file);
    addresses.set(file.name, address);
    served.set(address, file);
  }
  return { addressOf, routes: exactRouter().use("/assets", serve(served)).get("/robots.txt", (_req, res) => { res.type("text").send("User-agent: *\nDisallow: /api/\n"); }) };
}

function missing(name: string): never {
  throw new Error(`There is no file ${name} among the assets.`);
}

function withDigest({ name, body }: AssetFile): string {
  const ending = extname(name);
  return `/assets/${name.slice(0, -ending.length)}.${createHash("sha256").update(body).digest("hex").slice(0, 12)}${ending}`;
}

function serve(served: Map<string, AssetFile>): RequestHandler {
  const packed = packer();
  return async (req, res) => {
    const file = served.get(req.baseUrl + req.path);
    if (!file || !["GET", "HEAD"].includes(req.method)) return void res.status(404).set("Cache-Control", "no-store").type("text").send("No such file.");
    const isText = PACKED.has(extname(file.name));
    const encoding = isText ? ENCODINGS.find((each) => req.acceptsEncodings(each)) : undefined;
    if (isText) res.vary("Accept-Encoding");
    if (encoding) res.set("Content-Encoding", encoding);
    res.type(extname(file.name)).set("Cache-Control", "public, max-age=31536000, immutable").send(encoding ? await packed(file, encoding) : file.body);
  };
}

const ENCODINGS = ["br", "gzip"] as const;
type Encoding = (typeof ENCODINGS)[number];
/** Fonts and photographs are packed already. */
const PACKED = new Set([".css", ".js", ".svg"]);
const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** Each file is packed as tightly as it goes, once, when somebody first asks for it. */
function packer(): (file: AssetFile, encoding: Encoding) => Promise<Buffer> {
  const made = new Map<string, Promise<Buffer>>();
  return ({ name, body }, encoding) => {
    const known = made.get(`${encoding} ${name}`);
    if (known) return known;
    const packing = encoding === "gzip" ? gzipped(body, { level: 9 }) : brotlied(body);
    made.set(`${encoding} ${name}`, packing);
    return packing;
  };
}
