import { isPassed } from "../engine/questions/score.ts";
import { DAY, later, monthsLater } from "../lib/clock.ts";
import { newCertificateNumber, newCertificateSecret } from "../lib/certificate-number.ts";
import { inEnglish } from "../lib/readers.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findQuizVersion, insertCertificateOnce, listCertificatesFor, lockCertificate, lockCertificateOfAttempt, updateCertificate } from "../storage/certificates.ts";
import type { Certificate, CertificateShows } from "../storage/certificate-tables.ts";
import { findErasure } from "../storage/erasures.ts";
import type { Attempt, Db, Person, QuizVersion } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

/** So long before it runs out, passing again gives the next certificate. */
const RENEWAL = 30 * DAY;
const COUNTED_ANEW = inEnglish("certificates.counted-anew");

/**
 * What a finished attempt, as it is counted now, means for certificates: one that passes earns one, once for each person, version and period; one that does not pass any more loses
 * what it earned, and gets the same one back should it pass again. What a person revoked stays revoked. Part of whatever deed finished the attempt or counted it anew.
 */
export async function settleCertificate(tx: Db, attempt: Attempt, at: Date): Promise<Settled> {
  const version = await findQuizVersion(tx, attempt.quiz_version_id);
  if (!version || attempt.finished_at === null) return undefined;
  const passes = isPassed(attempt.score ?? 0, attempt.of, version.pass_percent);
  const own = await lockCertificateOfAttempt(tx, attempt.id);
  if (!own && passes && !(await findErasure(tx, attempt.person_id))) return issue(tx, attempt, attempt.finished_at, version, at);
  if (own && !passes && own.revoked_at === null) return revoke(tx, own, null, COUNTED_ANEW, at).then(() => "revoked");
  return own && passes && own.revoked_at !== null && own.revoked_by === null ? reinstate(tx, own, at) : undefined;
}

/** What became of a certificate. */
export type Settled = "given" | "revoked" | undefined;

async function issue(tx: Db, { id: attempt_id, person_id }: Attempt, passedAt: string, { id: quiz_version_id, certificate_months, title }: QuizVersion, at: Date): Promise<Settled> {
  if (certificate_months === null) return undefined;
  const expires_at = endOfDay(monthsLater(new Date(passedAt), certificate_months));
  const held = await listCertificatesFor(tx, person_id, quiz_version_id);
  const covers = (other: Certificate) => other.revoked_at === null && other.expires_at > later(new Date(passedAt), RENEWAL).toISOString();
  if (expires_at < at.toISOString() || held.some(covers)) return undefined;
  const certificate = await insertCertificateOnce(tx, {
    number: newCertificateNumber(), secret: newCertificateSecret(), person_id, quiz_version_id, attempt_id, place: held.length + 1, title,
    issued_at: passedAt, expires_at, shows: "nothing", revoked_at: null, revoked_reason: null, revoked_by: null,
  });
  if (!certificate) return undefined;
  await insertAuditEvent(tx, person_id, "certificate.issued", certificate.number, { title, expires_at }, at);
  return "given";
}

/** Whether it was revoked, has run out or is valid; the last day counts. */
export function stateOf({ revoked_at, expires_at }: Pick<Certificate, "revoked_at" | "expires_at">, at: Date): "valid" | "expired" | "revoked" {
  if (revoked_at !== null) return "revoked";
  return expires_at < at.toISOString() ? "expired" : "valid";
}

/** Takes a certificate back for good. The reason is for its holder and the audit log; others only read that it was revoked. @throws Refused without a reason, or where it is revoked already */
export function revokeCertificate(db: Db, admin: Pick<Person, "id">, certificate: Pick<Certificate, "id">, reason: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const held = await lockCertificate(tx, certificate.id);
    if (!held) throw new NotFound();
    const why = reason.trim();
    if (why.length < 10 || why.length > 300) throw new Refused("certificates.say-why", "reason");
    if (held.revoked_at !== null && held.revoked_by !== null) throw new Refused("certificates.revoked-already", "reason");
    await revoke(tx, held, admin.id, why, at);
  });
}

async function revoke(tx: Db, { id, number }: Certificate, by: number | null, reason: string, at: Date): Promise<void> {
  await updateCertificate(tx, id, { revoked_at: at.toISOString(), revoked_reason: reason, revoked_by: by });
  await insertAuditEvent(tx, by, "certificate.revoked", number, { reason }, at);
}

async function reinstate(tx: Db, { id, number }: Certificate, at: Date): Promise<Settled> {
  await updateCertificate(tx, id, { revoked_at: null, revoked_reason: null });
  await insertAuditEvent(tx, null, "certificate.reinstated", number, {}, at);
  return "given";
}

/** Only the holder chooses what others see of the name. */
export function showOnCertificate(db: Db, holder: Pick<Person, "id">, certificate: Pick<Certificate, "id">, shows: CertificateShows, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const held = await lockCertificate(tx, certificate.id);
    if (!held || held.person_id !== holder.id) throw new NotFound();
    if (held.shows === shows) return;
    await updateCertificate(tx, held.id, { shows });
    await insertAuditEvent(tx, holder.id, "certificate.name-shown", held.number, { shows }, at);
  });
}

function endOfDay(at: Date): string {
  return `${at.toISOString().slice(0, 10)}T23:59:59.999Z`;
}
