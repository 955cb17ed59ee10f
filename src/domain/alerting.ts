import { headerLine } from "../lib/mail-text.ts";
import { readerFor } from "../lib/readers.ts";
import { dayIn } from "../lib/zones.ts";
import { insertMailOnce, newMail } from "../storage/outbox.ts";
import { listActiveWithRole } from "../storage/people.ts";
import { findRecordStore } from "../storage/record-stores.ts";
import type { DigestReader } from "../storage/reminders.ts";
import type { Db } from "../storage/tables.ts";
import { listStopped } from "../storage/webhooks.ts";
import type { DigestRules } from "./digest-rules.ts";
import type { MailWords } from "./digest-words.ts";
import { htmlLetter, textLetter, type Line } from "./mail-layout.ts";

/** Queues a mail to every administrator that says which connections to other programs do not work; one a day, which is written when it goes. */
export async function alertAdmins(tx: Db, timeZone: string, at: Date): Promise<void> {
  for (const { id } of await listActiveWithRole(tx, "admin")) await insertMailOnce(tx, newMail({ person_id: id, channel_id: null, kind: "alert", day: dayIn(timeZone, at) }, at));
}

/** Its words, as things stand; undefined where everything works again. */
export async function alertWords(db: Db, reader: DigestReader, { site, letterhead, ...rules }: DigestRules): Promise<MailWords | undefined> {
  const spoken = readerFor(reader, rules);
  const { t } = spoken;
  const lines: Line[] = (await listStopped(db)).map(({ public_id, name, stopped_because }) => ({ words: headerLine(name, 100), more: t(`webhooks.stopped.${stopped_because}`), href: `${site}/admin/integrations/webhooks/${public_id}` }));
  const store = await findRecordStore(db);
  if (store?.is_on === 1 && store.failing_since !== null) lines.push({ words: t("record-store.title"), more: t(store.failure ?? "record-store.reasons.silent"), href: `${site}/admin/integrations/record-store` });
  if (lines.length === 0) return undefined;
  const subject = headerLine(t("webhooks.alert.subject", { organisation: headerLine(letterhead.name, 40) }), 120);
  const letter = {
    subject, hello: t("digest.hello", { name: headerLine(reader.name, 100) }), opening: "", lead: t("webhooks.alert.lead"), blocks: [{ heading: "", lines }], closing: "",
    action: { words: t("webhooks.alert.open"), href: `${site}/admin/integrations` }, foot: { why: t("webhooks.alert.why"), links: [] },
  };
  return { subject, text: textLetter(letter), html: htmlLetter(letter, letterhead, spoken) };
}
