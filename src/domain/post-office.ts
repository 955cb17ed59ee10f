import type { Transporter } from "nodemailer";
import type { MailServer } from "../config.ts";
import type { MailWords } from "./digest-words.ts";

/** A mail ready to be handed in. `id` is its Message-ID; `leaving` is where one click ends such mails. */
export interface Letter extends MailWords { to: { name: string; address: string }; id: string; leaving?: string }

/** `isFinal`: trying again would not help; `isDown`: the server did not answer at all, so no other mail would go either. `reason` holds no password. */
export type HandedIn = { isTaken: true } | { isTaken: false; isFinal: boolean; isDown: boolean; reason: string };

/** Hands a mail in and says what came of it; it never throws. */
export type PostOffice = (letter: Letter) => Promise<HandedIn>;

const PATIENCE = 20_000;

/** The mail server that the configuration names. */
export function postOffice({ address, from, replyTo }: MailServer): PostOffice {
  let transport: Promise<Transporter> | undefined;
  return async ({ to, id, leaving, subject, text, html }) => {
    try {
      await (await (transport ??= openTransport(address))).sendMail({
        from, to, subject, text, html, messageId: id, ...(replyTo && { replyTo }),
        headers: { ...(leaving && { "List-Unsubscribe": `<${leaving}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }), "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      });
      return { isTaken: true };
    } catch (error) {
      return failureOf(error);
    }
  };
}

/** nodemailer is loaded with the first letter: many installations never send one, and the start need not wait for it. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({ url, connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE, dnsTimeout: PATIENCE, disableFileAccess: true, disableUrlAccess: true });
}

/** RFC 5321: a reply of 5xx is final. A refused sign-in is none: somebody will mend the password. */
function failureOf(error: unknown): HandedIn {
  const { responseCode = 0, code = "", message } = error as { responseCode?: number; code?: string; message?: string };
  const isFinal = responseCode >= 500 && responseCode < 600 && code !== "EAUTH";
  return { isTaken: false, isFinal, isDown: responseCode === 0 || code === "EAUTH", reason: code === "EAUTH" ? "The mail server refused the user or password." : `${message ?? "It could not be sent."}`.replace(/\/\/[^/@\s]*@/g, "//") };
}
