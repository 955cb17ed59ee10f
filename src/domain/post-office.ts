import { isIP } from "node:net";
import type { Transporter } from "nodemailer";
import type { MailServer } from "../config.ts";
import { MINUTE } from "../lib/clock.ts";
import { headerLine } from "../lib/mail-text.ts";
import type { MailLogo } from "./digest-rules.ts";
import type { MailWords } from "./digest-words.ts";
import type { HandedIn } from "./handing-in.ts";
import type { Invitation } from "./invitation-letters.ts";
import { LOGO_CID } from "./mail-layout.ts";

/** A mail ready to be handed in. `id` is its Message-ID; `leaving` is where one click ends what is voluntary in it; `invitation` the event that goes with it. */
export interface Letter extends MailWords { to: { name: string; address: string }; id: string; leaving?: string; logo?: MailLogo | undefined; invitation?: Invitation }

/** Hands a mail in and says what came of it; it never throws. */
export type PostOffice = (letter: Letter) => Promise<HandedIn>;

const PATIENCE = 20_000;
/** All together, however slowly a server answers; shorter than the lease of a mail. */
const LONGEST = 4 * MINUTE;
const LONGEST_NAME = 64;
const LONGEST_SUBJECT = 150;

/** The mail server that the configuration names. `patience` is in milliseconds. */
export function postOffice({ address, from, replyTo }: MailServer, patience = PATIENCE): PostOffice {
  let transport: Promise<Transporter> | undefined;
  return async ({ to, id, leaving, subject, text, html, logo, invitation }) => {
    try {
      await (await (transport ??= openTransport(address, patience))).sendMail({
        from, to: { name: headerLine(to.name, LONGEST_NAME), address: to.address }, subject: headerLine(subject, LONGEST_SUBJECT), text, html, messageId: id, signal: AbortSignal.timeout(LONGEST), ...(replyTo && { replyTo }),
        ...(logo && html.includes(LOGO_CID) && { attachments: [{ filename: "logo", content: Buffer.from(logo.content), contentType: logo.type, cid: LOGO_CID, contentDisposition: "inline" as const }] }),
        ...(invitation && { icalEvent: { method: invitation.method, content: invitation.content, filename: "invitation.ics" } }),
        headers: { ...(leaving && { "List-Unsubscribe": `<${leaving}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }), "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      });
      return { isTaken: true };
    } catch (error) {
      return failureOf(error);
    }
  };
}

/** nodemailer is loaded with the first letter: many installations never send one, and the start need not wait for it. */
async function openTransport(url: string, patience: number): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({ url, connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience, dnsTimeout: patience, disableFileAccess: true, disableUrlAccess: true, ...(mustBeSecret(url) && { requireTLS: true }) });
}

/** A password goes over a network only inside TLS, also where somebody on the way says that the server knows none. `?requireTLS=false` in the address is for servers that really do not. */
function mustBeSecret(address: string): boolean {
  const { protocol, password, hostname, searchParams } = new URL(address);
  const isHere = hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."));
  return protocol === "smtp:" && password !== "" && !isHere && !searchParams.has("requireTLS") && !searchParams.has("ignoreTLS");
}

/** The answers to these are about one mail; every other, such as a refused sender, would meet them all, so somebody has to mend it. */
const ABOUT_ONE_MAIL = ["RCPT TO", "DATA"];

/** RFC 5321: a reply of 5xx is final. An address that cannot be written at all gets none. */
function failureOf(error: unknown): HandedIn {
  const { responseCode = 0, code = "", command = "", message } = error as { responseCode?: number; code?: string; command?: string; message?: string };
  const isUnwritable = code === "EENVELOPE" && responseCode === 0 && /^Invalid recipient/.test(message ?? "");
  const isAboutOne = isUnwritable || (responseCode !== 0 && responseCode !== 421 && code !== "EAUTH" && ABOUT_ONE_MAIL.includes(command));
  const isFinal = isUnwritable || (isAboutOne && responseCode >= 500);
  return { isTaken: false, isFinal, isDown: !isAboutOne, reason: code === "EAUTH" ? "mail.reasons.sign-in" : `${message ?? code}`.replace(/\/\/[^/@\s]*@/g, "//") };
}
