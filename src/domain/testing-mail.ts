import type { Config } from "../config.ts";
import { newToken } from "../lib/ids.ts";
import { escapedHtml } from "../lib/mail-text.ts";
import { say } from "../lib/messages.ts";
import type { Reader } from "../lib/readers.ts";
import type { Person } from "../storage/tables.ts";
import type { MailLogo } from "./digest-rules.ts";
import type { MailWords } from "./digest-words.ts";
import { Refused } from "./errors.ts";
import { serverOf } from "./installation.ts";
import type { Settings } from "./installation-sections.ts";
import { postOffice } from "./post-office.ts";

type Sender = Pick<Settings, "mailFrom" | "replyTo">;
type Receiver = Pick<Person, "name" | "email">;

/** Sends one mail to whoever asks, with the sender and the reply address that are set, also while mail is switched off. */
export function sendTestMail(config: Config, { name, ...sender }: Settings, person: Receiver, { t, language }: Reader): Promise<void> {
  const [subject, text] = [t("installation.test-mail.subject", { organisation: name }), t("installation.test-mail.text", { organisation: name })];
  return sendSampleMail(config, sender, person, { subject, text, html: `<!doctype html><html lang="${language}"><body><p>${escapedHtml(text)}</p></body></html>\n` });
}

/** The same with these words. @throws Refused with the reason where it was not taken */
export async function sendSampleMail(config: Config, { mailFrom, replyTo }: Sender, person: Receiver, words: MailWords, logo?: MailLogo): Promise<void> {
  const server = serverOf(config);
  if (!server) throw new Refused("installation.no-server", "test");
  const sent = await postOffice({ ...server, from: mailFrom || server.from, replyTo })({ to: { name: person.name, address: person.email }, id: `<test-${newToken()}@${new URL(config.publicUrl).hostname}>`, ...words, logo });
  if (!sent.isTaken) throw new Refused("installation.not-sent", "test", { reason: say(sent.reason) });
}
