import { HOUR, later } from "../lib/clock.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findPersonLocked } from "../storage/erasures.ts";
import type { Member } from "../storage/visitors.ts";
import { countOwnDeeds, findFirstDeed } from "../storage/personal-data.ts";
import type { Db } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { personalData } from "./personal-data.ts";

export const MOST_DOWNLOADS = 5;
const SPAN = HOUR;
const DEED = "person.data-downloaded";

/** Begins a download of everything about somebody, for themselves. It is noted, and counted one after the other, so that several at once do not get past the limit. */
export async function startDownload(db: Db, person: Member, at: Date): Promise<AsyncGenerator<string>> {
  const since = later(at, -SPAN).toISOString();
  await db.transaction(async (tx) => {
    if (!(await findPersonLocked(tx, person.public_id))) throw new NotFound();
    if ((await countOwnDeeds(tx, person, DEED, since)) >= MOST_DOWNLOADS) throw await refusal(tx, person, since);
    await insertAuditEvent(tx, person.id, DEED, person.public_id, {}, at);
  });
  return personalData(db, person, at);
}

async function refusal(tx: Db, person: Member, since: string): Promise<Refused> {
  const first = await findFirstDeed(tx, person, DEED, since);
  if (!first) return new Refused("own-data.too-often-later", "form", { most: MOST_DOWNLOADS });
  return new Refused("own-data.too-often", "form", { most: MOST_DOWNLOADS, clock: { at: later(new Date(first.at), SPAN).toISOString() } });
}
