import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { z } from "zod";
import { BackupError } from "../../lib/backup-error.ts";
import { readTar } from "../../lib/tar.ts";
import { FORMAT_VERSION, HEADER, headerSchema, LARGEST_PACKED, LARGEST_UNPACKED, MANIFEST, manifestSchema, MEMBERS, type Header, type Manifest } from "./manifest.ts";

const unpacked = promisify(gunzip);
export const unpack = (bytes: Buffer) => unpacked(bytes, { maxOutputLength: LARGEST_UNPACKED });

/** Where the bytes of a member stand in the archive. */
export interface Place { start: number; size: number }
/** What the members of a folder unpack to together. */
export interface Folder { places: Place[]; bytes: number; lines: number; sha256: string }
export interface Members { header: Header; headerSum: string; folders: ReadonlyMap<string, Folder>; manifest: Manifest }

const BLOCK = 512;
const LINE_END = 10;

/** Walks through an archive and adds up what is in it. @throws BackupError, TarError or an error of zlib for what is not as it was written. */
export async function readMembers(source: AsyncIterable<Buffer>): Promise<Members> {
  const [folders, hashes] = [new Map<string, Folder>(), new Map<string, ReturnType<typeof createHash>>()];
  let [header, headerSum, manifest, offset] = [undefined as Header | undefined, "", undefined as Manifest | undefined, 0];
  for await (const { name, bytes } of readTar(source, { names: MEMBERS, most: LARGEST_PACKED })) {
    const place = { start: offset + BLOCK, size: bytes.length };
    offset = place.start + Math.ceil(bytes.length / BLOCK) * BLOCK;
    if (manifest || (name === HEADER) !== (header === undefined)) throw new BackupError("foreign");
    if (name === HEADER) [header, headerSum] = [headerIn(bytes), createHash("sha256").update(bytes).digest("hex")];
    else if (name === MANIFEST) manifest = checked(manifestSchema, bytes);
    else note(folders, hashes, name, await unpack(bytes), place);
  }
  if (!header || !manifest) throw new BackupError("cut");
  for (const [folder, hash] of hashes) folders.get(folder)!.sha256 = hash.digest("hex");
  return { header, headerSum, folders, manifest };
}

/** Members of a folder are numbered as they come. */
function note(folders: Map<string, Folder>, hashes: Map<string, ReturnType<typeof createHash>>, name: string, content: Buffer, place: Place): void {
  const [folder, number] = [name.slice(0, -"/000001.gz".length), Number(name.slice(-"000001.gz".length, -".gz".length))];
  const known = folders.get(folder) ?? { places: [], bytes: 0, lines: 0, sha256: "" };
  const hash = hashes.get(folder) ?? createHash("sha256");
  if (number !== known.places.length + 1) throw new BackupError("foreign");
  known.places.push(place);
  known.bytes += content.length;
  if (folder.startsWith("tables/")) known.lines += linesIn(content);
  hash.update(content);
  folders.set(folder, known);
  hashes.set(folder, hash);
}

function linesIn(content: Buffer): number {
  let lines = 0;
  for (let place = content.indexOf(LINE_END); place !== -1; place = content.indexOf(LINE_END, place + 1)) lines += 1;
  return lines;
}

function headerIn(bytes: Buffer): Header {
  const { format, version } = (jsonIn(bytes) ?? {}) as { format?: unknown; version?: unknown };
  if (format === "debrief-backup" && typeof version === "number" && version > FORMAT_VERSION) throw new BackupError("newer", { version, known: FORMAT_VERSION });
  return checked(headerSchema, bytes);
}

function checked<Schema extends z.ZodType>(schema: Schema, bytes: Buffer): z.infer<Schema> {
  const read = schema.safeParse(jsonIn(bytes));
  if (!read.success) throw new BackupError("foreign", {}, read.error);
  return read.data;
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
