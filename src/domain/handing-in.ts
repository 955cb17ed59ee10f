import { later, MINUTE, type Clock } from "../lib/clock.ts";
import type { Mail } from "../storage/mail-tables.ts";
import { leaseMail, updateMail } from "../storage/outbox.ts";
import type { Db } from "../storage/tables.ts";

/** `isFinal`: trying again would not help; `isDown`: the other side did not answer at all, so nothing else would go either. `reason` holds no secret. */
export type HandedIn = { isTaken: true } | { isTaken: false; isFinal: boolean; isDown: boolean; reason: string };
/** `isDropped`: it is not to go any more, for the reason that a key of the catalogues names. `whenTaken`: what is noted together with it. */
export type Turn = ({ isDropped: true; reason: string } | (HandedIn & { isDropped?: false; subject: string; whenTaken?: (tx: Db) => Promise<void> }));

/** Longer than any handing-in takes (see post-office.ts). */
const LEASE = 5 * MINUTE;
/** What has not gone after so long is of yesterday. */
const LIFE = 20 * 60 * MINUTE;
const FIRST_WAIT = 2 * MINUTE;
const LONGEST_WAIT = 120 * MINUTE;
/** So many are handed in at once: most of the time is waiting for the other side. */
const LANES = 4;

/**
 * Hands in what `find` gives until nothing waits, and says how much went. Each message is leased by one lane of one process at a time. What is not taken now is tried again, first after two minutes and then after twice
 * as long each time; what is refused for good, or could not be sent for most of a day, has failed and stays in the outbox with the reason. A message whose process died between the yes of the other side and our note goes
 * again: for mail under the same Message-ID.
 */
export async function handInWaiting<Waiting extends Mail>(db: Db, find: (at: string) => Promise<Waiting | undefined>, handIn: (mail: Waiting) => Promise<Turn>, now: Clock, goesOn: () => boolean): Promise<number> {
  let [sent, isUp] = [0, true];
  const lane = async () => {
    while (isUp && goesOn()) {
      const mail = await find(now().toISOString());
      if (!mail) return;
      if (!(await leaseMail(db, mail, later(now(), LEASE).toISOString()))) continue;
      const turn = await handIn(mail);
      await note(db, mail, turn, now());
      if (turn.isDropped) continue;
      if (turn.isTaken) sent += 1;
      else if (turn.isDown) isUp = false;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return sent;
}

async function note(db: Db, { id, tries, created_at }: Mail, turn: Turn, at: Date): Promise<void> {
  if (turn.isDropped) return updateMail(db, id, { state: "dropped", message: "", failure: turn.reason });
  const { subject } = turn;
  if (turn.isTaken) return db.transaction(async (tx) => {
    await updateMail(tx, id, { state: "sent", message: "", sent_at: at.toISOString(), tries: tries + 1, failure: null, subject });
    await turn.whenTaken?.(tx);
  });
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries);
  const isOver = turn.isFinal || at.getTime() + wait > Date.parse(created_at) + LIFE;
  const next = { tries: tries + 1, failure: turn.reason.slice(0, 500), subject };
  await updateMail(db, id, isOver ? { ...next, state: "failed", message: "" } : { ...next, state: "queued", next_at: later(at, wait).toISOString() });
}
