import type { Db } from "../storage/tables.ts";
import { complain } from "../lib/log.ts";

/** How long what is noted waits to be written with what comes meanwhile, in milliseconds. */
const WAIT = 1_000;

/** `note` adds to what waits; `keep` writes at once what waits. */
export interface Gathering<Held> { note: (db: Db, add: (held: Held) => void) => void; keep: (db: Db) => Promise<void> }

/** Notes that nobody waits for: all that comes within a second is one write. Should the process end before that, they are lost; `complaint` is said where they cannot be written. */
export function gathering<Held>(nothing: () => Held, write: (db: Db, held: Held) => Promise<void>, complaint: string): Gathering<Held> {
  const waiting = new WeakMap<Db, { held: Held; timer: NodeJS.Timeout }>();

  async function keep(db: Db): Promise<void> {
    const found = waiting.get(db);
    if (!found) return;
    clearTimeout(found.timer);
    waiting.delete(db);
    await write(db, found.held);
  }

  return {
    keep,
    note(db, add) {
      if (!waiting.has(db)) waiting.set(db, { held: nothing(), timer: setTimeout(() => { keep(db).catch((error: unknown) => complain(complaint, error)); }, WAIT).unref() });
      add(waiting.get(db)!.held);
    },
  };
}
