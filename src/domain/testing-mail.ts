import type { Config } from "../config.ts";
import { newToken } from "../lib/ids.ts";
import type { Reader } from "../lib/readers.ts";
import type { Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { serverOf } from "./installation.ts";
import type { Settings } from "./installation-sections.ts";
import { postOffice } from "./post-office.ts";

/** Sends one mail to whoever asks, with the sender and the reply address that are set, also while mail is switched off. */
export async function sendTestMail(config: Config, { name, mailFrom, replyTo }: Settings, person: Pick<Person, "name" | "email">, { t, language }: Reader): Promise<void> {
  const server = serverOf(config);
  if (!server) throw new Refused("installation.no-server", "test");
  const text = t("installation.test-mail.text", { organisation: name });
  const sent = await postOffice({ ...server, from: mailFrom || server.from, replyTo })({
    to: { name: person.name, address: person.email }, id: `<test-${newToken()}@${new URL(config.publicUrl).hostname}>`, subject: t("installation.test-mail.subject", { organisation: name }), text,
    html: `<!doctype html><html lang="${language}"><body><p>${text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</p></body></html>\n`,
  });
  if (!sent.isTaken) throw new Refused("installation.not-sent", "test", { reason: sent.reason });
}
