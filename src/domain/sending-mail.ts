import { later, MINUTE, type Clock } from "../lib/clock.ts";
import { findWaitingMail, leaseMail, updateMail, type AddressedMail } from "../storage/outbox.ts";
import type { Db } from "../storage/tables.ts";
import type { MailWords } from "./digest-words.ts";
import { leavingToken } from "./leaving.ts";
import type { Letter, PostOffice } from "./post-office.ts";

/** Longer than any handing-in takes (see post-office.ts). */
const LEASE = 5 * MINUTE;
/** A digest that has not gone after so long is of yesterday. */
const LIFE = 20 * 60 * MINUTE;
const FIRST_WAIT = 2 * MINUTE;
const LONGEST_WAIT = 120 * MINUTE;

/**
 * Sends what waits in the outbox, one mail after the other, and says how many went. Each is leased by one process at a time. What the server does not take now is tried again, first
 * after two minutes and then after twice as long each time; what it refuses for good, or could not be sent for most of a day, has failed and stays in the outbox with the reason.
 * A mail whose process died between the server's yes and our note is sent again with the same Message-ID.
 */
export async function sendWaitingMail(db: Db, post: PostOffice, rules: { site: string; secret: string }, now: Clock): Promise<number> {
  let sent = 0;
  for (let mail = await findWaitingMail(db, now().toISOString()); mail; mail = await findWaitingMail(db, now().toISOString())) {
    if (!(await leaseMail(db, mail, later(now(), LEASE).toISOString()))) continue;
    const outcome = await sendOne(db, post, mail, rules, now);
    if (outcome === "sent") sent += 1;
    if (outcome === "down") break;
  }
  return sent;
}

async function sendOne(db: Db, post: PostOffice, mail: AddressedMail, rules: { site: string; secret: string }, now: Clock): Promise<"sent" | "not sent" | "down"> {
  if (mail.deactivated_at !== null || mail.wanted !== 1) {
    await updateMail(db, mail.id, { state: "dropped", message: "", failure: "It is not wanted any more." });
    return "not sent";
  }
  const outcome = await post(letterOf(mail, rules));
  if (outcome.isTaken) await updateMail(db, mail.id, { state: "sent", message: "", sent_at: now().toISOString(), tries: mail.tries + 1, failure: null });
  else await putOff(db, mail, outcome, now());
  return outcome.isTaken ? "sent" : outcome.isDown ? "down" : "not sent";
}

async function putOff(db: Db, { id, tries, created_at }: AddressedMail, { isFinal, reason }: { isFinal: boolean; reason: string }, at: Date): Promise<void> {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries);
  const isOver = isFinal || at.getTime() + wait > Date.parse(created_at) + LIFE;
  const next = { tries: tries + 1, failure: reason.slice(0, 500) };
  await updateMail(db, id, isOver ? { ...next, state: "failed", message: "" } : { ...next, state: "queued", next_at: later(at, wait).toISOString() });
}

function letterOf(mail: AddressedMail, { site, secret }: { site: string; secret: string }): Letter {
  const words = JSON.parse(mail.message) as MailWords;
  return { ...words, to: { name: mail.name, address: mail.email }, id: `<digest-${mail.public_id}-${mail.day}@${new URL(site).hostname}>`, leaving: `${site}/leaving/${leavingToken(mail, secret)}` };
}
