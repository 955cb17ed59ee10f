import type { Told } from "../storage/copying/digests.ts";
import type { Db } from "../storage/tables.ts";
import { checkSummaries } from "./rebuilding.ts";

/** How many figures about teams are not what everything that was answered comes to, counted anew from the first answer on. */
export async function countWrongFigures(db: Db, at: Date, told: Told): Promise<number> {
  return (await checkSummaries(db, at, told)).length;
}
