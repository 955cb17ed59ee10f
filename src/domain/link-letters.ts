import { headerLine } from "../lib/mail-text.ts";
import type { Reader } from "../lib/readers.ts";
import type { LinkKind } from "../storage/account-tables.ts";
import type { DigestRules } from "./digest-rules.ts";
import type { MailWords } from "./digest-words.ts";
import { htmlLetter, textLetter, type LetterText } from "./mail-layout.ts";

const LONGEST_NAME = 100;

/** What the mail with a link says, in its reader's language. `token` stands in it and nowhere else. */
export function linkLetter(kind: LinkKind, name: string, token: string, { site, letterhead }: Pick<DigestRules, "site" | "letterhead">, reader: Reader): MailWords {
  const { t } = reader;
  const values = { organisation: headerLine(letterhead.name, 40) };
  const letter: LetterText = {
    subject: t(`account-mail.${kind}.subject`, values), hello: t("digest.hello", { name: headerLine(name, LONGEST_NAME) }), opening: "", lead: t(`account-mail.${kind}.lead`, values), blocks: [],
    closing: t(`account-mail.${kind}.closing`), action: { words: t(`account-mail.${kind}.action`), href: `${site}/account/${kind}/${token}` }, foot: { why: t(`account-mail.${kind}.why`, values), links: [] },
  };
  return { subject: letter.subject, text: textLetter(letter), html: htmlLetter(letter, letterhead, reader) };
}
