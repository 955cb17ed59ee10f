import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type * as Yauzl from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { z } from "zod";
import { digestOf, digestOfDetail, nextHead, type Head, type Link } from "../lib/chain.ts";
import { faultOfPath } from "../lib/archive-paths.ts";
import { onDemand } from "../lib/on-demand.ts";
import { MANIFEST, sealedManifest, type Manifest } from "./packing-evidence.ts";

const yauzl = onDemand<typeof Yauzl>("yauzl");

/** `altered`, `missing`, `added`: of a file. `manifest`: it cannot be read or its own seal is wrong. `chain`: the entries of the audit log in it do not follow from each other. `unreadable`: no archive. `other`: not the file whose digest was given. */
export interface Fault { kind: "altered" | "missing" | "added" | "manifest" | "chain" | "unreadable" | "other"; path: string }
/** `digest` is the SHA-256 of the archive itself. */
export interface Verified { faults: Fault[]; files: number; digest: string; manifest: Manifest | undefined }

const seal = z.strictObject({ path: z.string(), bytes: z.number().int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const head = z.strictObject({ number: z.number().int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) });
const period = z.strictObject({ first: z.string(), last: z.string(), zone: z.string(), from: z.string(), until: z.string() });
const manifestSchema = z.strictObject({ format: z.literal("debrief-evidence"), version: z.literal(1), period, privacy_mode: z.string(), audit: z.strictObject({ before: head, head }), files: z.array(seal), basis: z.string() });

const LARGEST_MANIFEST = 10_000_000;

/** Looks through a pack that somebody kept: every file against the manifest, the manifest against itself, and the chain of the audit log. `expected` is the digest of the archive that was noted elsewhere. */
export async function verifyEvidence(path: string, expected?: string): Promise<Verified> {
  const digest = await digestOfFile(path);
  const faults: Fault[] = expected !== undefined && expected !== digest ? [{ kind: "other", path: "" }] : [];
  try {
    const archive = await yauzl().openPromise(path, { autoClose: false });
    try {
      const found = await lookInto(archive);
      return { ...found, faults: [...faults, ...found.faults], digest };
    } finally {
      archive.close();
    }
  } catch {
    return { faults: [...faults, { kind: "unreadable", path: "" }], files: 0, digest, manifest: undefined };
  }
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

async function lookInto(archive: ZipFile): Promise<Omit<Verified, "digest">> {
  const entries = new Map<string, Entry>();
  const faults: Fault[] = [];
  for await (const entry of archive.eachEntry()) {
    if (entries.has(entry.fileName) || faultOfPath(entry.fileName) !== undefined) faults.push({ kind: "added", path: entry.fileName });
    else entries.set(entry.fileName, entry);
  }
  const manifest = await manifestIn(archive, entries.get(MANIFEST));
  if (!manifest) return { faults: [...faults, { kind: "manifest", path: MANIFEST }], files: entries.size, manifest };
  const known = new Map(manifest.files.map((file) => [file.path, file]));
  for (const path of entries.keys()) if (path !== MANIFEST && !known.has(path)) faults.push({ kind: "added", path });
  for (const [path, file] of known) {
    const entry = entries.get(path);
    if (!entry) faults.push({ kind: "missing", path });
    else if (!(await isSealed(archive, entry, file))) faults.push({ kind: "altered", path });
  }
  const log = entries.get("audit-log.json");
  if (log && !faults.some(({ path }) => path === "audit-log.json") && !(await isChain(archive, log, manifest.audit))) faults.push({ kind: "chain", path: "audit-log.json" });
  return { faults, files: entries.size, manifest };
}

async function manifestIn(archive: ZipFile, entry: Entry | undefined): Promise<Manifest | undefined> {
  if (!entry || entry.uncompressedSize > LARGEST_MANIFEST) return undefined;
  try {
    let text = "";
    for await (const piece of await archive.openReadStreamPromise(entry)) text += (piece as Buffer).toString("latin1");
    const { basis, ...rest } = manifestSchema.parse(JSON.parse(Buffer.from(text, "latin1").toString("utf8")));
    const manifest = sealedManifest(rest);
    const isAsWritten = Buffer.from(text, "latin1").equals(Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
    return manifest.basis === basis && isAsWritten ? manifest : undefined;
  } catch {
    return undefined;
  }
}

async function isSealed(archive: ZipFile, entry: Entry, { bytes, sha256 }: Manifest["files"][number]): Promise<boolean> {
  if (entry.uncompressedSize !== bytes) return false;
  const hash = createHash("sha256");
  try {
    for await (const piece of await archive.openReadStreamPromise(entry)) hash.update(piece as Buffer);
  } catch {
    return false;
  }
  return hash.digest("hex") === sha256;
}

/** Line by line, as the file was written: it may be longer than memory. */
async function isChain(archive: ZipFile, entry: Entry, { before, head: end }: Manifest["audit"]): Promise<boolean> {
  let [last, rest]: [Head, string] = [before, ""];
  const stream = await archive.openReadStreamPromise(entry);
  stream.setEncoding("utf8");
  for await (const piece of stream) {
    const lines = (rest + String(piece)).split("\n");
    rest = lines.pop()!;
    for (const line of lines.filter((each) => each.startsWith("{"))) {
      const link = JSON.parse(line.replace(/,$/, "")) as Link;
      const next = nextHead(last, link.digest);
      if (next.number !== link.number || next.hash !== link.hash || !isWhole(link)) return false;
      last = next;
    }
  }
  return last.number === end.number && last.hash === end.hash;
}

/** Where an entry was written with all that it says, its digest is that of it. */
function isWhole(link: Link): boolean {
  if (link.detail_digest === undefined) return true;
  const isDetailRight = link.salt === "" ? link.detail === "{}" : digestOfDetail(link) === link.detail_digest;
  return isDetailRight && digestOf(link, link.detail_digest) === link.digest;
}
