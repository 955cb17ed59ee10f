import type { Config } from "./config.ts";
import { queuePosts } from "./domain/channel-posts.ts";
import { deliverEvents } from "./domain/delivering-events.ts";
import { queueDigests } from "./domain/digests.ts";
import { gradeBook, type GradeBook } from "./domain/grade-book.ts";
import { sendWaitingGrades } from "./domain/grades.ts";
import { liveConfig, readSettings } from "./domain/installation.ts";
import { queueInvitations } from "./domain/inviting.ts";
import { mailRules } from "./domain/mail-rules.ts";
import { postOffice } from "./domain/post-office.ts";
import { queueNotices } from "./domain/security-notices.ts";
import { requestOffice } from "./domain/request-office.ts";
import { sendWaitingMail } from "./domain/sending-mail.ts";
import { sendWaitingPosts } from "./domain/sending-posts.ts";
import { sendStatements } from "./domain/sending-statements.ts";
import { webhookOffice } from "./domain/webhook-office.ts";
import { MINUTE, type Clock } from "./lib/clock.ts";
import { startRounds, type Rounds } from "./lib/rounds.ts";
import type { Db } from "./storage/tables.ts";

/** Queues and sends mail where a mail server is named, and messages to channels, once a minute, apart from the errands: thousands of mails take a while. Any number of processes may do it. */
export function startMailing(db: Db, config: Config, secret: string, now: Clock): Rounds {
  return startRounds(MINUTE, "Mail could not be sent", (goesOn) => deliver(db, config, secret, now, goesOn), "mail");
}

async function deliver(db: Db, config: Config, secret: string, now: Clock, goesOn: () => boolean): Promise<void> {
  const rules = await mailRules(db, config, secret);
  const { mail, webhookOrigins } = liveConfig(db, config);
  for (let isMore = mail !== undefined; mail && isMore && goesOn();) {
    await queueNotices(db, now());
    await queueInvitations(db, rules, now());
    isMore = await queueDigests(db, rules, now());
    await sendWaitingMail(db, postOffice(mail), rules, now, goesOn);
  }
  if (rules.site === "") return;
  await queuePosts(db, rules, now());
  await sendWaitingPosts(db, webhookOffice(webhookOrigins), rules, now, goesOn);
}

/** How much is read of what other programs answer. */
const MOST_READ = 500;

/** How much is read of what learning systems answer: lists of columns are long. */
const MOST_LISTED = 500_000;

/** Tells other programs what happened, apart from mail, because either may wait long for somebody: events every few seconds, so that what they bring about comes at once, statements, and grades. */
export function startHooks(db: Db, config: Config, secret: string, now: Clock): Rounds {
  const book = gradeBook(db, requestOffice(config.webhookOrigins, { mostRead: MOST_LISTED }), secret);
  return startRounds(MINUTE / 12, "Other programs could not be told", (goesOn) => tellOthers(db, config, secret, book, now, goesOn), "other-programs");
}

async function tellOthers(db: Db, config: Config, secret: string, book: GradeBook, now: Clock, goesOn: () => boolean): Promise<void> {
  const { name, privacyMode: mode, timeZone, language } = await readSettings(db, config);
  const office = requestOffice(config.webhookOrigins, { mostRead: MOST_READ });
  const site = config.publicUrl.replace(/\/+$/, "");
  await Promise.all([
    sendWaitingGrades(db, book, mode, now, goesOn),
    deliverEvents(db, office, { secret, mode, timeZone }, now, goesOn),
    site === "" ? 0 : sendStatements(db, office, { site, platform: name, language, mode, secret, timeZone }, now, goesOn),
  ]);
}
