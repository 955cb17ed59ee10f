import { gistOf, likeness, sketchOf, type Gist } from "../engine/questions/likeness.ts";
import type { Question } from "../engine/questions/question.ts";
import { listNewestBodies, listSharingBands } from "../storage/likenesses.ts";
import type { Db } from "../storage/tables.ts";
import type { ImportedQuestion } from "./reading-questions.ts";

/** What a question of a file is like: one of the bank (`id`), or one further up in the file (`line`). `likeness` is above 0 and at most 1; without `sameKey` the two contradict each other. */
export interface Likeness { id?: number; line?: number; likeness: number; sameKey: boolean }

/** Of one band no more are looked at: where so many share it, it is made of words that everybody uses. */
const MOST_A_BAND = 30;
/** Each is compared with so many of the bank and of the file, those that share most of its sketch: whoever says nearly the same shares more of it than nearly all others. */
const COMPARED = 5;

/** Of the questions that are no twins: the likest of the bank, else of the file. What is alike but shares no band of its sketch is not found; see likeness.ts for how seldom that is. */
export async function findLikenesses(db: Db, arrived: readonly ImportedQuestion[]): Promise<Map<ImportedQuestion, Likeness>> {
  const own = arrived.filter(({ twin }) => twin === undefined).map((one) => ({ one, gist: gistOf(one.question) })).map(({ one, gist }) => ({ one, gist, sketch: [...new Set(sketchOf(gist))] }));
  const sharing = await listSharingBands(db, own.flatMap(({ sketch }) => sketch), MOST_A_BAND);
  const nearest = own.map(({ sketch }) => mostShared(sketch, sharing));
  const gists = new Map<number, Gist>();
  for (const [id, body] of await listNewestBodies(db, [...new Set(nearest.flat())])) gists.set(id, gistOf(JSON.parse(body) as Question));

  const found = new Map<ImportedQuestion, Likeness>();
  const above = new Map<number, number[]>();
  for (const [place, { one, gist, sketch }] of own.entries()) {
    const inBank = likest(gist, nearest[place]!.map((id) => ({ id, gist: gists.get(id) })));
    const like = inBank ?? likest(gist, mostShared(sketch, above).map((index) => ({ line: own[index]!.one.line, gist: own[index]!.gist })));
    if (like) found.set(one, like);
    for (const band of sketch) if ((above.get(band)?.length ?? 0) < MOST_A_BAND) above.set(band, [...(above.get(band) ?? []), place]);
  }
  return found;
}

function mostShared(sketch: readonly number[], sharing: ReadonlyMap<number, readonly number[]>): number[] {
  const counts = new Map<number, number>();
  for (const band of sketch) for (const id of sharing.get(band) ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
  const often = [...counts].filter(([, shared]) => shared > 1);
  return (often.length > 0 ? often : [...counts]).sort(([one, more], [other, less]) => less - more || one - other).slice(0, COMPARED).map(([id]) => id);
}

type Candidate = { id?: number; line?: number; gist: Gist | undefined };

function likest(gist: Gist, candidates: readonly Candidate[]): Likeness | undefined {
  const alike = candidates.flatMap(({ gist: other, ...where }) => (other ? [{ ...where, ...likeness(gist, other) }] : [])).filter(({ likeness: share }) => share > 0);
  return alike.sort((one, other) => other.likeness - one.likeness)[0];
}
