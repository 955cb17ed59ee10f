import { insertAuditEvent } from "../storage/audit-events.ts";
import { findSetting, findSettingForUpdate, insertSettingOnce, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";
import { PRIVACY_MODES, type PrivacyMode, type Settings } from "./installation-sections.ts";

type Privacy = Pick<Settings, "privacyMode" | "leastGroup">;
/** What learners are told: how results are shown, since when, and how before. `since` is null where it was never otherwise. */
export interface PrivacyNotice { privacyMode: PrivacyMode; leastGroup: number; since: string | null; before: PrivacyMode | null }

const NOTICE = "privacy-notice";

/** Whether more can be told about single people afterwards. */
export function isExposing(before: Privacy, after: Privacy): boolean {
  const rank = ({ privacyMode }: Privacy) => PRIVACY_MODES.indexOf(privacyMode);
  return rank(after) > rank(before) || (after.privacyMode !== "named" && after.leastGroup < before.leastGroup);
}

/** From now on learners are told of this. */
export async function followPrivacy(tx: Db, before: Privacy, after: Privacy, at: Date): Promise<void> {
  const notice: PrivacyNotice = { privacyMode: after.privacyMode, leastGroup: after.leastGroup, since: at.toISOString(), before: before.privacyMode };
  await updateSetting(tx, NOTICE, JSON.stringify(notice));
}

/** At the start of a process: what the environment changed since the last one is noted and told as well. */
export async function noticePrivacy(db: Db, settings: Privacy, at: Date): Promise<void> {
  const { privacyMode, leastGroup } = settings;
  await insertSettingOnce(db, NOTICE, JSON.stringify({ privacyMode, leastGroup, since: null, before: null } satisfies PrivacyNotice));
  await db.transaction(async (tx) => {
    const known = JSON.parse((await findSettingForUpdate(tx, NOTICE))!) as PrivacyNotice;
    if (known.privacyMode === privacyMode && known.leastGroup === leastGroup) return;
    await followPrivacy(tx, known, settings, at);
    await insertAuditEvent(tx, null, "settings.changed", "privacy", { from: { privacyMode: known.privacyMode, leastGroup: known.leastGroup }, to: { privacyMode, leastGroup }, by: "environment" }, at);
  });
}

export async function findPrivacyNotice(db: Db): Promise<PrivacyNotice | undefined> {
  const kept = await findSetting(db, NOTICE);
  return kept === undefined ? undefined : (JSON.parse(kept) as PrivacyNotice);
}
