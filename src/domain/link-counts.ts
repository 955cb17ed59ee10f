import { exactly, NOTHING_TOLD, releaseCount, type Told } from "../engine/statistics/disclosure.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { countActivePeople } from "../storage/people.ts";
import type { NamedLink } from "../storage/question-links.ts";
import type { Db, Person } from "../storage/tables.ts";
import type { Settings } from "./installation-sections.ts";

/** How many answered, as far as the privacy mode tells it; null in an installation that is too small to be told of. How they answered is told nowhere beside names. */
export async function toldOf(db: Db, { privacyMode, leastGroup }: Pick<Settings, "privacyMode" | "leastGroup">, { done }: NamedLink): Promise<Told | null> {
  const people = await countActivePeople(db);
  const seen = { people: Math.max(people, done), amount: done };
  if (privacyMode === "named") return exactly(seen);
  return people < leastGroup ? null : releaseCount(NOTHING_TOLD, seen, leastGroup);
}

/** Personal addresses of everybody were taken. */
export async function noteLinkExport(db: Db, actor: Pick<Person, "id">, { public_id }: Pick<NamedLink, "public_id">, at: Date): Promise<void> {
  await insertAuditEvent(db, actor.id, "question-link.exported", public_id, {}, at);
}
