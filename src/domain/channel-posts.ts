import { dayIn, hourIn } from "../lib/zones.ts";
import { listOpenChannels } from "../storage/channels.ts";
import { insertMailOnce, newMail } from "../storage/outbox.ts";
import type { Db } from "../storage/tables.ts";
import type { DigestRules } from "./digest-rules.ts";
import { weekdayOf } from "./weekdays.ts";

/** Queues the weekly message of each channel whose hour has come, on the clock of the installation; once, however many processes do it. */
export async function queuePosts(db: Db, { timeZone }: Pick<DigestRules, "timeZone">, at: Date): Promise<void> {
  const [day, hour] = [dayIn(timeZone, at), hourIn(timeZone, at)];
  const due = (await listOpenChannels(db)).filter((channel) => channel.weekday === weekdayOf(day) && hour >= channel.hour && dayIn(timeZone, new Date(channel.created_at)) <= day);
  for (const { id } of due) await insertMailOnce(db, newMail({ person_id: null, channel_id: id, kind: "post", day }, at));
}
