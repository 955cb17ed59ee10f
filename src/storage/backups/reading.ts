import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { faultOfPath, plainPath } from "../../lib/archive-paths.ts";
import { BackupError } from "../../lib/backup-error.ts";
import { TarError } from "../../lib/tar.ts";
import type { Told } from "../copying/digests.ts";
import type { Header, Manifest } from "./manifest.ts";
import { readMembers, unpack, type Members } from "./members.ts";
import type { Sum } from "./writing.ts";

/** An archive that was read from end to end and is as it was written. `piecesOf` unpacks the members of a folder again. */
export interface Archive { header: Header; manifest: Manifest; sum: Sum; piecesOf: (folder: string) => AsyncGenerator<Buffer> }

/**
 * Reads an archive wholly and compares every sum in it; nothing is written anywhere. `told` hears of its bytes.
 * @throws BackupError for what is no archive of ours, is of a newer format, is damaged, ends early, or holds more or less than its manifest says.
 */
export async function readBackup(file: string, told: Told = () => undefined): Promise<Archive> {
  const { size } = await sizeOf(file);
  const hash = createHash("sha256");
  let bytes = 0;
  const source = createReadStream(file, { highWaterMark: 1 << 20 }).on("data", (piece) => { hash.update(piece); bytes += piece.length; told(bytes, size); });
  try {
    const members = await readMembers(source as AsyncIterable<Buffer>);
    compare(members);
    return { header: members.header, manifest: members.manifest, sum: { bytes, sha256: hash.digest("hex") }, piecesOf: (folder) => piecesAt(file, members, folder) };
  } catch (error) {
    throw error instanceof BackupError ? error : new BackupError(error instanceof TarError && error.fault === "foreign" ? "foreign" : "damaged", {}, error);
  } finally {
    source.destroy();
  }
}

async function sizeOf(file: string): Promise<{ size: number }> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, "r");
    const found = await handle.stat();
    if (!found.isFile()) throw new Error("no plain file");
    return found;
  } catch (error) {
    throw new BackupError("no-file", { file }, error);
  } finally {
    await handle?.close();
  }
}

interface Expected { bytes?: number; lines?: number; sha256: string | null }

/** Everything in the manifest is there, is what it says, and is all that there is. */
function compare({ header, headerSum, folders, manifest }: Members): void {
  const expected = new Map<string, Expected>([
    ...(manifest.database ? [["database", manifest.database] as const] : []),
    ...(header.payload === "rows" ? manifest.tables.map(({ name, rows, sha256 }) => [`tables/${name}`, { lines: rows, sha256 }] as const) : []),
    ...manifest.files.map((file, index) => [folderOf(index), file] as const),
  ]);
  const named = header.tables.map(({ name }) => name).join(" ");
  const isWhole = manifest.header === headerSum && manifest.tables.map(({ name }) => name).join(" ") === named && (header.payload === "sqlite") === (manifest.database !== null);
  const isMore = [...folders.keys()].some((folder) => !expected.has(folder));
  if (!isWhole || isMore) throw new BackupError("damaged");
  for (const [folder, sum] of expected) if (!isAs(folders.get(folder), sum)) throw new BackupError("sum", { part: folder });
  const odd = manifest.files.find(({ path }, index) => faultOfPath(path) !== undefined || plainPath(path) !== path || manifest.files.findIndex((other) => other.path === path) !== index);
  if (odd) throw new BackupError("foreign");
}

const EMPTY = { bytes: 0, lines: 0, sha256: createHash("sha256").digest("hex") };

function isAs(found: { bytes: number; lines: number; sha256: string } = EMPTY, sum: Expected): boolean {
  return found.sha256 === sum.sha256 && (sum.bytes ?? found.bytes) === found.bytes && (sum.lines ?? found.lines) === found.lines;
}

export const folderOf = (index: number) => `files/${String(index + 1).padStart(6, "0")}`;

async function* piecesAt(file: string, { folders }: Members, folder: string): AsyncGenerator<Buffer> {
  const handle = await open(file, "r");
  try {
    for (const { start, size } of folders.get(folder)?.places ?? []) {
      const { buffer } = await handle.read(Buffer.alloc(size), 0, size, start);
      yield await unpack(buffer);
    }
  } finally {
    await handle.close();
  }
}
