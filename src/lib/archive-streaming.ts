import type * as Fflate from "fflate";
import { onDemand } from "./on-demand.ts";

const fflate = onDemand<typeof Fflate>("fflate");

/** A file of an archive: its path, and its bytes in pieces that are cut in the same places whenever it is written. */
export interface StreamedFile { path: string; pieces: AsyncIterable<Uint8Array> }

/** Noon by whatever clock the machine has, as in archive-writing.ts. */
const WRITTEN = new Date(2000, 0, 1, 12);

/** A ZIP archive of these files in this order, piece by piece: the same bytes for the same files, whatever their size. Below 4 GB, as the plain format has it. */
export async function* streamArchive(files: Iterable<StreamedFile>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let failure: Error | null = null;
  const archive = new (fflate().Zip)((error, piece) => { failure ??= error; waiting.push(piece); });
  const take = () => {
    if (failure) throw failure;
    const taken = waiting.filter(({ length }) => length > 0);
    waiting = [];
    return taken;
  };
  for (const { path, pieces } of files) {
    const entry = Object.assign(new (fflate().ZipDeflate)(path, { level: 6 }), { mtime: WRITTEN });
    archive.add(entry);
    for await (const piece of pieces) { entry.push(Uint8Array.from(piece)); yield* take(); }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  archive.end();
  yield* take();
}
