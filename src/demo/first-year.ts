import { continuePaths, monthOf } from "../domain/path-months.ts";
import { startPath } from "../domain/starting-paths.ts";
import { DAY, HOUR, later } from "../lib/clock.ts";
import { listPathWeeks } from "../storage/path-weeks.ts";
import { findQuizById } from "../storage/quiz-drafts.ts";
import { findLexicon } from "../storage/vocabulary.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import type { Given } from "./weeks.ts";

const MONTHS = 2;
/** What share of everybody has taken the first week by now, which of these the second, and so on; weeks that have not begun are untouched. */
const SHARES = [0.4, 0.7, 0.7, 0.5, 0.4];

/** A first year for everybody, begun this month: its weeks until today are under way, the next month stands ready. */
export async function beginFirstYear(db: Db, trainer: Person, now: Date): Promise<Given[]> {
  const paths = findLexicon().paths;
  const path = paths.find(({ id }) => id === "everybody")!;
  const month = monthOf(now);
  const opens = new Date(`${month}-01T00:00:00Z`);
  const made = later(opens, -3 * DAY + 10 * HOUR);
  await startPath(db, trainer, path, { begin: 1, months: MONTHS, toEverybody: true, from: month }, made);
  await continuePaths(db, () => paths, () => made, () => true);
  const weeks = (await listPathWeeks(db, path.id)).slice(0, SHARES.length);
  return Promise.all(weeks.map(async ({ quiz_id }, index) => ({ quiz: (await findQuizById(db, quiz_id)) as Quiz, givenAt: later(opens, 7 * index * DAY), share: SHARES[index]!, teamId: null, isStep: true })))
    .then((given) => given.filter(({ givenAt }) => givenAt < now));
}
