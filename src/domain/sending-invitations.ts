import { readerFor } from "../lib/readers.ts";
import { findEntry, updateEntryMail } from "../storage/calendar-entries.ts";
import type { AddressedMail } from "../storage/outbox.ts";
import type { DigestReader } from "../storage/reminders.ts";
import type { Db } from "../storage/tables.ts";
import type { DigestRules } from "./digest-rules.ts";
import type { Turn } from "./handing-in.ts";
import { invitationLetter } from "./invitation-letters.ts";
import { entryIn } from "./inviting.ts";
import type { PostOffice } from "./post-office.ts";

/** Sends one invitation or cancellation, unless its entry has changed since: then that change goes in a mail of its own. */
export async function sendInvitation(db: Db, post: PostOffice, mail: AddressedMail, reader: DigestReader, rules: DigestRules, id: string, at: Date): Promise<Turn> {
  const about = entryIn(mail.day);
  const entry = await findEntry(db, about.id);
  if (!rules.invites || entry?.sequence !== about.sequence || entry.person_id !== reader.id) return { isDropped: true, reason: "mail.reasons.changed" };
  const { invitation, ...words } = invitationLetter(entry, reader, rules, readerFor(reader, rules), at);
  const handed = await post({ ...words, to: { name: mail.name, address: mail.email }, id, logo: rules.letterhead.logo, invitation });
  return { ...handed, subject: words.subject, whenTaken: (tx) => updateEntryMail(tx, entry.id, { sent_sequence: entry.sequence }) };
}
