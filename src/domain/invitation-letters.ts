import { isInCalendar } from "../engine/assignments/calendar-entries.ts";
import { writeCalendar } from "../lib/calendar.ts";
import { dueInWords } from "../lib/due.ts";
import { headerLine } from "../lib/mail-text.ts";
import type { Reader } from "../lib/readers.ts";
import { dayIn } from "../lib/zones.ts";
import type { LinkedEntry } from "../storage/calendar-entries.ts";
import type { Person } from "../storage/tables.ts";
import { quizOn } from "./calendars.ts";
import type { DigestRules } from "./digest-rules.ts";
import type { MailWords } from "./digest-words.ts";
import { htmlLetter, textLetter, type LetterText } from "./mail-layout.ts";

/** An event that goes with a mail (RFC 6047): calendar programs offer to keep it, to change the one that they have, or to take it out. */
export interface Invitation { method: "REQUEST" | "CANCEL"; content: string }

const LONGEST_SUBJECT = 120;
const LONGEST_NAME = 100;

/** The mail about one entry in its reader's language: a new one, one that changed, or one that is not asked any more. */
export function invitationLetter(entry: LinkedEntry, person: Pick<Person, "public_id" | "name" | "email">, rules: Pick<DigestRules, "site" | "letterhead" | "sender">, reader: Reader, at: Date): MailWords & { invitation: Invitation } {
  const { t, formats, timeZone } = reader;
  const kind = !isInCalendar(entry) ? "cancelled" : entry.sent_sequence === null ? "new" : "changed";
  const [title, name] = [headerLine(entry.title, LONGEST_NAME), headerLine(rules.letterhead.name, 40)];
  const subject = headerLine(t(`invitations.subjects.${kind}`, { organisation: name, title, day: formats.day(entry.day) }), LONGEST_SUBJECT);
  const due = t("digest.due", { day: formats.day(entry.day), when: t(dueInWords(entry.day, dayIn(timeZone, at))) });
  const href = kind === "cancelled" ? `${rules.site}/` : `${rules.site}/quizzes/${entry.slug}`;
  const letter: LetterText = {
    subject, hello: t("digest.hello", { name: headerLine(person.name, LONGEST_NAME) }), opening: "", lead: t(`invitations.leads.${kind}`), closing: "",
    blocks: [{ heading: "", lines: [{ words: title, more: kind === "cancelled" ? "" : due, href }] }], action: { words: t("digest.open"), href },
    foot: { why: t("invitations.why"), links: [{ words: t("digest.change"), href: `${rules.site}/reminders` }] },
  };
  const method = kind === "cancelled" ? "CANCEL" : "REQUEST";
  const event = { ...quizOn(person, rules.site, entry, reader), organiser: { name, address: rules.sender }, attendee: { name: person.name, address: person.email } };
  return { subject, text: textLetter(letter), html: htmlLetter(letter, rules.letterhead, reader), invitation: { method, content: writeCalendar(name, [event], at, method) } };
}
