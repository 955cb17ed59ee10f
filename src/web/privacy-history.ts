import { say, type Words } from "../lib/messages.ts";
import type { Reader } from "../lib/readers.ts";
import { listDeedsOn, type SignedDeed } from "../storage/audit-events.ts";
import type { Db } from "../storage/tables.ts";
import { keyOf, valueInWords } from "./admin/settings/summary.ts";

/** What changed when: never who changed it, nor why something is held. */
export interface PrivacyChange { at: string; changes: Words[] }

const SECTIONS = ["privacy", "retention", "targets"];
const MOST = 50;

/** The newest first, as the audit log has it. */
export async function privacyHistory(db: Db, reader: Reader): Promise<PrivacyChange[]> {
  const deeds: SignedDeed[] = await listDeedsOn(db, "retention", ["retention.hold-begun", "retention.hold-ended"]);
  for (const section of SECTIONS) deeds.push(...(await listDeedsOn(db, section, ["settings.changed"])));
  return deeds.sort((a, b) => b.id - a.id).slice(0, MOST).map((deed) => ({ at: deed.at, changes: changesIn(deed, reader) }));
}

function changesIn({ deed, detail }: SignedDeed, reader: Reader): Words[] {
  if (deed !== "settings.changed") return [say(deed === "retention.hold-begun" ? "privacy.hold-begun" : "privacy.hold-ended")];
  const { from = {}, to = {} } = JSON.parse(detail) as { from?: Record<string, unknown>; to?: Record<string, unknown> };
  const told = (name: string, value: unknown) => (value === undefined ? say("installation.none") : valueInWords(name, value, reader));
  return Object.keys(to).map((name) => say("privacy.change", { what: say(`installation.fields.${keyOf(name)}`), from: told(name, from[name]), to: told(name, to[name]) }));
}
