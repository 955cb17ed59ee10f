import { insertAuditEvent } from "../storage/audit-events.ts";
import type { MailOwnWords } from "../storage/mail-tables.ts";
import { updateMailWords } from "../storage/mail-words.ts";
import type { Db, Person } from "../storage/tables.ts";

export const LONGEST_OWN_WORDS = 600;

/** What the installation says in its own words in mails, a language each; plain text. */
export function changeMailWords(db: Db, actor: Pick<Person, "id">, words: readonly MailOwnWords[], at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    for (const each of words) await updateMailWords(tx, each);
    await insertAuditEvent(tx, actor.id, "mail.words-changed", "mail", Object.fromEntries(words.map(({ language, opening, closing }) => [language, { opening, closing }])), at);
  });
}
