/** A file in a tar archive whose bytes fit into memory. */
export interface TarFile { name: string; bytes: Buffer }

/** Why bytes are no archive of ours: `damaged` where they end early or a sum is wrong, `foreign` for names, kinds and sizes that we never write. */
export class TarError extends Error {
  override name = "TarError";
  readonly fault: "damaged" | "foreign";
  constructor(fault: TarError["fault"]) { super(`This archive is ${fault}.`); this.fault = fault; }
}

const BLOCK = 512;
const SUM = { start: 148, end: 156 };
const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
const padding = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK;
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** A plain file as POSIX ustar has it, that only its owner may read: header, bytes and what fills the last block. Names are short and ASCII; the time is always 0, so that the same files give the same bytes. */
export function tarPieces({ name, bytes }: TarFile): Buffer[] {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, "latin1");
  header.write(`${octal(0o600, 8)}${octal(0, 8)}${octal(0, 8)}${octal(bytes.length, 12)}${octal(0, 12)}`, 100, "latin1");
  header.write("0", 156, "latin1");
  header.write("ustar\x0000", 257, "latin1");
  header.fill(" ", SUM.start, SUM.end);
  header.write(`${octal(sumOf(header), 7)} `, SUM.start, "latin1");
  return [header, bytes, Buffer.alloc(padding(bytes.length))];
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, place) => sum + (place >= SUM.start && place < SUM.end ? 32 : byte), 0);
}

/**
 * The files of such an archive, one after the other. Names must fit `names`, and no file may have more bytes than `most`.
 * @throws TarError for anything that `tarPieces` does not write, and where the archive ends before its end.
 */
export async function* readTar(source: AsyncIterable<Buffer>, { names, most }: { names: RegExp; most: number }): AsyncGenerator<TarFile> {
  const take = takerOf(source);
  for (;;) {
    const header = await take(BLOCK);
    if (isZero(header)) return ended(take);
    const { name, size } = headerOf(header);
    if (!names.test(name) || size > most) throw new TarError("foreign");
    const bytes = await take(size);
    if (!isZero(await take(padding(size)))) throw new TarError("damaged");
    yield { name, bytes };
  }
}

const isZero = (bytes: Buffer) => bytes.every((byte) => byte === 0);

/** A second block of zeros, and nothing behind it. */
async function ended(take: (size: number) => Promise<Buffer>): Promise<void> {
  if (!isZero(await take(BLOCK))) throw new TarError("damaged");
  const isMore = await take(1).then(() => true, () => false);
  if (isMore) throw new TarError("foreign");
}

function headerOf(header: Buffer): { name: string; size: number } {
  const text = (start: number, length: number) => header.toString("latin1", start, start + length).replace(/\0.*$/s, "");
  if (text(257, 6) !== "ustar") throw new TarError("foreign");
  if (Number.parseInt(text(SUM.start, 8), 8) !== sumOf(header)) throw new TarError("damaged");
  const size = /^[0-7]{11}$/.test(text(124, 12)) ? Number.parseInt(text(124, 12), 8) : Number.NaN;
  if (text(156, 1) !== "0" || text(345, 155) !== "" || Number.isNaN(size)) throw new TarError("foreign");
  return { name: text(0, 100), size };
}

/** Gives so many bytes as are asked for, however they come in. */
function takerOf(source: AsyncIterable<Buffer>): (size: number) => Promise<Buffer> {
  const pieces = source[Symbol.asyncIterator]();
  let [waiting, length] = [[] as Buffer[], 0];
  return async (size) => {
    while (length < size) {
      const { value, done } = await pieces.next() as IteratorResult<Buffer, undefined>;
      if (done) throw new TarError("damaged");
      waiting.push(value);
      length += value.length;
    }
    const all = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
    [waiting, length] = [[all.subarray(size)], length - size];
    return all.subarray(0, size);
  };
}
