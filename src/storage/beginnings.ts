import { ATTEMPT } from "./attempt-pages.ts";
import { numbersTaken, openAttempt } from "./attempts.ts";
import { inTurn, openLinesPart, roundStart, type OwnDuty } from "./duties.ts";
import { seenInPool } from "./paper-items.ts";
import { listPool, newestVersion, type PooledVersion } from "./quizzes.ts";
import { stores } from "./record-stores.ts";
import type { Attempt, Db, Person, QuizVersion } from "./tables.ts";
import { part, together } from "./together.ts";

const VERSION = [
  "id", "quiz_id", "number", "title", "summary", "draw_count", "pass_percent", "publisher_id", "published_at", "expected_seconds", "reason", "feedback", "asks_confidence", "most_attempts", "limit_minutes", "wait_hours",
  "certificate_months", "closed_book", "adaptive", "adaptive_most", "pool_filter", "draw_rules", "unseen_first", "question_order", "shuffles_options",
] as const satisfies readonly (keyof QuizVersion)[];

const openPart = part(openAttempt, ATTEMPT);
const versionPart = part(newestVersion, VERSION);
const takenPart = part(numbersTaken, ["number", "finished_at", "of"]);
const startPart = part(roundStart, ["start"]);
const storesPart = part(stores, ["is_on"]);

/** What starting an attempt needs to know: the one that is `open`, the newest version of the quiz, what was taken before, in its order, what this person should do, the moment from which attempts count for that, and whether a record store hears of it. */
export interface Beginning { open: Attempt | undefined; version: QuizVersion | undefined; taken: Pick<Attempt, "number" | "finished_at" | "of">[]; lines: OwnDuty[]; since: string; isStated: boolean }

export async function findBeginning(db: Db, { id }: Pick<Person, "id">, quizId: number): Promise<Beginning> {
  const [[open], [version], taken, lines, [start], [store]] = await together(db, openPart(id, quizId), versionPart(quizId), takenPart(id, quizId), openLinesPart(id), startPart(id, quizId), storesPart());
  return { open, version, taken: taken.sort((one, other) => one.number - other.number), lines: inTurn(lines), since: start?.start ?? "", isStated: store?.is_on === 1 };
}

const poolPart = part(listPool, ["id", "question_id", "body", "position", "tags"]);
const seenPart = part(seenInPool, ["question_id"]);

/** The pool of a version in its order, and which of its questions have stood on a paper of this learner before. */
export async function listPoolFor(db: Db, { id }: Pick<Person, "id">, versionId: number): Promise<{ pool: PooledVersion[]; met: Set<number> }> {
  const [pool, seen] = await together(db, poolPart(versionId), seenPart(id, versionId));
  return { pool: pool.sort((one, other) => one.position - other.position), met: new Set(seen.map(({ question_id }) => question_id)) };
}
