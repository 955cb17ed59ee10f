/**
 * Whether two texts are at most one slip of the pen apart: one sign added, left out, changed, or swapped with its neighbour
 * (Damerau, "A technique for computer detection and correction of spelling errors", 1964: four in five misspellings are one of these).
 */
export function isOneSlipApart(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]];
  const start = a.findIndex((sign, place) => sign !== b[place]);
  const at = start < 0 ? a.length : start;
  const [restOfA, restOfB] = [(from: number) => a.slice(at + from).join(""), (from: number) => b.slice(at + from).join("")];
  const isSwapped = a[at] === b[at + 1] && a[at + 1] === b[at] && restOfA(2) === restOfB(2);
  return restOfA(1) === restOfB(1) || restOfA(1) === restOfB(0) || restOfA(0) === restOfB(1) || isSwapped;
}
