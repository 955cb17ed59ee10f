import { inflateSync } from "node:zlib";

const HEADER = 44;
const ENTRY = 20;

/**
 * The TrueType font that a WOFF file wraps (W3C Recommendation "WOFF File Format 1.0"): its tables unpacked, behind the directory of a plain font.
 * @throws Error for anything that is no WOFF file with TrueType outlines
 */
export function trueTypeOf(woff: Buffer): Buffer {
  if (woff.length < HEADER || woff.toString("latin1", 0, 4) !== "wOFF" || woff.readUInt32BE(4) !== 0x00010000) throw new Error("This is no WOFF file with TrueType outlines.");
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(12 + 16 * count);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(count, 4);
  let offset = directory.length;
  const tables = Array.from({ length: count }, (_, place) => {
    const entry = woff.subarray(HEADER + ENTRY * place, HEADER + ENTRY * (place + 1));
    const table = tableAt(woff, entry);
    entry.copy(directory, 12 + 16 * place, 0, 4);
    entry.copy(directory, 16 + 16 * place, 16, 20);
    directory.writeUInt32BE(offset, 20 + 16 * place);
    directory.writeUInt32BE(table.length, 24 + 16 * place);
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    offset += padded.length;
    return padded;
  });
  return Buffer.concat([directory, ...tables]);
}

/** An entry gives the tag, where its table is, how long it is packed and how long it was, and its check sum; what would not have become shorter is not packed. */
function tableAt(woff: Buffer, entry: Buffer): Buffer {
  const [start, packed, whole] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)];
  const bytes = woff.subarray(start, start + packed);
  return packed < whole ? inflateSync(bytes) : bytes;
}
