import { findSettingForUpdate, insertSettingOnce } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";

/** Imports, reviews of articles and the loading of our own content write the same rows: one goes after the other. */
export async function waitForOthers(tx: Db): Promise<void> {
  await insertSettingOnce(tx, "content", "");
  await findSettingForUpdate(tx, "content");
}
