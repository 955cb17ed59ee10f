import { countPacksBefore } from "../storage/evidence-packs.ts";
import { countOld, countOldAnswers, countOldLeavers, countOldResults, deleteOld, listOldLeavers, type Aged } from "../storage/old-records.ts";
import type { Db } from "../storage/tables.ts";
import { eraseLeaver } from "./erasing.ts";
import { removePacks } from "./evidence-packs.ts";
import { expireImports } from "./importing-questions.ts";
import { partAnswers, partReports, partResults } from "./parting.ts";
import type { RetentionKind } from "./retention-kinds.ts";
import { takeOutAddresses } from "./taking-out-details.ts";

/** How many records of one kind are from before a time; and to remove so many of them at most, which says how many went. */
export interface Removal { count: (db: Db, before: Date, at: Date) => Promise<number>; remove: (tx: Db, before: Date, limit: number, at: Date) => Promise<number> }

export const REMOVALS: Readonly<Record<RetentionKind, Removal>> = {
  answersDays: {
    count: async (db, before) => (await countOldAnswers(db, before.toISOString())) + (await plain("reviews", "recollections").count(db, before, before)),
    remove: async (tx, before, limit, at) => (await partAnswers(tx, before, limit, at)) + (await plain("reviews", "recollections").remove(tx, before, limit, at)),
  },
  resultsDays: { count: (db, before, at) => countOldResults(db, before.toISOString(), at.toISOString()), remove: partResults },
  leaversDays: { count: (db, before, at) => countOldLeavers(db, before.toISOString(), at.toISOString()), remove: eraseLeavers },
  reportsDays: { count: (db, before) => countOld(db, "reports", before.toISOString()), remove: partReports },
  mailDays: plain("mail", "deliveries", "statements"),
  triesDays: plain("tries"),
  /** They say themselves until when they are good. */
  sessionsDays: { count: (db, _before, at) => countOld(db, "sessions", at.toISOString()), remove: (tx, _before, limit, at) => deleteOld(tx, "sessions", at.toISOString(), limit) },
  draftsDays: plain("copies", "rehearsals"),
  importsDays: { count: (db, before) => countOld(db, "imports", before.toISOString()), remove: expireImports },
  filesDays: { count: (db, before) => countPacksBefore(db, before.toISOString()), remove: removePacks },
  viewsDays: {
    count: plain("sightings", "addresses").count,
    remove: async (tx, before, limit, at) => (await deleteOld(tx, "sightings", before.toISOString(), limit)) + (await takeOutAddresses(tx, before, limit, at)),
  },
};

function plain(...names: Aged[]): Removal {
  const over = async (work: (name: Aged) => Promise<number>) => {
    let total = 0;
    for (const name of names) total += await work(name);
    return total;
  };
  return { count: (db, before) => over((name) => countOld(db, name, before.toISOString())), remove: (tx, before, limit) => over((name) => deleteOld(tx, name, before.toISOString(), limit)) };
}

/** Erasing goes through everything of somebody, so few are taken at a time. */
const MOST_LEAVERS = 10;

async function eraseLeavers(tx: Db, before: Date, limit: number, at: Date): Promise<number> {
  const leavers = await listOldLeavers(tx, before.toISOString(), Math.min(limit, MOST_LEAVERS), at.toISOString());
  for (const { public_id } of leavers) await eraseLeaver(tx, public_id, at);
  return leavers.length;
}
