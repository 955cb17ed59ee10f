import type { Clock } from "../lib/clock.ts";
import { readerFor } from "../lib/readers.ts";
import { findWaitingMail, type AddressedMail } from "../storage/outbox.ts";
import { findDigestReader, updateReminders, type DigestReader } from "../storage/reminders.ts";
import type { Db } from "../storage/tables.ts";
import { alertWords } from "./alerting.ts";
import { findDigest, type DigestContent } from "./digest-content.ts";
import type { DigestRules } from "./digest-rules.ts";
import { digestWords, type MailWords } from "./digest-words.ts";
import { handInWaiting, type Turn } from "./handing-in.ts";
import { leavingToken } from "./leaving.ts";
import type { PostOffice } from "./post-office.ts";
import { sendInvitation } from "./sending-invitations.ts";

/** Sends what waits in the outbox for people, as it stands at that moment: what was done meanwhile is not in it, and where everything was, nothing goes. Says how many went. */
export async function sendWaitingMail(db: Db, post: PostOffice, rules: DigestRules, now: Clock, goesOn: () => boolean = () => true): Promise<number> {
  return handInWaiting(db, (at) => findWaitingMail(db, at), (mail) => sendOne(db, post, mail, rules, now()), now, goesOn);
}

async function sendOne(db: Db, post: PostOffice, mail: AddressedMail, rules: DigestRules, at: Date): Promise<Turn> {
  const reader = await findDigestReader(db, mail.person_id);
  if (!reader) return { isDropped: true, reason: "mail.reasons.left" };
  if (mail.kind === "invitation") return sendInvitation(db, post, mail, reader, rules, idOf(mail, rules), at);
  if (mail.kind === "alert") return sendAlert(db, post, mail, reader, rules);
  const letter = mail.message === "" ? await digestFor(db, reader, rules, mail.day, at) : { words: JSON.parse(mail.message) as MailWords, leaving: leavingAddress(reader, rules) };
  if (!letter) return { isDropped: true, reason: "mail.reasons.done" };
  const { words, leaving } = letter;
  const handed = await post({ ...words, to: { name: mail.name, address: mail.email }, id: idOf(mail, rules), logo: rules.letterhead.logo, ...(leaving && { leaving }) });
  return { ...handed, subject: words.subject, whenTaken: (tx) => updateReminders(tx, reader.id, { reminded_at: at.toISOString() }) };
}

async function sendAlert(db: Db, post: PostOffice, mail: AddressedMail, reader: DigestReader, rules: DigestRules): Promise<Turn> {
  const words = await alertWords(db, reader, rules);
  if (!words) return { isDropped: true, reason: "mail.reasons.done" };
  return { ...(await post({ ...words, to: { name: mail.name, address: mail.email }, id: idOf(mail, rules), logo: rules.letterhead.logo })), subject: words.subject };
}

/** The same for every try: who gets it twice can see that it is one mail (RFC 5322, 3.6.4). */
function idOf({ kind, public_id, day }: AddressedMail, { site }: Pick<DigestRules, "site">): string {
  return `<${kind}-${public_id}-${day}@${new URL(site).hostname}>`;
}

/** The mail of this day in its reader's language, as things stand; undefined where there is nothing to tell. `leaving`: what ends it, where somebody can. */
export async function digestFor(db: Db, reader: DigestReader, rules: DigestRules, day: string, at: Date): Promise<{ words: MailWords; leaving: string | undefined } | undefined> {
  const spoken = readerFor(reader, rules);
  const content = await findDigest(db, reader, rules, spoken.timeZone, day, at);
  if (!content) return undefined;
  const leaving = isVoluntary(content) ? leavingAddress(reader, rules) : undefined;
  return { words: digestWords(content, { name: reader.name, leaving }, rules, spoken, at), leaving };
}

/** Whether there is something in it that its reader can do without: reminders of what is required of them are part of their work. */
function isVoluntary({ facts, changes, duties, teams, studio }: DigestContent): boolean {
  return facts + changes.length + teams.length + studio.reviews + studio.reports > 0 || duties.some(({ isRequired }) => !isRequired);
}

function leavingAddress(reader: DigestReader, { site, secret }: Pick<DigestRules, "site" | "secret">): string {
  return `${site}/leaving/${leavingToken(reader, secret)}`;
}
