import type { Config } from "../config.ts";
import { DAY, later, MINUTE, type Clock } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { dayIn } from "../lib/zones.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { countWaitingPacks, deletePieces, findPiece, insertPack, insertPiece, listExpiredPacks, listPacksBefore, listPeopleIn, takePack, updatePack, updateRemoved } from "../storage/evidence-packs.ts";
import { findReports } from "../storage/replicas.ts";
import type { EvidencePack } from "../storage/evidence-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { periodOf, spanOf, type Period } from "./evidence-case.ts";
import { readSettings } from "./installation.ts";
import { packEvidence } from "./packing-evidence.ts";
import { noteSeen, type Look } from "./seeing.ts";
import { complain } from "../lib/log.ts";

const MOST_WAITING = 5;
const SILENCE = 5 * MINUTE;

/** Asks for a pack; an errand makes it. */
export async function askForEvidence(db: Db, config: Config, actor: Pick<Person, "id">, { from, to }: { from: string; to: string }, at: Date): Promise<EvidencePack> {
  const settings = await readSettings(db, config);
  const { first, last, zone } = periodOf(from, to, settings, dayIn(settings.timeZone, at));
  return db.transaction(async (tx) => {
    if ((await countWaitingPacks(tx)) >= MOST_WAITING) throw new Refused("packs.too-many", "form", { most: MOST_WAITING });
    const pack = await insertPack(tx, { public_id: newPublicId(), author_id: actor.id, first_day: first, last_day: last, time_zone: zone, mode: settings.privacyMode, least: settings.leastGroup, created_at: at.toISOString() });
    await insertAuditEvent(tx, actor.id, "evidence.asked", pack.public_id, { from: first, to: last, zone, mode: settings.privacyMode }, at);
    return pack;
  });
}

export function periodIn({ first_day, last_day, time_zone }: EvidencePack): Period {
  return { first: first_day, last: last_day, zone: time_zone };
}

/** Makes the packs that wait, one after the other, and takes away those whose days are over. */
export async function makeEvidence(db: Db, config: Config, secret: string, now: Clock): Promise<void> {
  await removeOld(db, now());
  for (;;) {
    const at = now();
    const pack = await takePack(db, newPublicId(), later(at, -SILENCE).toISOString(), at.toISOString());
    if (!pack) return;
    await make(db, config, secret, pack, now).catch(async (error: unknown) => {
      complain("A pack of evidence could not be made", error);
      await deletePieces(db, pack.id);
      await updatePack(db, pack, { state: "broken", finished_at: now().toISOString() });
    });
  }
}

/** The privacy mode may have become stricter since it was asked for: what holds now decides. */
async function make(db: Db, config: Config, secret: string, pack: EvidencePack, now: Clock): Promise<void> {
  const settings = await readSettings(db, config);
  const period = periodIn(pack);
  periodOf(period.first, period.last, { ...settings, timeZone: period.zone }, dayIn(period.zone, now()));
  await deletePieces(db, pack.id);
  const shelf = shelfFor(db, pack);
  const told = async (done: number, total: number) => { await stillMine(db, pack, { done, total, beat_at: now().toISOString() }); };
  const packed = await packEvidence(await findReports(db), { settings, period, secret, told }, shelf.put);
  await shelf.end();
  const people = settings.privacyMode === "named" ? (await listPeopleIn(db, spanOf(period))).length : 0;
  await db.transaction(async (tx) => {
    const at = now();
    await stillMine(tx, pack, { ...packed, people, state: "done", mode: settings.privacyMode, least: settings.leastGroup, finished_at: at.toISOString(), expires_at: later(at, settings.filesDays! * DAY).toISOString() });
    await insertAuditEvent(tx, pack.author_id, "evidence.made", pack.public_id, { from: period.first, to: period.last, mode: settings.privacyMode, sha256: packed.digest, manifest: packed.manifest }, at);
  });
}

async function stillMine(db: Db, pack: EvidencePack, changes: Parameters<typeof updatePack>[2]): Promise<void> {
  if (!(await updatePack(db, pack, changes))) throw new Error("another process has taken it over");
}

const PIECE = 512 * 1024;

/** Gathers what comes in small pieces into rows of the database. */
function shelfFor(db: Db, { id }: EvidencePack) {
  let [waiting, length, position] = [[] as Uint8Array[], 0, 0];
  const flush = async () => {
    if (length > 0) await insertPiece(db, id, position, Buffer.concat(waiting));
    [waiting, length, position] = [[], 0, position + 1];
  };
  return { put: async (piece: Uint8Array) => { waiting.push(piece); length += piece.length; if (length >= PIECE) await flush(); }, end: flush };
}

async function removeOld(db: Db, at: Date): Promise<void> {
  for (const pack of await listExpiredPacks(db, at.toISOString())) await db.transaction((tx) => removePack(tx, pack, at));
}

/** So many of those that were ready before then, at most; says how many. */
export async function removePacks(tx: Db, before: Date, limit: number, at: Date): Promise<number> {
  const old = await listPacksBefore(tx, before.toISOString(), limit);
  for (const pack of old) await removePack(tx, pack, at);
  return old.length;
}

async function removePack(tx: Db, { id, public_id }: EvidencePack, at: Date): Promise<void> {
  if (!(await updateRemoved(tx, id))) return;
  await deletePieces(tx, id);
  await insertAuditEvent(tx, null, "evidence.removed", public_id, {}, at);
}

/** Notes who takes a pack away, and whose results they see in it by name, before its first byte goes out. @throws Refused where it is not there any more. */
export async function openEvidence(db: Db, config: Config, pack: EvidencePack, look: Look, at: Date): Promise<AsyncGenerator<Uint8Array>> {
  const { privacyMode } = await readSettings(db, config);
  if (pack.state !== "done" || pack.expires_at! <= at.toISOString()) throw new Refused("packs.gone");
  if (STRICTNESS[privacyMode] > STRICTNESS[pack.mode as keyof typeof STRICTNESS]) throw new Refused("packs.stricter-now");
  if (pack.mode === "named") await noteSeen(db, look, await listPeopleIn(db, spanOf(periodIn(pack))), at);
  await insertAuditEvent(db, look.viewer.id, "evidence.downloaded", pack.public_id, { address: look.address, sha256: pack.digest }, at);
  return piecesOfPack(db, pack);
}

const STRICTNESS = { named: 0, pseudonymous: 1, aggregate: 2 };

async function* piecesOfPack(db: Db, { id }: EvidencePack): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const piece = await findPiece(db, id, position);
    if (!piece) return;
    yield piece;
  }
}
