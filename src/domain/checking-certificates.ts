import { networkOf } from "../lib/addresses.ts";
import { findCertificate, countMisses, insertMiss, type NamedCertificate } from "../storage/certificates.ts";
import type { Db } from "../storage/tables.ts";

/** So many numbers that nobody has may be tried from one network in an hour. */
const MOST_MISSES = 30;

/** Whatever is asked for: a number, and the secret of a full link where there is one. */
export interface Asked { number: string; secret?: string | undefined }

/** The certificate with this number; a wrong secret is as good as a wrong number. Guesses are counted for the network that they come from, in every process. */
export async function checkCertificate(db: Db, { number, secret }: Asked, ip: string, at: Date): Promise<NamedCertificate | "unknown" | "too many"> {
  const [address, hour] = [networkOf(ip), at.toISOString().slice(0, 13)];
  if ((await countMisses(db, address, hour)) >= MOST_MISSES) return "too many";
  const certificate = await findCertificate(db, number);
  if (certificate && (secret === undefined || secret === certificate.secret)) return certificate;
  await insertMiss(db, address, hour);
  return "unknown";
}
