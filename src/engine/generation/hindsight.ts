/** The options of a question by number: those that are right, those that are wrong. */
export interface OptionSet { keys: readonly number[]; wrong: readonly number[] }

/** What guessing by what was right elsewhere wins beyond chance: by how often an option was right, and by how often of the times that it was on offer. */
export interface Hindsight { frequency: number; rate: number }

/** The questions of a form with what each wins who knows all the others. `keyed` and `offered` are by number, `within` has the places of the questions that offer it. */
export interface Account { sets: OptionSet[]; won: Hindsight[]; keyed: number[]; offered: number[]; within: number[][] }

export function openAccount(): Account {
  return { sets: [], won: [], keyed: [], offered: [], within: [] };
}

/**
 * What somebody wins over all questions together, this one among them, who guesses each by all the others. The ledger only knows what came before; a reader has the later questions too, where a key of now may be a
 * wrong option. Where there are few questions with few keys in common, such as those with several keys, the half that the ledger does not see is as large as the half that it does.
 */
export function hindsightWith(account: Account, set: OptionSet): Hindsight {
  count(account, set, 1);
  const sum = winsOf(account, set);
  for (const won of account.won) add(sum, won, 1);
  for (const place of touchedBy(account, set)) { add(sum, winsOf(account, account.sets[place]!), 1); add(sum, account.won[place]!, -1); }
  count(account, set, -1);
  return sum;
}

/** Enters a question that was made. */
export function enterSet(account: Account, set: OptionSet): void {
  count(account, set, 1);
  for (const place of touchedBy(account, set)) account.won[place] = winsOf(account, account.sets[place]!);
  for (const number of numbersIn(set)) (account.within[number] ??= []).push(account.sets.length);
  account.sets.push(set);
  account.won.push(winsOf(account, set));
}

function numbersIn({ keys, wrong }: OptionSet): number[] {
  return [...keys, ...wrong];
}

function touchedBy({ within }: Account, set: OptionSet): Set<number> {
  return new Set(numbersIn(set).flatMap((number) => within[number] ?? []));
}

function count({ keyed, offered }: Account, set: OptionSet, by: 1 | -1): void {
  for (const key of set.keys) keyed[key] = (keyed[key] ?? 0) + by;
  for (const number of numbersIn(set)) offered[number] = (offered[number] ?? 0) + by;
}

function add(sum: Hindsight, { frequency, rate }: Hindsight, by: 1 | -1): void {
  sum.frequency += by * frequency;
  sum.rate += by * rate;
}

/** A question's own options are left out of what is known. */
function winsOf({ keyed, offered }: Account, set: OptionSet): Hindsight {
  return {
    frequency: winsBy(set, (number, own) => (keyed[number] ?? 0) - own),
    rate: winsBy(set, (number, own) => ((keyed[number] ?? 0) - own + 0.25) / offered[number]!),
  };
}

/** How much more often than by chance taking the best is right: `own` is 1 for a key. Of several that are equally good, one is taken at random. */
function winsBy({ keys, wrong }: OptionSet, valueOf: (number: number, own: 0 | 1) => number): number {
  let [best, taken, right] = [-Infinity, 0, 0];
  const look = (value: number, isRight: 0 | 1) => {
    if (value > best) { best = value; taken = 0; right = 0; }
    if (value === best) { taken += 1; right += isRight; }
  };
  for (const key of keys) look(valueOf(key, 1), 1);
  for (const other of wrong) look(valueOf(other, 0), 0);
  return right / taken - keys.length / (keys.length + wrong.length);
}
