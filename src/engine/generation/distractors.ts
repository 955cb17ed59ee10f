import { randomFrom, type Random } from "../../lib/random.ts";
import { nearTo } from "../knowledge/bans.ts";
import type { Entity } from "../knowledge/entity.ts";
import type { Known } from "../knowledge/knowledge.ts";
import type { Difficulty } from "../questions/question.ts";
import { candidatesFor, poolOf, type Candidate, type Gap } from "./candidates.ts";
import { leaksOf, namesKey, overlapWith, tellingWords, type Leaks } from "./leaks.ts";
import { enterSet, hindsightWith, type OptionSet } from "./hindsight.ts";
import { imbalanceWith, withHindsight, type Seen, type Surplus } from "./ledger.ts";
import { isWornOut, rankOf } from "./ranking.ts";
import { bandOf, difficultyOf } from "./similarity.ts";
import { bookOf, metIn, shownIn, type Book, type Workshop } from "./workshop.ts";

/** What is asked: the fact, the slot that is left out, its keys, and the stem; `told` is the entity at the other end, `form` the book to enter it in. `isFew`: questions of the form are few enough to be looked at together (hindsight.ts). */
export interface Asked extends Gap { keys: readonly Known[]; stem: string; told: Entity | undefined; form: string; isFew?: boolean }

/** `surplus` is how the ledger stands with it. */
export interface Choice { distractors: Candidate[]; difficulty: Difficulty; surplus: Surplus }

/** How many sets of options are tried, and how much closeness to chance counts beside their quality; more of both where the first set favours a guess. */
const USUAL = { tries: 4, balance: 0.6 };
const PATIENT = { tries: 16, balance: 3 };
const STUBBORN = { tries: 60, balance: 8 };
const DICE = 1.5;

/**
 * At most `count` entities that are proven not to fit, chosen as a set: near the key in what is known of them for the wanted difficulty, of like
 * length, offered about as often as they are keys, and such that no way of guessing does better or worse than chance over the questions of this form.
 * The same seed gives the same choice. Fewer come back where fewer can be proven, none where the wanted difficulty cannot be had.
 */
export function chooseDistractors(workshop: Workshop, asked: Asked, count: number, fewest: number): Choice | undefined {
  const [key] = asked.keys as [Known];
  const book = bookOf(workshop, asked.form);
  const chance = asked.keys.length / (asked.keys.length + count);
  if (asked.keys.some((each) => isWornOut(book, each, chance))) return undefined;
  const random = randomFrom(`${workshop.seed} ${asked.fact.id} ${asked.form}${asked.isFew ? ` ${book.account.sets.length}` : ""}`);
  const pool = poolOf(workshop, asked.fact, asked.slot, key);
  const candidates = candidatesFor(workshop, asked, key, pool, random);
  if (candidates.length < fewest) return undefined;

  const wanted = workshop.difficulty ?? scarcestOf(book, candidates);
  const common = Math.max(...asked.keys.map(({ number }) => pool.frequency.get(number) ?? 0));
  const ranked = candidates.map((candidate): Ranked => ({ candidate, rank: rankOf(book, key, candidate, { common, wanted, chance }), seen: undefined, isNamed: undefined }));
  for (const effort of asked.isFew ? [PATIENT, STUBBORN] : asked.keys.length > 1 ? [PATIENT] : [USUAL, PATIENT]) {
    const best = bestOf(workshop, asked, book, ranked, { count, fewest, random, ...effort });
    if (!best || (workshop.difficulty && best.difficulty !== workshop.difficulty)) return undefined;
    if (!favoursGuess(book, best.surplus)) return best;
  }
  return undefined;
}

/** What may be won by guessing beyond chance: a few questions, or three in two hundred; a little more where the account is of all questions and not only of those before. */
const MOST_WON = 2.5;
const SHARE_WON = { before: 0.015, together: 0.025 };

/** Whether a way to guess would win too often with this question in the book, and more often than without it. */
function favoursGuess({ surplus: before, made, account }: Book, after: Surplus): boolean {
  const most = MOST_WON + SHARE_WON[account.sets.length > 0 ? "together" : "before"] * (made.easy + made.medium + made.hard);
  return after.some((won, cue) => Math.abs(won) > most && Math.abs(won) > Math.abs(before?.[cue] ?? 0));
}

