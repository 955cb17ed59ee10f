import { crc32 } from "node:zlib";
import type * as Yauzl from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { ArchiveError } from "./archive-error.ts";
import { faultOfPath, plainPath } from "./archive-paths.ts";
import { onDemand } from "./on-demand.ts";

const yauzl = onDemand<typeof Yauzl>("yauzl");

/** How much of an archive is read: entries in all, bytes of one file and of all files unpacked, and how many times its own size it may unpack to. */
export interface ArchiveLimits { entries: number; fileBytes: number; bytes: number; ratio: number }
export const ARCHIVE_LIMITS: ArchiveLimits = { entries: 5_000, fileBytes: 20_000_000, bytes: 50_000_000, ratio: 200 };

/** So much may come out of the smallest archive: a short file of one repeated line is no attack. */
const ALWAYS_ALLOWED = 1_000_000;
const FILE_TYPE = 0o170000;
const PLAIN_TYPES = new Set([0, 0o100000, 0o040000]);

/**
 * The files of a ZIP archive by their paths, in its order. All is judged by what the directory says before anything is unpacked, and unpacking stops where the directory lied.
 * Nothing is written to disk.
 * @throws ArchiveError for what is no ZIP archive, is damaged, encrypted or more than the limits, and for paths that lead out, links and names that come twice.
 */
export async function readArchive(bytes: Uint8Array, limits = ARCHIVE_LIMITS): Promise<Map<string, Uint8Array>> {
  try {
    const archive = await yauzl().fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { decodeStrings: false });
    return await unpacked(archive, await judged(archive, bytes.length, limits));
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError("archives.damaged");
  }
}

async function judged(archive: ZipFile, size: number, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  if (archive.entryCount > limits.entries) throw new ArchiveError("archives.too-many", { most: limits.entries });
  const entries = new Map<string, Entry>();
  let [packed, bytes] = [0, 0];
  for await (const entry of archive.eachEntry()) {
    const path = pathOf(entry);
    judgeEntry(entry, path, limits);
    packed += entry.compressedSize;
    bytes += entry.uncompressedSize;
    if (bytes > limits.bytes) throw new ArchiveError("archives.too-large", { most: limits.bytes / 1_000_000 });
    if (packed > size) throw new ArchiveError("archives.damaged");
    if (entries.has(path)) throw new ArchiveError("archives.twice", { path });
    if (!isFolder(entry)) entries.set(path, entry);
  }
  if (bytes > ALWAYS_ALLOWED && bytes > size * limits.ratio) throw new ArchiveError("archives.too-dense", { most: limits.ratio });
  return entries;
}

/** Many programs write UTF-8 without saying so; what is no UTF-8 is in the alphabet of old DOS, as the format has it. */
function pathOf(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  const said = yauzl().getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
  const utf8 = fileNameRaw.toString("utf8");
  const path = utf8.includes("\ufffd") ? said : utf8;
  const fault = [said, path].map(faultOfPath).find((found) => found !== undefined);
  if (fault !== undefined) throw new ArchiveError(`archives.${fault}`, { path: shown(path) });
  return plainPath(path);
}

function shown(path: string): string {
  return path.slice(0, 80).replace(/\p{C}/gu, "?");
}

function judgeEntry(entry: Entry, path: string, limits: ArchiveLimits): void {
  if (!PLAIN_TYPES.has((entry.externalFileAttributes >>> 16) & FILE_TYPE)) throw new ArchiveError("archives.link", { path });
  if (entry.isEncrypted()) throw new ArchiveError("archives.encrypted", { path });
  if (!entry.canDecodeFileData()) throw new ArchiveError("archives.method", { path });
  if (entry.uncompressedSize > limits.fileBytes) throw new ArchiveError("archives.file-too-large", { path, most: limits.fileBytes / 1_000_000 });
}

function isFolder(entry: Entry): boolean {
  return entry.fileNameRaw.at(-1) === 0x2f;
}

async function unpacked(archive: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const [path, entry] of entries) files.set(path, await contentOf(archive, entry, path));
  return files;
}

async function contentOf(archive: ZipFile, entry: Entry, path: string): Promise<Uint8Array> {
  try {
    const content = new Uint8Array(entry.uncompressedSize);
    let length = 0;
    for await (const chunk of await archive.openReadStreamPromise(entry) as AsyncIterable<Buffer>) {
      content.set(chunk, length);
      length += chunk.length;
    }
    if (length === content.length && crc32(content) === entry.crc32) return content;
  } catch { /* said below */ }
  throw new ArchiveError("archives.file-damaged", { path });
}
