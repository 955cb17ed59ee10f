import type { Entity } from "../knowledge/entity.ts";
import type { Known } from "../knowledge/knowledge.ts";
import type { Difficulty } from "../questions/question.ts";
import { BY_FREQUENCY, BY_RATE } from "./ledger.ts";
import type { Candidate } from "./candidates.ts";
import { BANDS, bandOf } from "./similarity.ts";
import { shownIn, type Book } from "./workshop.ts";

/** What is known of a question when its wrong options are weighed: how often its key is one, how hard it should be, and the share of options that are right. */
export interface Weighing { common: number; wanted: Difficulty; chance: number }

/** How good a wrong option an entity is beside the key: the greater, the better. */
export function rankOf(book: Book, key: Entity, { entity, likeness, temptation, frequency }: Candidate, { common, wanted, chance }: Weighing): number {
  const isRole = frequency > 0 ? 1.5 : 0;
  return isRole + temptation + bandFit(wanted, likeness) + lengthFit(key, entity) + commonFit(common, frequency) + dueness(book, entity, frequency, chance);
}

/** About as often a key as the key itself: the commonest of the options then tells nothing. */
function commonFit(common: number, frequency: number): number {
  return -0.6 * Math.min(2, Math.abs(Math.log((frequency + 1) / (common + 1))));
}

function bandFit(wanted: Difficulty, likeness: number): number {
  if (bandOf(likeness) === wanted) return 1;
  const [from, to] = BANDS[wanted];
  return likeness < from ? likeness - from : to - likeness;
}

/** Within a quarter of the key's length where that can be had. */
function lengthFit(key: Entity, { name }: Entity): number {
  const share = name.length / key.name.length;
  return share >= 0.75 && share <= 1.25 ? 1.4 : 0.7 * Math.min(share, 1 / share);
}

/**
 * A key should be a wrong option as often, for each time that it is right, as there are wrong options to a right one: then nobody can tell the one from the other by having met it. Were it offered more often, as if
 * questions with several keys had one only, what was right before would be wrong now.
 */
function dueness(book: Book, { number }: Known, frequency: number, chance: number): number {
  const { keyed, offered } = shownIn(book, number);
  if (book.account.sets.length > 0) return againstTide(book, keyed);
  const wanted = ((1 - chance) / chance) * (frequency > 0 ? keyed + 1 : 0.5);
  return Math.max(-1.5, Math.min(1, (wanted - offered) / wanted));
}

/** Where questions are looked at together: what was a key of another is due while such options win too often, and anything else while they lose. */
function againstTide({ surplus }: Book, keyed: number): number {
  const tide = Math.max(-1.5, Math.min(1.5, surplus ? (surplus[BY_FREQUENCY]! + surplus[BY_RATE]!) / 2 : 0));
  return keyed > 0 ? tide : -tide;
}

const FEWEST_KEYED = 4;
/** How much more often than chance an entity may be right of the times that it is on offer: less where many have met it, for they could have learnt it. */
const SLACK = { rare: 1.28, common: 1.3 };
const COMMON = 12;

/** Whether an entity was right too often, of the times that it was on offer, to be a key once more. `chance` is the share of options that are right. */
export function isWornOut(book: Book, { number }: Known, chance: number): boolean {
  const { keyed, offered } = shownIn(book, number);
  const most = chance * (keyed < COMMON ? SLACK.rare : SLACK.common);
  return keyed >= FEWEST_KEYED && keyed + 1 > most * (keyed + 1 + offered);
}
