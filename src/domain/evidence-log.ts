import { EMPTY, type Head, type Link } from "../lib/chain.ts";
import { listLinks } from "../storage/audit-chain.ts";
import { listLinksUpTo } from "../storage/evidence-links.ts";
import { findPlaces } from "../storage/evidence-records.ts";
import { whoColumns, type EvidenceCase, type Who } from "./evidence-case.ts";
import { part } from "./evidence-parts.ts";
import type { Cell, EvidencePart } from "./evidence-writing.ts";

/** The part of the chain that was written in the period: the head before it, and the one at its end. */
export interface LogSpan { before: Head; head: Head }

/** Deeds that are about quizzes, texts and the installation; all others are about people. */
const IMPERSONAL = /^(?:quiz|question|questions|tag|article|candidate|fact|lesson|entities|collection|picture|settings|installation|team)\.(?!time-added)/;

export async function logSpan({ db, span }: EvidenceCase): Promise<LogSpan> {
  const places = await findPlaces(db, span);
  if (!places) return { before: EMPTY, head: EMPTY };
  const [before, head] = [await headAt(db, places.first - 1), await headAt(db, places.last)];
  return { before, head };
}

async function headAt(db: EvidenceCase["db"], number: number): Promise<Head> {
  const link = number === 0 ? undefined : (await listLinks(db, number - 1, 1))[0];
  return link ? { number: link.number, hash: link.hash } : EMPTY;
}

/** The entries of that part. Where names are kept back, what an entry says of people is left out, and its digest stands for it: the chain can be checked all the same. */
export function auditLog(one: EvidenceCase, { before, head }: LogSpan): EvidencePart {
  const columns = one.mode === "named" ? ["number", "at", ...whoColumns(one), "actor_id", "deed", "subject", "detail", "salt", "detail_digest", "digest", "hash"] : ["number", "at", "deed", "subject", "digest", "hash"];
  return part("audit-log", columns, (after, limit) => listLinksUpTo(one.db, head.number, Math.max(after, before.number), limit), async (links) => {
    const who = one.mode === "named" ? await one.who(links.map(({ actor_id }) => actor_id)) : () => ({});
    return links.map((link) => rowOf(one, who, link));
  });
}

function rowOf({ mode }: EvidenceCase, who: Who, { id: _id, ...link }: Link & { id?: number }): Record<string, Cell> {
  if (mode === "named") return { ...who(link.actor_id), ...link };
  const { number, digest, hash, at, deed, subject } = link;
  const isTold = IMPERSONAL.test(deed);
  return { number, digest, hash, at: isTold ? at : "", deed: isTold || mode === "pseudonymous" ? deed : "", subject: isTold ? subject : "" };
}
