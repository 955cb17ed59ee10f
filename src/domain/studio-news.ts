import type { DigestReader } from "../storage/reminders.ts";
import { countStudioWork } from "../storage/studio-work.ts";
import { listRolesOf } from "../storage/people.ts";
import type { Db } from "../storage/tables.ts";

/** What waits in the studio: questions for somebody to look through, and reports of learners. `isNew`: some of it came since the last mail. */
export interface StudioNews { reviews: number; reports: number; isNew: boolean }

export const NO_STUDIO_NEWS: StudioNews = { reviews: 0, reports: 0, isNew: false };

/** For trainers alone; what somebody asked others to review is not theirs to do. */
export async function findStudioNews(db: Db, reader: Pick<DigestReader, "id">, since: string): Promise<StudioNews> {
  if (!(await listRolesOf(db, reader.id)).includes("trainer")) return NO_STUDIO_NEWS;
  const { reviews, reports, newest } = await countStudioWork(db, reader.id);
  return { reviews, reports, isNew: newest !== null && newest > since };
}
