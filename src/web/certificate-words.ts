import type { Request } from "express";
import type { Config } from "../config.ts";
import { stateOf } from "../domain/certificates.ts";
import { formatNumber } from "../lib/certificate-number.ts";
import { say, type Words } from "../lib/messages.ts";
import type { NamedCertificate } from "../storage/certificates.ts";
import type { Certificate } from "../storage/certificate-tables.ts";

/** A certificate as everybody may read it; `name` is what its holder lets be seen at this address. */
export interface PublicCertificate { number: string; title: string; issuedAt: string; expiresAt: string; state: "valid" | "expired" | "revoked"; revokedAt: string | null; name: string | null }

export function publicCertificate(certificate: NamedCertificate, withSecret: boolean, at: Date): PublicCertificate {
  return { ...lineOf(certificate, at), name: nameShown(certificate, withSecret) };
}

export function lineOf(certificate: Certificate, at: Date): Omit<PublicCertificate, "name"> {
  const { number, title, issued_at: issuedAt, expires_at: expiresAt, revoked_at: revokedAt } = certificate;
  return { number: formatNumber(number), title, issuedAt, expiresAt, state: stateOf(certificate, at), revokedAt };
}

function nameShown({ shows, name }: NamedCertificate, withSecret: boolean): string | null {
  if (shows === "nothing") return null;
  return shows === "name" && withSecret ? name : initialsOf(name);
}

/** Why it was revoked: what somebody wrote, or, where a recount took it back, that. */
export function reasonOf({ revoked_reason, revoked_by }: Certificate): Words {
  return revoked_reason !== null && revoked_by === null ? say("certificates.counted-anew") : revoked_reason ?? "";
}

/** "Nguyễn Thị Minh" -> "N. T. M." */
export function initialsOf(name: string): string {
  const letters = name.normalize("NFC").split(/\s+/).map((word) => /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0]).filter(Boolean);
  return letters.slice(0, 5).map((letter) => `${letter}.`).join(" ");
}

/** Where a certificate is checked: by its number, or by the full link where its holder shows the name there. */
export function checkPath({ number, secret, shows }: Certificate): string {
  const short = `/certificates/${formatNumber(number)}`;
  return shows === "name" ? `${short}/${formatNumber(secret)}` : short;
}

/** The same with the address of this installation, as somebody elsewhere types it. */
export function checkAddress(certificate: Certificate, req: Request, { publicUrl }: Config): string {
  const origin = publicUrl.replace(/\/+$/, "") || `${req.protocol}://${req.get("host") ?? "localhost"}`;
  return origin + checkPath(certificate);
}
