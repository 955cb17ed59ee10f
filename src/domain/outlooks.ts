import { countBegun, countDone } from "../storage/assignment-outlooks.ts";
import type { Db } from "../storage/tables.ts";
import type { Refreshed } from "./refreshing-duties.ts";

/** What a change means: how many get it, lose it, have other days or new duties; and of those who lose it, how many have begun and how many are finished. */
export interface Outlook { joined: number; left: number; touched: number; begun: number; finished: number }
export const NO_OUTLOOK: Outlook = { joined: 0, left: 0, touched: 0, begun: 0, finished: 0 };

export async function outlookOf(tx: Db, { id }: { id: number }, quizIds: readonly number[], { joined, left, touched }: Refreshed): Promise<Outlook> {
  return { joined: joined.length, left: left.length, touched, begun: await countBegun(tx, left, quizIds), finished: await countDone(tx, left, id) };
}

/** Of people who share nobody. */
export function together(one: Outlook, other: Outlook): Outlook {
  return { joined: one.joined + other.joined, left: one.left + other.left, touched: one.touched + other.touched, begun: one.begun + other.begun, finished: one.finished + other.finished };
}
