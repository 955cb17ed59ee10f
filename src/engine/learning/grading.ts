import type { Confidence } from "../questions/confidence.ts";

/** FSRS's ratings: 1 again, 2 hard, 3 good. 4, easy, is never given: choosing among options is easier than recalling, so that ease says little. */
export type RecallGrade = 1 | 2 | 3;

/** A score this near to 1 is wholly right; sums of thirds are not exact. */
const WHOLE = 1 - 1e-6;

/**
 * What an answer says of the memory of one fact. Right is good; right by the learner's own guess is hard: it was recognised at best, so it comes back sooner without
 * counting as forgotten. Anything less than right is again, however sure: what was surely wrong is mended best by its feedback
 * (hypercorrection; Butler, Fazio and Marsh, "The hypercorrection effect persists over a week, but high-confidence errors return", 2011) and is still to be asked soon.
 * `score` is 0 to 1.
 */
export function gradeOf(score: number, confidence: Confidence | null = null): RecallGrade {
  if (score < WHOLE) return 1;
  return confidence === "guess" ? 2 : 3;
}

/**
 * Which facts of a question an answer speaks about, and how. A right answer needed all of them. Of a wrong one nobody knows which were missing: as many as the lost
 * share of the points makes, at least one, are taken to be those that were least likely to be recalled (0 for one that was never asked before); of the others it says nothing.
 * `recalls` are probabilities, one a fact; so are the places in the answer, null for "says nothing".
 */
export function gradesOf(recalls: readonly number[], score: number, confidence: Confidence | null = null): (RecallGrade | null)[] {
  const grade = gradeOf(score, confidence);
  if (grade > 1 || recalls.length < 2) return recalls.map(() => grade);
  const missing = Math.max(1, Math.round((1 - score) * recalls.length));
  const weakest = new Set(recalls.map((recall, place) => ({ recall, place })).sort((a, b) => a.recall - b.recall || a.place - b.place).slice(0, missing).map(({ place }) => place));
  return recalls.map((recall, place) => (weakest.has(place) || recall === 0 ? 1 : null));
}
