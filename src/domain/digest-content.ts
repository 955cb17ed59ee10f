import { SECONDS_A_FACT } from "../engine/learning/choosing.ts";
import { isTimeToRemind } from "../engine/learning/reminder-rhythm.ts";
import { groupBy } from "../lib/groups.ts";
import { dayIn } from "../lib/zones.ts";
import { listDueFor, type Duty } from "../storage/duties.ts";
import { listUnseenRecountsOf, type UnseenRecount } from "../storage/recounts.ts";
import type { DigestReader } from "../storage/reminders.ts";
import { listReviewsOn } from "../storage/reviews.ts";
import type { Db } from "../storage/tables.ts";
import { hasWayIn } from "../storage/ways-in.ts";
import { planReviews } from "./review-plans.ts";
import { isWaiting } from "./reviews.ts";
import { netChange } from "./telling-results.ts";
import type { DigestRules } from "./digest-rules.ts";
import { mailDutyOf, type MailDuty } from "./mail-duties.ts";
import { policiesToTell, type MailPolicy } from "./mail-policies.ts";
import { findStudioNews, NO_STUDIO_NEWS, type StudioNews } from "./studio-news.ts";
import { teamsToTell, type TeamNews } from "./team-news.ts";

/** What one mail tells: facts to refresh, quizzes to finish, policies to confirm, results that changed, what is overdue in one's teams, and what waits in the studio. */
export interface DigestContent { facts: number; duties: readonly MailDuty[]; policies: readonly MailPolicy[]; changes: readonly Pick<UnseenRecount, "public_id" | "title">[]; teams: readonly TeamNews[]; studio: StudioNews }

export const NOTHING: DigestContent = { facts: 0, duties: [], policies: [], changes: [], teams: [], studio: NO_STUDIO_NEWS };

/**
 * What this person is to be told on this day of theirs, or undefined where that is nothing. What is required of them, policies to confirm among it, goes to everybody, in its rhythm; facts, results and quizzes of free choice go to whoever asked
 * for them; teams to their managers on one day a week, and the studio's work to trainers, unless they want none. Whoever has no way in is told nothing until they have one.
 */
export async function findDigest(db: Db, reader: DigestReader, rules: DigestRules, zone: string, day: string, at: Date): Promise<DigestContent | undefined> {
  const isWished = reader.digest === 1;
  const all = await listDueFor(db, reader, day, at);
  const duties = all.map((duty) => mailDutyOf(duty, zone)).filter(({ isRequired }) => isRequired || isWished);
  const content: DigestContent = {
    duties, policies: await policiesToTell(db, reader, zone), ...(isWished ? { facts: await countFacts(db, reader.id, zone, day, all, at), changes: await newChanges(db, reader) } : { facts: 0, changes: [] }),
    teams: await teamsToTell(db, reader, rules, day, at), studio: reader.studio === 0 ? NO_STUDIO_NEWS : await findStudioNews(db, reader, reader.reminded_at ?? ""),
  };
  return isWorthAMail(content, reader, zone, day) && (await hasWayIn(db, reader, at)) ? content : undefined;
}

function isWorthAMail({ facts, duties, policies, changes, teams, studio }: DigestContent, { reminded_at }: DigestReader, zone: string, day: string): boolean {
  const last = reminded_at === null ? null : dayIn(zone, new Date(reminded_at));
  return facts > 0 || changes.length > 0 || teams.length > 0 || studio.isNew || [...duties, ...policies].some((duty) => duty.givenAt > (reminded_at ?? "") || isTimeToRemind(duty, last, day));
}

/** The seconds that all of it takes. */
export function secondsOf({ facts, duties }: Pick<DigestContent, "facts" | "duties">): number {
  return facts * SECONDS_A_FACT + duties.reduce((sum, { seconds }) => sum + seconds, 0);
}

async function countFacts(db: Db, personId: number, zone: string, day: string, duties: readonly Duty[], at: Date): Promise<number> {
  const today = await listReviewsOn(db, personId, day);
  const waiting = today.filter(isWaiting).length;
  return waiting > 0 ? waiting : (await planReviews(db, personId, zone, today.length, at, duties)).length;
}

/** Results that changed since the last mail and that were not read: each attempt once. */
async function newChanges(db: Db, reader: DigestReader): Promise<UnseenRecount[]> {
  const fresh = (await listUnseenRecountsOf(db, reader.id)).filter(({ at }) => at > (reader.reminded_at ?? ""));
  return [...groupBy(fresh, ({ attempt_id }) => String(attempt_id)).values()].filter(netChange).map((its) => its[0]!);
}
