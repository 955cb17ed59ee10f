import type * as Fflate from "fflate";
import type { Zippable } from "fflate";
import { faultOfPath, plainPath } from "./archive-paths.ts";
import { onDemand } from "./on-demand.ts";

const fflate = onDemand<typeof Fflate>("fflate");

/** Noon by whatever clock the machine has: the format keeps local times, and the same files must give the same bytes everywhere. */
const WRITTEN = new Date(2000, 0, 1, 12);

/**
 * A ZIP archive of these files, the same bytes for the same files in whatever order they come.
 * @throws RangeError for a path that `readArchive` would not give back.
 */
export function writeArchive(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const paths = [...files.keys()].sort();
  const odd = paths.find((path) => faultOfPath(path) !== undefined || plainPath(path) !== path || path === "__proto__");
  if (odd !== undefined) throw new RangeError(`No path for an archive: ${odd}`);
  const entries: Zippable = Object.fromEntries(paths.map((path) => [path, files.get(path)!]));
  return fflate().zipSync(entries, { mtime: WRITTEN, level: 6 });
}
