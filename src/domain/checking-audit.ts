import { z } from "zod";
import { DAY } from "../lib/clock.ts";
import { isSignedBy, signatureOf, type Head } from "../lib/chain.ts";
import { walkChain, type Finding } from "../lib/chain-check.ts";
import { countLoose, findHead, listLinks } from "../storage/audit-chain.ts";
import { findSetting, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";

const HEAD = "audit-head";
const CHECK = "audit-check";
const PORTION = 2_000;

export type Problem = Finding | { kind: "loose"; count: number } | { kind: "forged" };
/** What a look through the whole log found: up to which entry it went and the hash there. */
export interface AuditCheck { at: string; number: number; hash: string; problems: Problem[] }

const signedHead = z.object({ number: z.number().int(), hash: z.string(), at: z.string(), signature: z.string() });
export type SignedHead = z.infer<typeof signedHead>;

/**
 * Signs where the log ends now, with what whoever only writes to the database does not have, and says what was signed last. A log that no longer passes through what was signed
 * before is not signed again: the old signature is what shows it.
 */
export async function signHead(db: Db, secret: string, at: Date): Promise<SignedHead | undefined> {
  const [head, kept] = [await findHead(db), await findSignedHead(db)];
  if (kept && !(kept.number < head.number && isSignedBy(kept, secret) && (await isStillThere(db, kept)))) return kept;
  return signAnew(db, head, secret, at);
}

/** Signs whatever there is: for somebody who has checked the log against a head of their own, after the secret was changed. */
export async function signAnew(db: Db, { number, hash }: Head, secret: string, at: Date): Promise<SignedHead> {
  const signed = { number, hash, at: at.toISOString(), signature: signatureOf({ number, hash }, secret) };
  await updateSetting(db, HEAD, JSON.stringify(signed));
  return signed;
}

async function isStillThere(db: Db, { number, hash }: Head): Promise<boolean> {
  return number === 0 || (await listLinks(db, number - 1, 1))[0]?.hash === hash;
}

/** `against` is a head that somebody kept elsewhere; `told` is called with how many entries were looked at, of how many. */
interface Wish { against?: Head | undefined; told?: (done: number, of: number) => unknown }

/** Looks through the whole log: every entry, its place, its end and the head that was signed. Others may go on writing meanwhile. */
export async function checkAudit(db: Db, secret: string, at: Date, { against, told }: Wish = {}): Promise<AuditCheck> {
  const [signed, end] = [await findSignedHead(db), await findHead(db)];
  const isForged = signed !== undefined && !isSignedBy(signed, secret);
  const walk = walkChain([end, ...(signed && !isForged ? [signed] : []), ...(against ? [against] : [])]);
  for (let isMore = true; isMore;) {
    const links = await listLinks(db, walk.head().number, PORTION);
    walk.step(links);
    await told?.(Math.min(walk.head().number, end.number), end.number);
    isMore = links.length === PORTION;
  }
  const loose = (await countLoose(db)) + Math.max(0, walk.head().number - (await findHead(db)).number);
  return { at: at.toISOString(), ...walk.head(), problems: [...walk.end(), ...(loose > 0 ? [{ kind: "loose" as const, count: loose }] : []), ...(isForged ? [{ kind: "forged" as const }] : [])] };
}

/** Keeps the outcome of the newest check, with its first problems. */
export async function keepCheck(db: Db, check: AuditCheck): Promise<void> {
  await updateSetting(db, CHECK, JSON.stringify({ ...check, problems: check.problems.slice(0, 20) }));
}

export async function findNewestCheck(db: Db): Promise<AuditCheck | undefined> {
  const kept = await findSetting(db, CHECK);
  return kept === undefined ? undefined : (JSON.parse(kept) as AuditCheck);
}

export async function findSignedHead(db: Db): Promise<SignedHead | undefined> {
  const kept = await findSetting(db, HEAD);
  if (kept === undefined) return undefined;
  const read = signedHead.safeParse(jsonIn(kept));
  return read.success ? read.data : { number: 0, hash: "", at: "", signature: "" };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const EVERY = DAY;

/** Looks through the log once a day, whichever process comes to it first. */
export async function checkDaily(db: Db, secret: string, at: Date): Promise<void> {
  const newest = await findNewestCheck(db);
  if (newest && Date.parse(newest.at) > at.getTime() - EVERY) return;
  await keepCheck(db, await checkAudit(db, secret, at));
}
