/** Fewer people than this are never a group of their own where names are kept back; an installation may ask for more. */
export const LEAST_GROUP = 5;
/** So many people of a group could each be either way at its ends, so that not even one of them who adds what they know of themselves learns about another. */
export const MARGIN = 2;

/** `named`: managers see the people of their teams. `pseudonymous`: rows without names. `aggregate`: groups only. */
export type PrivacyMode = "aggregate" | "pseudonymous" | "named";
/** `least` is `LEAST_GROUP` or more. */
export interface Disclosure { mode: PrivacyMode; least: number }

/** What may be told of a group: of `people`, between `low` and `high`; the two are equal where it is told exactly. */
export interface Told { people: number; low: number; high: number }
/** The same, with what was true of the group when it was told. `amount` is a sum of numbers from 0 to 1, one a person. */
export interface Release extends Told { seen: { people: number; amount: number } }

export const NOTHING_TOLD: Release = { people: 0, low: 0, high: 0, seen: { people: 0, amount: 0 } };

/**
 * What may be told of a figure to which each person gives one number from 0 to 1, such as who passed: it changes only when at least `least` further people have given theirs, and half as many as are in it.
 * These newcomers are told as a sum of their own, and their sum only to within `MARGIN` at both ends, where it would say that all of them are alike. What is told is therefore made of sums over
 * groups that share nobody; in each of them anybody may still be 0 or 1, whatever the others say. Sums are rounded to whole people, so that odd fractions give nobody away. docs/decisions/033 has the proof.
 */
export function releaseShare(before: Release, now: Release["seen"], least: number): Release {
  const newcomers = now.people - before.seen.people;
  if (!areEnough(newcomers, before.people, least)) return before;
  const { low, high } = withinMargin(Math.round(now.amount - before.seen.amount), newcomers);
  return { people: before.people + newcomers, low: before.low + low, high: before.high + high, seen: now };
}

/** Whether so many newcomers may be told beside so many of whom it is known: as sums, or as rows without names (`releaseRows`). */
function areEnough(newcomers: number, before: number, least: number): boolean {
  return newcomers >= Math.max(least, Math.ceil(before / 2));
}

/**
 * Results of single people without names: which rows are told now. None before `least` people are new among them, so that a row which appears may be any of theirs; in an order that follows from what they
 * say, so that neither their places nor their numbers tell whose they are. What was told of somebody is never told again, or one row that changes would be theirs.
 */
export function releaseRows<Row>(newcomers: readonly Row[], saying: (row: Row) => string, least: number): Row[] {
  if (!areEnough(newcomers.length, 0, least)) return [];
  return newcomers.toSorted((one, other) => (saying(one) < saying(other) ? -1 : saying(one) > saying(other) ? 1 : 0));
}

function withinMargin(sum: number, people: number): { low: number; high: number } {
  if (sum <= MARGIN) return { low: 0, high: MARGIN };
  if (sum >= people - MARGIN) return { low: people - MARGIN, high: people };
  return { low: sum, high: sum };
}

/**
 * How many of a group have done something, in steps of `least`: the step rises with them, falls only when `least` fewer have done it (or one who leaves would give themselves away), and never says that nearly all have.
 * Groups of fewer than `least` people tell nothing: anything from none to all.
 */
export function releaseCount(before: Release, now: Release["seen"], least: number): Release {
  const { people, amount } = now;
  const step = (count: number) => Math.floor(count / least) * least;
  const reached = amount >= before.low || amount <= before.low - least ? step(amount) : before.low;
  const highest = Math.max(0, step(people - MARGIN));
  const low = people < least ? 0 : Math.min(reached, highest);
  return { people, low, high: people < least || low === highest ? people : Math.min(people, low + least - 1), seen: now };
}

/** Where names are shown, the figure itself. */
export function exactly({ people, amount }: Release["seen"]): Told {
  return { people, low: amount, high: amount };
}

/** What is told of several groups that share nobody. */
export function toldTogether(groups: readonly Told[]): Told {
  return groups.reduce<Told>((sum, { people, low, high }) => ({ people: sum.people + people, low: sum.low + low, high: sum.high + high }), { people: 0, low: 0, high: 0 });
}

/** Whole per cent between which a share lies; null where nobody is in it, or too few of them where names are kept back. */
export function shareTold({ people, low, high }: Told, { mode, least }: Disclosure): { from: number; to: number } | null {
  if (people === 0 || (mode !== "named" && people < least)) return null;
  if (low === high) { const share = Math.round((100 * low) / people); return { from: share, to: share }; }
  return { from: Math.floor((100 * low) / people), to: Math.ceil((100 * high) / people) };
}

/**
 * Which group each team is told in: a team with `least` people of its own, or as many together with the teams below it that have too few, is a group; the others go with the team above.
 * 0 is everybody without a team, and whoever is left. `heads` counts each team's own people; `parents` says what stands above.
 */
export function groupsOf(parents: ReadonlyMap<number, number | null>, heads: ReadonlyMap<number, number>, least: number): Map<number, number> {
  const below = new Map<number, number[]>();
  for (const [team, parent] of parents) below.set(parent ?? 0, [...(below.get(parent ?? 0) ?? []), team]);
  const groups = new Map<number, number>([[0, 0]]);
  const visit = (team: number): number[] => {
    const pooled = [team, ...(below.get(team) ?? []).flatMap(visit)];
    if (team !== 0 && pooled.reduce((sum, one) => sum + (heads.get(one) ?? 0), 0) < least) return pooled;
    for (const one of pooled) groups.set(one, team);
    return [];
  };
  visit(0);
  return groups;
}
