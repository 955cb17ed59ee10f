import { updateShown } from "../storage/shown.ts";
import type { Db } from "../storage/tables.ts";

/** How long what was seen waits to be written with what others saw meanwhile, in milliseconds. */
const WAIT = 1_000;

interface Waiting { seen: Map<number, string>; timer: NodeJS.Timeout | undefined }
const waiting = new WeakMap<Db, Waiting>();

/** Notes that a line of a paper is on somebody's screen. Nobody waits for it, and all that is seen within a second is one write; should it be lost, a response time is unknown, and no more. */
export function noteShown(db: Db, paperItemId: number, at: Date): void {
  const held = waiting.get(db) ?? { seen: new Map<number, string>(), timer: undefined };
  waiting.set(db, held);
  if (!held.seen.has(paperItemId)) held.seen.set(paperItemId, at.toISOString());
  held.timer ??= setTimeout(() => { keepShown(db).catch((error: unknown) => console.error("When questions were shown could not be kept:", error)); }, WAIT).unref();
}

/** Writes at once what waits. */
export async function keepShown(db: Db): Promise<void> {
  const held = waiting.get(db);
  if (!held) return;
  clearTimeout(held.timer);
  waiting.delete(db);
  await updateShown(db, [...held.seen].map(([id, shown_at]) => ({ id, shown_at })));
}
