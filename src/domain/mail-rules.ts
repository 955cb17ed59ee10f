import type { Config } from "../config.ts";
import { listMailWords } from "../storage/mail-words.ts";
import { findPicture } from "../storage/pictures.ts";
import type { Db } from "../storage/tables.ts";
import type { DigestRules, MailLogo } from "./digest-rules.ts";
import { readSettings } from "./installation.ts";

/** The rules by which mail goes out, as the settings have them now. `secret` signs the addresses that end it. */
export async function mailRules(db: Db, config: Config, secret: string): Promise<DigestRules> {
  const { name, logo, accentLight, accentDark, language, timeZone, digestHour, workingDays, privacyMode, leastGroup, readinessTarget, mailInvitations, mailFrom } = await readSettings(db, config);
  return {
    site: config.publicUrl.replace(/\/+$/, ""), language, timeZone, digestHour, workingDays, letterhead: { name, accentLight, accentDark, logo: await logoOf(db, logo) },
    ownWords: new Map((await listMailWords(db)).map((words) => [words.language, words])), disclosure: { mode: privacyMode, least: leastGroup, target: readinessTarget / 100 }, secret,
    invites: mailInvitations, sender: /<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom,
  };
}

async function logoOf(db: Db, digest: string | null): Promise<MailLogo | undefined> {
  const picture = digest === null ? undefined : await findPicture(db, digest);
  return picture && { type: picture.type, content: picture.content };
}
