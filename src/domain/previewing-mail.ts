import type { Language } from "../lib/languages.ts";
import { readerFor, readerOf, type Reader } from "../lib/readers.ts";
import { dayIn } from "../lib/zones.ts";
import { findPersonByEmail } from "../storage/people.ts";
import { findDigestReader } from "../storage/reminders.ts";
import type { Db, Person } from "../storage/tables.ts";
import { findDigest, type DigestContent } from "./digest-content.ts";
import type { DigestRules } from "./digest-rules.ts";
import { digestWords, type MailWords } from "./digest-words.ts";
import { Refused } from "./errors.ts";
import { LOGO_CID } from "./mail-layout.ts";
import { sampleDigest } from "./sample-digest.ts";

/** Whose mail is looked at: an example where `person` is undefined. */
export interface Preview { person: Pick<Person, "id" | "public_id" | "name"> | undefined; words: MailWords | undefined }

/** A mail with examples, as it would look to this reader in that language. The address that ends mails leads to the page of reminders, for that of anybody is a secret of theirs. */
export function previewSample(rules: DigestRules, name: string, language: Language, at: Date): Preview {
  const reader = readerOf(language, rules.timeZone);
  return { person: undefined, words: wordsFor(sampleDigest(reader, at), name, rules, reader, at) };
}

/** The mail that this person would get now; without words where there is nothing to tell. @throws Refused where there is no such person */
export async function previewOf(db: Db, rules: DigestRules, email: string, language: Language, at: Date): Promise<Preview> {
  const person = await findPersonByEmail(db, email);
  const reader = person && (await findDigestReader(db, person.id));
  if (!reader) throw new Refused("mail.preview.nobody", "person");
  const spoken = readerFor({ ...reader, language }, rules);
  const content = await findDigest(db, reader, rules, spoken.timeZone, dayIn(spoken.timeZone, at), at);
  return { person: reader, words: content && wordsFor(content, reader.name, rules, spoken, at) };
}

function wordsFor(content: DigestContent, name: string, rules: DigestRules, reader: Reader, at: Date): MailWords {
  return digestWords(content, { name, leaving: `${rules.site}/reminders` }, rules, reader, at);
}

/** As a page of its own: the logo that goes along with a mail stands in it. */
export function standalone(html: string, { letterhead: { logo } }: Pick<DigestRules, "letterhead">): string {
  return logo ? html.replaceAll(`cid:${LOGO_CID}`, `data:${logo.type};base64,${Buffer.from(logo.content).toString("base64")}`) : html;
}