/** Enters a choice in the book with the question that came of it, so that the next ones make up for it. */
export function keepChoice<Q>(workshop: Workshop, { form, keys, isFew }: Asked, { distractors, difficulty, surplus }: Choice, question: Q): Q {
  const book = bookOf(workshop, form);
  book.surplus = surplus;
  book.made[difficulty] += 1;
  for (const key of keys) shownIn(book, key.number).keyed += 1;
  for (const { entity } of distractors) shownIn(book, entity.number).offered += 1;
  if (isFew) enterSet(book.account, setOf(keys, distractors));
  return question;
}

/** `seen`: what a guess goes by, and `isNamed`: whether the stem names it, once that was looked at. */
interface Ranked { candidate: Candidate; rank: number; seen: Seen | undefined; isNamed: boolean | undefined }
interface Draw { count: number; fewest: number; random: Random; tries: number; balance: number }

function bestOf({ knowledge }: Workshop, asked: Asked, book: Book, ranked: readonly Ranked[], { count, fewest, random, tries, balance }: Draw): Choice | undefined {
  const words = tellingWords(asked.stem);
  const keys = asked.keys.map((key) => seenAs(words, book, key, true));
  const leaks = leaksOf(asked.stem, asked.told, asked.keys);
  const isClose = (a: Ranked, b: Ranked) => nearTo(knowledge, a.candidate.entity.number).includes(b.candidate.entity.number);
  let best: Choice | undefined;
  let least = Infinity;
  for (let attempt = 0; attempt < tries; attempt++) {
    const set = draw(ranked, count, random, asked.stem, isClose);
    if (set.length < fewest || tells(leaks, set) || standsOut(asked.keys, set)) continue;
    const { cost, surplus } = standingWith(book, asked, set, [...keys, ...set.map((each) => (each.seen ??= seenAs(words, book, each.candidate.entity, false)))]);
    const worth = set.reduce((sum, { rank }) => sum - rank, balance * cost);
    if (worth >= least) continue;
    least = worth;
    best = { distractors: set.map(({ candidate }) => candidate), difficulty: difficultyOf(set.map(({ candidate }) => candidate.likeness)), surplus };
  }
  return best;
}

function standingWith({ surplus, account }: Book, { keys, isFew }: Asked, set: readonly Ranked[], seen: readonly Seen[]): { cost: number; surplus: Surplus } {
  const standing = imbalanceWith(surplus, seen);
  return !isFew ? standing : withHindsight(standing, hindsightWith(account, setOf(keys, set.map(({ candidate }) => candidate))));
}

function setOf(keys: readonly Known[], wrong: readonly Candidate[]): OptionSet {
  return { keys: keys.map(({ number }) => number), wrong: wrong.map(({ entity }) => entity.number) };
}

/** The best by rank and a throw of dice, none of them close to another and none named in the stem. */
function draw(ranked: readonly Ranked[], count: number, random: Random, stem: string, isClose: (a: Ranked, b: Ranked) => boolean): Ranked[] {
  const places = ranked.map(({ rank }) => rank + DICE * random());
  const set: Ranked[] = [];
  for (let left = ranked.length; left > 0 && set.length < count; left--) {
    const place = highest(places);
    places[place] = -Infinity;
    const next = ranked[place]!;
    if (!(next.isNamed ??= namesKey(stem, next.candidate.entity)) && !set.some((other) => isClose(other, next))) set.push(next);
  }
  return set;
}

function highest(values: readonly number[]): number {
  let place = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[place]!) place = i;
  return place;
}

function tells({ isTold }: Leaks, set: readonly Ranked[]): boolean {
  return isTold !== undefined && isTold(set.map(({ candidate }) => candidate.entity));
}

/** A key of several words that is longer than every wrong option by more than a quarter draws the eye. */
const MOST_LONGER = 1.25;

function standsOut(keys: readonly Entity[], set: readonly Ranked[]): boolean {
  let longest = 0;
  for (const { candidate } of set) longest = Math.max(longest, candidate.entity.name.length);
  return keys.some(({ name }) => name.length > MOST_LONGER * longest && name.includes(" "));
}

/** The difficulty that was made least so far among those that the candidates allow. */
function scarcestOf({ made }: Book, candidates: readonly Candidate[]): Difficulty {
  const possible = { easy: 0, medium: 0, hard: 0 };
  for (const { likeness } of candidates) possible[bandOf(likeness)] += 1;
  const bands = (["easy", "medium", "hard"] as const).filter((band) => possible[band] >= 2);
  return bands.reduce<Difficulty | undefined>((least, band) => (least === undefined || made[band] < made[least] ? band : least), undefined) ?? "medium";
}

function seenAs(words: ReadonlySet<string>, book: Book, { number, name }: Known, correct: boolean): Seen {
  return { text: name, correct, overlap: overlapWith(words, name), ...metIn(book, number) };
}
