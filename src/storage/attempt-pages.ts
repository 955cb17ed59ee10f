import type { Habits } from "../engine/learning/scheduling.ts";
import { answeredIn, lockedNamed, ownAttempt, type HeldAttempt, type NamedAttempt } from "./attempts.ts";
import { habitsIn, heldPace } from "./habits.ts";
import { factsAt, type AskedFact } from "./memories.ts";
import { pageIn, pageNamed, placesIn, placesNamed, type PaperPage, type PaperPlace } from "./paper-pages.ts";
import type { Attempt, Db, Person } from "./tables.ts";
import { part, together } from "./together.ts";

type Learner = Pick<Person, "id">;

export const ATTEMPT = [
  "id", "public_id", "person_id", "quiz_id", "quiz_version_id", "number", "seed", "started_at", "finished_at", "score", "of", "deadline_at", "added_minutes", "practice_of", "language", "tallied", "adaptive",
] as const satisfies readonly (keyof Attempt)[];
const LINE = [
  "id", "attempt_id", "position", "question_version_id", "layout", "missed", "shown_at", "question_public_id", "question_id", "body", "chosen", "score", "answered_at", "confidence", "doubted", "suspended", "ruling", "places",
] as const;

export const NAMED = [...ATTEMPT, "slug", "quiz_state", "answered", "title", "pass_percent", "feedback", "asks_confidence", "certificate_months"] as const satisfies readonly (keyof NamedAttempt)[];
const attemptPart = part(ownAttempt, NAMED);
const pagePart = part(pageNamed, LINE);
const placesPart = part(placesNamed, ["places"]);

/** An attempt of this learner with one page of its paper. */
export async function findAttemptPage(db: Db, learner: Learner, publicId: string, position: number): Promise<{ attempt: NamedAttempt | undefined; page: PaperPage }> {
  const [[attempt], [page]] = await together(db, attemptPart(learner.id, publicId), pagePart(learner.id, publicId, position));
  return { attempt: attempt && answeredIn(attempt), page: pageIn(page) };
}

/** An attempt of this learner and how far it has come. */
export async function findAttemptPlaces(db: Db, learner: Learner, publicId: string): Promise<{ attempt: NamedAttempt | undefined; paper: PaperPlace[] }> {
  const [[attempt], [written]] = await together(db, attemptPart(learner.id, publicId), placesPart(learner.id, publicId));
  return { attempt: attempt && answeredIn(attempt), paper: placesIn(written?.places ?? null) };
}

const heldPart = part(lockedNamed, [...ATTEMPT, "asks_confidence", "feedback"]);
const pacePart = part(heldPace, ["pace", "fitted"]);
const factsPart = part(factsAt, ["fact_id", "stability", "difficulty", "decay", "due_at", "last_at", "reps", "lapses", "last_question_id"]);

/** What storing an answer needs to know. The attempt and the person are held until the transaction ends, as by `findLockedAttemptOf` and `lockHabits`. */
export interface Answerable { held: HeldAttempt | undefined; page: PaperPage; habits: Habits; facts: AskedFact[] }

export async function lockAnswerable(tx: Db, { id }: Learner, publicId: string, position: number): Promise<Answerable> {
  const [[held], [page], [pace], facts] = await together(tx, heldPart(id, publicId), pagePart(id, publicId, position), pacePart(id), factsPart(id, publicId, position));
  return { held, page: pageIn(page), habits: habitsIn(pace), facts: facts.sort((one, other) => one.fact_id - other.fact_id) };
}
