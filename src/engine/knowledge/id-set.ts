/** A set of entities by their numbers, in ascending order: four bytes each, for there are thousands of such sets. */
export type IdSet = Uint32Array;

/** Whether the number is in the set (binary search). */
export function isIn(set: IdSet, number: number): boolean {
  let [low, high] = [0, set.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = set[middle]!;
    if (found === number) return true;
    if (found < number) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** Collects numbers, each once. `marks` has a place for each number there is and is left as it was found: all zero. */
export function collect(marks: Uint8Array, add: (to: (number: number) => void) => void): number[] {
  const found: number[] = [];
  add((number) => {
    if (marks[number] === 1) return;
    marks[number] = 1;
    found.push(number);
  });
  for (const number of found) marks[number] = 0;
  return found;
}
