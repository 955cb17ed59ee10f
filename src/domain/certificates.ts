import { isPassed } from "../engine/questions/score.ts";
import { DAY, later, monthsLater } from "../lib/clock.ts";
import { newCertificateNumber, newCertificateSecret } from "../lib/certificate-number.ts";
import { groupBy } from "../lib/groups.ts";
import { inEnglish } from "../lib/readers.ts";
import { insertAuditEvent, insertAuditEvents } from "../storage/audit-events.ts";
import { insertCertificatesOnce, listCertificatesForAll, listCertificatesLocked, listQuizVersions, lockCertificate, updateCertificate, updateCertificates } from "../storage/certificates.ts";
import type { Certificate, CertificateShows } from "../storage/certificate-tables.ts";
import { listErasedIds } from "../storage/erasures.ts";
import type { Attempt, Db, New, Person, QuizVersion } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

/** So long before it runs out, passing again gives the next certificate. */
const RENEWAL = 30 * DAY;
const countedAnew = () => inEnglish("certificates.counted-anew");

/**
 * What a finished attempt, as it is counted now, means for certificates (practice means nothing for them): one that passes earns one, once for each person, version and period; one that does not pass any more loses
 * what it earned, and gets the same one back should it pass again. What a person revoked stays revoked. Part of whatever deed finished the attempt or counted it anew.
 */
export async function settleCertificate(tx: Db, attempt: Attempt, at: Date): Promise<Settled> {
  return (await settleCertificates(tx, [attempt], at)).get(attempt.id);
}

/** What became of a certificate. */
export type Settled = "given" | "revoked" | undefined;

interface Judged { attempt: Attempt & { finished_at: string }; version: QuizVersion; passes: boolean; own: Certificate | undefined }

/** The same for many, by the id of the attempt. What is lost goes first, so that it does not stand in the way of what another attempt of the same person earns. */
export async function settleCertificates(tx: Db, attempts: readonly Attempt[], at: Date): Promise<Map<number, Settled>> {
  const judged = await judge(tx, attempts);
  const lost = judged.filter(({ own, passes }) => own && !passes && own.revoked_at === null);
  const regained = judged.filter(({ own, passes }) => own && passes && own.revoked_at !== null && own.revoked_by === null);
  await updateCertificates(tx, lost.map(({ own }) => own!.id), { revoked_at: at.toISOString(), revoked_reason: countedAnew(), revoked_by: null });
  await insertAuditEvents(tx, lost.map(({ own }) => ({ deed: "certificate.revoked", subject: own!.number, detail: { reason: countedAnew() } })), at);
  await updateCertificates(tx, regained.map(({ own }) => own!.id), { revoked_at: null, revoked_reason: null });
  await insertAuditEvents(tx, regained.map(({ own }) => ({ deed: "certificate.reinstated", subject: own!.number, detail: {} })), at);
  const settled = new Map<number, Settled>([...lost.map(({ attempt }) => [attempt.id, "revoked"] as const), ...regained.map(({ attempt }) => [attempt.id, "given"] as const)]);
  const earning = judged.filter(({ own, passes, version }) => !own && passes && version.certificate_months !== null);
  const erased = await listErasedIds(tx, earning.map(({ attempt }) => attempt.person_id));
  for (const id of await issue(tx, earning.filter(({ attempt }) => !erased.has(attempt.person_id)), at)) settled.set(id, "given");
  return settled;
}

async function judge(tx: Db, attempts: readonly Attempt[]): Promise<Judged[]> {
  const versions = new Map((await listQuizVersions(tx, [...new Set(attempts.map(({ quiz_version_id }) => quiz_version_id))])).map((version) => [version.id, version]));
  const own = new Map((await listCertificatesLocked(tx, attempts.map(({ id }) => id))).map((certificate) => [certificate.attempt_id, certificate]));
  return attempts.flatMap((attempt) => {
    const version = versions.get(attempt.quiz_version_id);
    if (!version || attempt.finished_at === null || attempt.practice_of !== null) return [];
    return [{ attempt: { ...attempt, finished_at: attempt.finished_at }, version, passes: isPassed(attempt.score ?? 0, attempt.of, version.pass_percent), own: own.get(attempt.id) }];
  });
}

/** Gives the ids of the attempts that earned one; none is given where another of the person covers the time. The audit log does not hear of it: it would tell administrators who passed, and when. */
async function issue(tx: Db, earning: readonly Judged[], at: Date): Promise<number[]> {
  const held = groupBy(await listCertificatesForAll(tx, earning.map(({ attempt }) => attempt.person_id)), placeOf);
  const made: New<Certificate>[] = [];
  for (const { attempt: { id: attempt_id, person_id, finished_at }, version: { id: quiz_version_id, certificate_months, title } } of earning) {
    const expires_at = endOfDay(monthsLater(new Date(finished_at), certificate_months!));
    const others: New<Certificate>[] = held.get(placeOf({ person_id, quiz_version_id })) ?? [];
    const covers = (other: New<Certificate>) => other.revoked_at === null && other.expires_at > later(new Date(finished_at), RENEWAL).toISOString();
    if (expires_at < at.toISOString() || others.some(covers)) continue;
    const certificate = {
      number: newCertificateNumber(), secret: newCertificateSecret(), person_id, quiz_version_id, attempt_id, place: others.length + 1, title,
      issued_at: finished_at, expires_at, shows: "nothing" as const, revoked_at: null, revoked_reason: null, revoked_by: null,
    };
    made.push(certificate);
    held.set(placeOf(certificate), [...others, certificate] as Certificate[]);
  }
  const kept = await insertCertificatesOnce(tx, made);
  return kept.map(({ attempt_id }) => attempt_id);
}

function placeOf({ person_id, quiz_version_id }: Pick<Certificate, "person_id" | "quiz_version_id">): string {
  return `${person_id} ${quiz_version_id}`;
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
