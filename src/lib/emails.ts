import { domainToASCII } from "node:url";
import { z } from "zod";

/** As zod has it, and with top-level domains of other scripts, such as xn--p1ai. */
const EMAIL = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]{1,59})$/;

/** An address as it is kept and compared: in lower case, its domain in ASCII (IDNA, RFC 5891), so that "Ann@Bücher.example" and "ann@xn--bcher-kva.example" are one. What is no address stays what it is. */
export function plainEmail(typed: string): string {
  const email = typed.trim().toLowerCase();
  const at = email.lastIndexOf("@");
  return at === -1 ? email : `${email.slice(0, at)}@${plainDomain(email.slice(at + 1))}`;
}

/** A domain in lower case and ASCII; one that is none stays what it is. */
export function plainDomain(typed: string): string {
  const domain = typed.trim().toLowerCase();
  return !/[^ -~]/.test(domain) ? domain : domainToASCII(domain.normalize("NFC")) || domain;
}

/** An address that somebody typed or sent, made plain. `odd` and `long` are what is said of one that is none. */
export function anEmail({ odd, long }: { odd?: string; long?: string } = {}): z.ZodString {
  return z.string(odd).overwrite(plainEmail).max(254, long).email({ pattern: EMAIL, ...(odd !== undefined && { error: odd }) });
}

/** An address that somebody else says, made plain; undefined where it is none. */
export function emailIn(said: string | undefined): string | undefined {
  const email = plainEmail(said ?? "");
  return isEmail(email) ? email : undefined;
}

export function isEmail(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text);
}
