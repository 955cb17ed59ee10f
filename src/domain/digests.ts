import { ACCENTS } from "../lib/accents.ts";
import { groupBy } from "../lib/groups.ts";
import type { Language } from "../lib/languages.ts";
import { readerFor } from "../lib/readers.ts";
import { dayIn, hourIn } from "../lib/zones.ts";
import { listDueFor } from "../storage/duties.ts";
import { listUnseenRecountsOf, type UnseenRecount } from "../storage/recounts.ts";
import { findNewestMail, insertMailOnce, listMailedIds } from "../storage/outbox.ts";
import { listDigestReaders, type DigestReader } from "../storage/reminders.ts";
import { listReviewsOn } from "../storage/reviews.ts";
import type { Db } from "../storage/tables.ts";
import { digestWords } from "./digest-words.ts";
import { leavingToken } from "./leaving.ts";
import { netChange } from "./telling-results.ts";
import { planReviews } from "./review-plans.ts";
import { isWaiting } from "./reviews.ts";

/** Where mail links to, when it goes out by itself and how it looks; `secret` makes the addresses that end it. Working days are 1 for Monday to 7. */
export interface DigestRules { site: string; language: Language; timeZone: string; digestHour: number; workingDays?: readonly number[]; name?: string; accent?: string; secret: string }

const PORTION = 100;

/**
 * Queues the digests of everybody whose hour has come on a working day of theirs, one a day however many processes do it at once. Where nothing is due nothing is sent;
 * that is noted too, so that it is looked at once a day.
 */
export async function queueDigests(db: Db, rules: DigestRules, at: Date): Promise<void> {
  let after = 0;
  for (;;) {
    const readers = await listDigestReaders(db, after, PORTION);
    for (const reader of await stillToMail(db, readers.filter((each) => isHour(each, rules, at)), rules, at)) await queueDigest(db, reader, rules, at);
    if (readers.length < PORTION) return;
    after = readers.at(-1)!.id;
  }
}

function isHour(reader: DigestReader, rules: DigestRules, at: Date): boolean {
  const zone = reader.time_zone ?? rules.timeZone;
  const weekday = new Date(`${dayIn(zone, at)}T00:00:00Z`).getUTCDay() || 7;
  return (rules.workingDays ?? [1, 2, 3, 4, 5]).includes(weekday) && hourIn(zone, at) >= (reader.digest_hour ?? rules.digestHour);
}

async function stillToMail(db: Db, readers: readonly DigestReader[], rules: DigestRules, at: Date): Promise<DigestReader[]> {
  const days = new Set(readers.map((reader) => dayIn(reader.time_zone ?? rules.timeZone, at)));
  const mailed = new Map<string, Set<number>>();
  for (const day of days) mailed.set(day, await listMailedIds(db, "digest", day, readers.map(({ id }) => id)));
  return readers.filter((reader) => !mailed.get(dayIn(reader.time_zone ?? rules.timeZone, at))!.has(reader.id));
}

async function queueDigest(db: Db, reader: DigestReader, rules: DigestRules, at: Date): Promise<void> {
  const spoken = readerFor(reader, rules);
  const zone = spoken.timeZone;
  const day = dayIn(zone, at);
  const today = await listReviewsOn(db, reader.id, day);
  const waiting = today.filter(isWaiting).length;
  const duties = await listDueFor(db, reader, day, at);
  const facts = waiting > 0 ? waiting : (await planReviews(db, reader.id, zone, today.length, at, duties)).length;
  const changes = await newChanges(db, reader);
  const message = digestWords({ name: reader.name, organisation: rules.name ?? "Debrief", accent: rules.accent ?? ACCENTS.light, facts, duties, changes, site: rules.site, leaving: `${rules.site}/leaving/${leavingToken(reader, rules.secret)}` }, spoken, at);
  const isEmpty = facts === 0 && duties.length === 0 && changes.length === 0;
  await insertMailOnce(db, {
    person_id: reader.id, kind: "digest", day, message: isEmpty ? "" : JSON.stringify(message), state: isEmpty ? "dropped" : "queued", tries: 0, next_at: at.toISOString(), created_at: at.toISOString(), sent_at: null, failure: isEmpty ? "Nothing was due." : null,
  });
}

/** Results that changed since the last digest and that were not read: each attempt once, in one mail. */
async function newChanges(db: Db, reader: DigestReader): Promise<UnseenRecount[]> {
  const since = (await findNewestMail(db, reader.id, "digest"))?.created_at ?? "";
  const fresh = (await listUnseenRecountsOf(db, reader.id)).filter(({ at }) => at > since);
  return [...groupBy(fresh, ({ attempt_id }) => String(attempt_id)).values()].filter(netChange).map((its) => its[0]!);
}
