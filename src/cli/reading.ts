import { createReadStream } from "node:fs";
import { buffer } from "node:stream/consumers";

/** All bytes of a file; those of standard input for `-`, at the pace of whoever writes them. */
export function readWhole(file: string): Promise<Buffer> {
  return buffer(file === "-" ? process.stdin : createReadStream(file));
}
