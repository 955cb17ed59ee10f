let last = 0;

/** Tells what a test makes from what it made before: "Quiz 7". */
export function nextNumber(): number {
  last += 1;
  return last;
}

export function countAnew(): void {
  last = 0;
}
