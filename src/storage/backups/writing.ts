import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { tarPieces, TAR_END } from "../../lib/tar.ts";
import { PIECE } from "./manifest.ts";

const pack = promisify(gzip);

/** Bytes and their SHA-256. */
export interface Sum { bytes: number; sha256: string }
export interface ArchiveWriter {
  put: (name: string, bytes: Buffer) => Promise<void>;
  /** Cuts what comes into members of a folder and packs them; together they unpack to the whole. */
  putAll: (folder: string, pieces: AsyncIterable<Buffer>) => Promise<Sum>;
  /** Gives the size and sum of the archive, which is on disk then. */
  end: () => Promise<Sum>;
  abandon: () => Promise<void>;
}

/** An archive that only its owner may read. */
export async function writeArchive(file: string): Promise<ArchiveWriter> {
  const handle = await open(file, "wx", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;

  async function append(piece: Buffer): Promise<void> {
    hash.update(piece);
    bytes += piece.length;
    await handle.writeFile(piece);
  }

  const put = async (name: string, content: Buffer) => { for (const piece of tarPieces({ name, bytes: content })) await append(piece); };

  /** One piece is packed while the next is read. */
  async function putAll(folder: string, pieces: AsyncIterable<Buffer>): Promise<Sum> {
    const sum = createHash("sha256");
    let [total, number, last] = [0, 0, Promise.resolve()];
    for await (const piece of inMembers(pieces)) {
      sum.update(piece);
      total += piece.length;
      const name = `${folder}/${String(++number).padStart(6, "0")}.gz`;
      const packed = pack(piece, { level: constants.Z_BEST_SPEED });
      packed.catch(() => undefined);
      await last;
      last = packed.then((content) => put(name, content));
      last.catch(() => undefined);
    }
    await last;
    return { bytes: total, sha256: sum.digest("hex") };
  }

  return {
    put, putAll,
    async end() {
      await append(TAR_END);
      await handle.sync();
      await handle.close();
      return { bytes, sha256: hash.digest("hex") };
    },
    async abandon() {
      await handle.close().catch(() => undefined);
      await rm(file, { force: true });
    },
  };
}

/** Pieces of about one size; none of what comes is cut. */
async function* inMembers(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [waiting, length] = [[] as Buffer[], 0];
  for await (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < PIECE) continue;
    yield Buffer.concat(waiting);
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(waiting);
}
