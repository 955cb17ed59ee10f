import { practicePaper } from "../engine/generation/practice.ts";
import { newPublicId } from "../lib/ids.ts";
import { findLockedAttemptOf, insertAttemptOnce } from "../storage/attempts.ts";
import { listSeenQuestionIds } from "../storage/paper-items.ts";
import { countPracticesAt, findOpenPracticeOf, listMissedVersions, listSisters } from "../storage/practice.ts";
import type { Attempt, Db, Person } from "../storage/tables.ts";
import { bookClosing, listClosedBooks } from "./closed-books.ts";
import { NotFound, Refused } from "./errors.ts";
import { insertPaper, poolEntry, type PoolEntry } from "./laying-papers.ts";

/** `language` is the one that the learner reads now; the practice stays in it. */
type Learner = Pick<Person, "id"> & Partial<Pick<Person, "language">>;

/**
 * Asks again what was missed in a finished attempt, through other questions of the same facts where there are any. Practice has no time limit, counts against
 * no limit of attempts, and changes neither what was passed nor a first score. Starting it again resumes it. What an open closed-book attempt asks is left out.
 */
export function startPractice(db: Db, learner: Learner, attempt: Pick<Attempt, "id">, at: Date): Promise<Attempt> {
  return db.transaction(async (tx) => {
    const held = await findLockedAttemptOf(tx, learner, attempt.id);
    if (!held) throw new NotFound();
    if (held.finished_at === null) throw new Refused("practice.unfinished");
    return (await findOpenPracticeOf(tx, held.id)) ?? beginPractice(tx, learner, held, at);
  });
}

async function beginPractice(tx: Db, learner: Learner, { id: practice_of, quiz_id, quiz_version_id }: Attempt, at: Date): Promise<Attempt> {
  const seed = newPublicId();
  const paper = await drawPractice(tx, learner, practice_of, seed);
  const number = -1 - (await countPracticesAt(tx, { person_id: learner.id, quiz_id }));
  const attempt = await insertAttemptOnce(tx, {
    public_id: newPublicId(), person_id: learner.id, quiz_id, quiz_version_id, number, seed, started_at: at.toISOString(), of: paper.length,
    deadline_at: null, added_minutes: 0, practice_of, language: learner.language ?? null,
  });
  if (!attempt) throw new Refused("practice.another");
  await insertPaper(tx, attempt, paper);
  return attempt;
}

async function drawPractice(tx: Db, learner: Learner, attemptId: number, seed: string): Promise<PoolEntry[]> {
  const versions = await listMissedVersions(tx, attemptId);
  if (versions.length === 0) throw new Refused("practice.nothing");
  const sisterVersions = await listSisters(tx, versions.map(({ id }) => id));
  const books = await listClosedBooks(tx, learner);
  const entries = new Map([...versions, ...sisterVersions].map((version) => [version.id, poolEntry(version)]));
  const closing = (version: { id: number }) => bookClosing(books, entries.get(version.id)!);
  const [missed, sisters] = [versions.filter((version) => !closing(version)), sisterVersions.filter((version) => !closing(version))];
  if (missed.length === 0) throw new Refused("practice.waits", "form", { title: closing(versions[0]!)!.title });
  const met = await listSeenQuestionIds(tx, learner, [...entries.values()].map(({ version }) => version.question_id));
  const seen = new Set([...entries.values()].flatMap(({ id, version }) => (met.has(version.question_id) ? [id] : [])));
  const wishes = missed.map(({ id, question_id }) => ({ own: entries.get(id)!, others: sisters.filter((sister) => sister.about === id && sister.question_id !== question_id).map((sister) => entries.get(sister.id)!) }));
  return practicePaper(wishes, { seen, seed });
}
