import { fingerprintOf } from "../engine/questions/fingerprint.ts";
import { gistOf, likeness, sketchOf } from "../engine/questions/likeness.ts";
import type { Question } from "../engine/questions/question.ts";
import { listPossiblyLike } from "../storage/likenesses.ts";
import type { Db } from "../storage/tables.ts";

/** A question of the bank that another is like. `likeness` is 0 to 1; 1 and `isTwin` where stem and key are the same. Without `sameKey` the two contradict each other. */
export interface LikeQuestion { id: number; public_id: string; state: string; stem: string; likeness: number; isTwin: boolean; sameKey: boolean }

const MOST = 5;

/** The questions of the bank, the likest first and five at most, that ask what this one asks; retired ones and, of a stored question, itself (`exceptId`) left out. Every twin by fingerprint is among them. */
export async function findLikeQuestions(db: Db, question: Question, exceptId?: number): Promise<LikeQuestion[]> {
  const [gist, fingerprint] = [gistOf(question), fingerprintOf(question)];
  const possible = await listPossiblyLike(db, sketchOf(gist), fingerprint, exceptId);
  const alike = possible.map(({ id, public_id, state, stem, body }): LikeQuestion => {
    const known = JSON.parse(body) as Question;
    const isTwin = fingerprintOf(known) === fingerprint;
    return { id, public_id, state, stem, isTwin, ...(isTwin ? { likeness: 1, sameKey: true } : likeness(gist, gistOf(known))) };
  });
  return alike.filter(({ likeness: share }) => share > 0).sort((a, b) => b.likeness - a.likeness || a.id - b.id).slice(0, MOST);
}
