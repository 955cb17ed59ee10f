import type { Clock } from "../lib/clock.ts";
import { LANGUAGES } from "../lib/languages.ts";
import { readerOf } from "../lib/readers.ts";
import { unseal } from "../lib/sealing.ts";
import { findWholeChannel } from "../storage/channels.ts";
import { findWaitingPost, type AddressedPost } from "../storage/outbox.ts";
import type { Db } from "../storage/tables.ts";
import { weeklyMessage } from "./channel-words.ts";
import { SEALED_FOR } from "./channels.ts";
import type { DigestRules } from "./digest-rules.ts";
import { handInWaiting, type Turn } from "./handing-in.ts";
import { standingForAll } from "./team-news.ts";
import type { WebhookOffice } from "./webhook-office.ts";

/** Sends what waits in the outbox for channels, as things stand at that moment. Says how many went. */
export function sendWaitingPosts(db: Db, office: WebhookOffice, rules: DigestRules, now: Clock, goesOn: () => boolean = () => true): Promise<number> {
  return handInWaiting(db, (at) => findWaitingPost(db, at), (post) => sendOne(db, office, post, rules, now()), now, goesOn);
}

async function sendOne(db: Db, office: WebhookOffice, post: AddressedPost, rules: DigestRules, at: Date): Promise<Turn> {
  const channel = await findWholeChannel(db, post.channel_id);
  if (channel?.is_on !== 1) return { isDropped: true, reason: "channels.reasons.off" };
  const address = unseal(channel.sealed_address, rules.secret, SEALED_FOR);
  if (address === undefined) return { isTaken: false, isFinal: true, isDown: false, reason: "channels.reasons.sealed", subject: channel.name };
  const standing = await standingForAll(db, rules, channel.team_id, at);
  if (!standing || standing.assigned === 0) return { isDropped: true, reason: "channels.reasons.nothing" };
  const reader = readerOf(LANGUAGES.find((known) => known === channel.language) ?? rules.language, rules.timeZone);
  return { ...(await office(address, weeklyMessage(channel.program, standing, rules.letterhead.name, rules.site, reader))), subject: channel.name };
}
