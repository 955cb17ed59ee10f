import { z } from "zod";
import { later, MINUTE, type Clock } from "../lib/clock.ts";
import { complain } from "../lib/log.ts";
import { deleteSetting, findSetting, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";
import { checkAudit, keepCheck, signHead, type AuditCheck } from "./checking-audit.ts";

const RUNNING = "audit-check-running";
/** A look through the log that says nothing for so long has ended with its process. */
const SILENCE = MINUTE;
/** So long whoever asked waits; a long log goes on without them. */
const PATIENCE = 2_000;

const running = z.object({ at: z.string(), done: z.number(), of: z.number() });
export type RunningCheck = z.infer<typeof running>;

/** How far the look through the log is that somebody asked for; undefined where none is on its way. */
export async function findRunningCheck(db: Db, at: Date): Promise<RunningCheck | undefined> {
  const kept = await findSetting(db, RUNNING);
  const read = kept === undefined ? undefined : running.parse(JSON.parse(kept));
  return read && Date.parse(read.at) > later(at, -SILENCE).getTime() ? read : undefined;
}

/** Looks through the log beside whatever else happens. Gives what was found if that takes no longer than somebody waits; one that is on its way already is enough. */
export async function checkNow(db: Db, secret: string, now: Clock): Promise<AuditCheck | undefined> {
  if (await findRunningCheck(db, now())) return undefined;
  await tell(db, 0, 0, now());
  const work = lookThrough(db, secret, now);
  work.catch((error: unknown) => { complain("The audit log could not be checked", error); });
  return Promise.race([work, patience()]);
}

async function lookThrough(db: Db, secret: string, now: Clock): Promise<AuditCheck> {
  try {
    await signHead(db, secret, now());
    const check = await checkAudit(db, secret, now(), { told: (done, of) => tell(db, done, of, now()) });
    await keepCheck(db, check);
    return check;
  } finally {
    await deleteSetting(db, RUNNING);
  }
}

function tell(db: Db, done: number, of: number, at: Date): Promise<void> {
  return updateSetting(db, RUNNING, JSON.stringify({ at: at.toISOString(), done, of } satisfies RunningCheck));
}

function patience(): Promise<undefined> {
  return new Promise((tired) => { setTimeout(() => { tired(undefined); }, PATIENCE).unref(); });
}
