/** The options of a question by number: those that are right, those that are wrong. */
export interface OptionSet { keys: readonly number[]; wrong: readonly number[] }

/** What guessing by what was right elsewhere wins beyond chance, over all these questions together: by how often it was right, and by how often of the times that it was on offer. */
export interface Hindsight { frequency: number; rate: number }

/**
 * What somebody wins who guesses each question of a form by all the others. The ledger only knows what came before; a reader has the later questions too, where a key of now may be a wrong option.
 * Where there are few questions with few keys in common, such as those with several keys, the half that the ledger does not see is as large as the half that it does.
 */
export function hindsightOver(sets: readonly OptionSet[]): Hindsight {
  const [keyed, offered] = [new Map<number, number>(), new Map<number, number>()];
  const count = (counts: Map<number, number>, number: number) => counts.set(number, (counts.get(number) ?? 0) + 1);
  for (const { keys, wrong } of sets) {
    for (const key of keys) { count(keyed, key); count(offered, key); }
    for (const other of wrong) count(offered, other);
  }
  const sum = { frequency: 0, rate: 0 };
  for (const set of sets) {
    const chance = set.keys.length / (set.keys.length + set.wrong.length);
    sum.frequency += winsBy(set, (number, own) => (keyed.get(number) ?? 0) - own) - chance;
    sum.rate += winsBy(set, (number, own) => ((keyed.get(number) ?? 0) - own + 0.25) / (offered.get(number)!)) - chance;
  }
  return sum;
}

/** How often taking the best is right, its own question left out of what is known: `own` is 1 for a key. Of several that are equally good, one is taken at random. */
function winsBy({ keys, wrong }: OptionSet, valueOf: (number: number, own: 0 | 1) => number): number {
  const right = keys.map((number) => valueOf(number, 1));
  const others = wrong.map((number) => valueOf(number, 0));
  const best = Math.max(...right, ...others);
  const hits = right.filter((value) => value === best).length;
  return hits / (hits + others.filter((value) => value === best).length);
}
