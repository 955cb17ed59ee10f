import { say } from "../lib/messages.ts";
import type { Check } from "./checking-data.ts";
import { checkSummaries } from "./rebuilding.ts";

/** Figures about teams that are not what everything that was answered comes to, counted anew from the first answer on; they are brought up to date before. */
export const findWrongFigures: Check = async ({ db, at }, told) => {
  const count = (await checkSummaries(db, at, told)).length;
  return count > 0 ? [say("checks.summary", { count })] : [];
};
