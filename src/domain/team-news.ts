import type { Told } from "../engine/statistics/disclosure.ts";
import type { Words } from "../lib/messages.ts";
import type { DigestReader } from "../storage/reminders.ts";
import type { Db } from "../storage/tables.ts";
import type { DigestRules } from "./digest-rules.ts";

/** One team of a manager: how many quizzes are overdue there, counted once for each person, out of how many that were assigned, as far as that may be told. */
export interface TeamNews { name: Words; path: string; overdue: Told; assigned: number }

export async function teamsToTell(_db: Db, _reader: DigestReader, _rules: DigestRules, _day: string, _at: Date): Promise<TeamNews[]> {
  return Promise.resolve([]);
}
