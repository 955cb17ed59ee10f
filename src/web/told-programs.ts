import { maySend } from "../domain/record-store.ts";
import type { PrivacyMode } from "../domain/installation-sections.ts";
import { say, type Words } from "../lib/messages.ts";
import { findRecordStore } from "../storage/record-stores.ts";
import type { Db } from "../storage/tables.ts";
import { listListeners } from "../storage/webhooks.ts";

/** What other programs are told about somebody here, for whoever it is about; nothing where none is. */
export async function toldPrograms(db: Db, mode: PrivacyMode): Promise<Words[]> {
  const store = await findRecordStore(db);
  const hears = new Set((await Promise.all(["attempt.finished", "assignment.due", "person.deactivated"].map((event) => listListeners(db, event)))).flat().map(({ id }) => id));
  const isNamed = mode === "named" && store?.actors === "mbox";
  return [
    ...(store?.is_on === 1 && maySend(store, mode) ? [say(`record-store.told.${isNamed ? "named" : "unnamed"}`, { host: new URL(store.address).host })] : []),
    ...(hears.size > 0 ? [say(`webhooks.told.${mode === "named" ? "named" : "unnamed"}`)] : []),
  ];
}
