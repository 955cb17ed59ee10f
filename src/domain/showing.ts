import { updateShown } from "../storage/shown.ts";
import type { Db } from "../storage/tables.ts";
import { gathering } from "./gathering.ts";

const shown = gathering(() => new Map<number, string>(), (db, seen) => updateShown(db, [...seen].map(([id, shown_at]) => ({ id, shown_at }))), "When questions were shown could not be kept:");

/** Notes that a line of a paper is on somebody's screen. Should it be lost, a response time is unknown, and no more. */
export function noteShown(db: Db, paperItemId: number, at: Date): void {
  shown.note(db, (seen) => { if (!seen.has(paperItemId)) seen.set(paperItemId, at.toISOString()); });
}

export const keepShown = shown.keep;
