import { openSync, readSync } from "node:fs";
import type { Handle } from "./handle.ts";

/**
 * Notices that something was committed to a file, by whichever process. `stamp` is another number then. The writer of this process says when a transaction of its own has `begun`, is being committed, quietly or not, and has `ended`:
 * what it commits quietly changes no stamp.
 */
export interface Commits { stamp: () => number; begun: () => void; committing: (isQuiet: boolean) => void; ended: () => void }

/**
 * Read from where SQLite counts transactions, the third number in the index of the log (https://sqlite.org/walformat.html), in a microsecond and without a trip to its thread. Nothing where that cannot be done here,
 * which is tried out by writing something that changes nothing.
 * The index stays open until the process ends: whoever closes it takes the locks of SQLite's own connections away with it (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export async function commitsIn(filename: string, handle: Handle): Promise<Commits | undefined> {
  try {
    const count = counterOf(filename);
    const before = count();
    const [version] = (await handle.query("PRAGMA user_version", [], "all")).rows as { user_version: number }[];
    await handle.query(`PRAGMA user_version = ${version!.user_version}`, [], "run");
    return count() === before ? undefined : stamping(count);
  } catch {
    return undefined;
  }
}

/** Where it cannot be read any more it gives no number, which is never the same as before. */
function counterOf(filename: string): () => number {
  const index = openSync(`${filename}-shm`, "r");
  const head = new Uint32Array(3);
  return () => {
    try {
      return readSync(index, head, 0, head.byteLength, 0) === head.byteLength ? head[2]! : NaN;
    } catch {
      return NaN;
    }
  };
}

/** `seen`: the count up to which all is known. While our own transaction, which began there, is on its way to disk, one more is ours: nobody else commits beside it. */
function stamping(count: () => number): Commits {
  let [stamp, seen, start] = [0, count(), -1];
  let isOnItsWay = false;

  return {
    stamp() {
      const now = count();
      if (now !== seen && !(isOnItsWay && start === seen && now === seen + 1)) { seen = now; stamp += 1; }
      return stamp;
    },
    begun() { start = count(); },
    committing(isQuiet) { isOnItsWay = isQuiet; },
    ended() {
      if (isOnItsWay && start === seen && count() === seen + 1) seen += 1;
      isOnItsWay = false;
    },
  };
}
