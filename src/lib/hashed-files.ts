import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

export interface FileSeal { bytes: number; sha256: string }
export interface HashedFile { write: (text: string) => Promise<void>; close: () => Promise<FileSeal> }

/** A new file whose seal is reckoned while it is written. */
export async function openHashed(path: string): Promise<HashedFile> {
  const file = await open(path, "wx", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;
  return {
    async write(text) {
      const piece = Buffer.from(text, "utf8");
      hash.update(piece);
      bytes += piece.length;
      await file.appendFile(piece);
    },
    async close() { await file.close(); return { bytes, sha256: hash.digest("hex") }; },
  };
}

const PIECE = 65_536;

/** The bytes of a file, always cut in the same places. */
export async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, "r");
  try {
    for (;;) {
      const piece = Buffer.alloc(PIECE);
      let filled = 0;
      for (let read = -1; read !== 0 && filled < PIECE; filled += read) ({ bytesRead: read } = await file.read(piece, filled, PIECE - filled));
      if (filled > 0) yield piece.subarray(0, filled);
      if (filled < PIECE) return;
    }
  } finally {
    await file.close();
  }
}
