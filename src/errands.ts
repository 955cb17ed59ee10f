import type { Config } from "./config.ts";
import { queueDigests } from "./domain/digests.ts";
import { fitForgetting } from "./domain/forgetting.ts";
import { postOffice } from "./domain/post-office.ts";
import { sendWaitingMail } from "./domain/sending-mail.ts";
import { MINUTE, type Clock } from "./lib/clock.ts";
import type { Db } from "./storage/tables.ts";

export interface Errands { stop: () => Promise<void> }

/** What nobody asks for, once a minute and one after the other: digests where a mail server is named, and learning how people here forget. Any number of processes may run them. */
export function startErrands(db: Db, config: Config, secret: string, now: Clock): Errands {
  let running: Promise<void> | undefined;
  const go = () => { running ??= run(db, config, secret, now).catch((error: unknown) => console.error("An errand failed:", error)).finally(() => { running = undefined; }); };
  const timer = setInterval(go, MINUTE);
  go();
  return { stop: async () => { clearInterval(timer); await running; } };
}

async function run(db: Db, config: Config, secret: string, now: Clock): Promise<void> {
  if (config.mail) {
    const rules = { site: config.publicUrl.replace(/\/+$/, ""), timeZone: config.timeZone, digestHour: config.digestHour, secret };
    await queueDigests(db, rules, now());
    await sendWaitingMail(db, postOffice(config.mail), rules, now);
  }
  await fitForgetting(db, now());
}
