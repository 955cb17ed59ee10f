/** The rows of certificates. Times are UTC ISO strings. */

/** What somebody lets others see of a certificate: no name at all, initials, or to who has the full link the whole name. */
export type CertificateShows = "nothing" | "initials" | "name";
/**
 * `number` is written without its hyphens (lib/certificate-number.ts); `secret` makes the full link. `place` counts the certificates of one person for one version of a quiz, from 1.
 * `revoked_by` is nobody where the attempt was counted anew and does not pass any more.
 */
export interface Certificate {
  id: number; number: string; secret: string; person_id: number; quiz_version_id: number; place: number; attempt_id: number; title: string; issued_at: string; expires_at: string;
  shows: CertificateShows; revoked_at: string | null; revoked_reason: string | null; revoked_by: number | null;
}
/** How often a number that nobody has was asked for from one address in one hour (an ISO time cut there). */
export interface CertificateMisses { address: string; hour: string; misses: number }

declare module "knex/types/tables.js" {
  interface Tables { certificates: Certificate; certificate_misses: CertificateMisses }
}
