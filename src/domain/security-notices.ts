import { HOUR, later } from "../lib/clock.ts";
import { headerLine } from "../lib/mail-text.ts";
import type { Reader } from "../lib/readers.ts";
import { insertNotices, listNoticeworthy } from "../storage/outbox.ts";
import type { Db } from "../storage/tables.ts";
import type { DigestRules } from "./digest-rules.ts";
import type { MailWords } from "./digest-words.ts";
import { htmlLetter, textLetter, type LetterText } from "./mail-layout.ts";

/** What changes with what somebody signs in: its owner is told, because it may have been somebody else. */
const TOLD = ["password-changed", "password-set", "password-reset", "codes-added", "codes-removed", "passkey-added", "passkey-removed", "recovery-codes-made", "recovery-used", "second-factors-removed"];
/** What is older than this was told, or could not be. */
const WINDOW = 2 * HOUR;

/** Puts a mail about each such deed of the audit log into the outbox, once, whichever process looks. */
export async function queueNotices(db: Db, at: Date): Promise<void> {
  const events = await listNoticeworthy(db, TOLD.map((deed) => `person.${deed}`), later(at, -WINDOW).toISOString());
  if (events.length > 0) await insertNotices(db, events, at);
}

/** `about` is what the outbox keeps of the deed. */
export function noticeLetter(about: string, name: string, { site, letterhead }: Pick<DigestRules, "site" | "letterhead">, reader: Reader): MailWords {
  const { t } = reader;
  const { deed, at } = JSON.parse(about) as { deed: string; at: string };
  const values = { organisation: headerLine(letterhead.name, 40) };
  const letter: LetterText = {
    subject: t("account-mail.notice.subject", values), hello: t("digest.hello", { name: headerLine(name, 100) }), opening: "", lead: t(`account-mail.notice.deeds.${deed.replace("person.", "")}`, { moment: { moment: at } }), blocks: [],
    closing: t("account-mail.notice.closing"), action: { words: t("account-mail.notice.action"), href: `${site}/account/security` }, foot: { why: t("account-mail.notice.why", values), links: [] },
  };
  return { subject: letter.subject, text: textLetter(letter), html: htmlLetter(letter, letterhead, reader) };
}
