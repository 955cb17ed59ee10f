import type { MailOwnWords } from "./mail-tables.ts";
import type { Db } from "./tables.ts";

export function listMailWords(db: Db): Promise<MailOwnWords[]> {
  return db("mail_words");
}

export async function updateMailWords(db: Db, { language, opening, closing }: MailOwnWords): Promise<void> {
  await db("mail_words").insert({ language, opening, closing }).onConflict("language").merge();
}
