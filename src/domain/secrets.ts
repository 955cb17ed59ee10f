import { newToken } from "../lib/ids.ts";
import { findSetting, insertSettingOnce } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";

/** What signs the session cookies: made once, shared by every process on this database. */
export async function sessionSecret(db: Db): Promise<string> {
  await insertSettingOnce(db, "session-secret", newToken());
  return (await findSetting(db, "session-secret"))!;
}
