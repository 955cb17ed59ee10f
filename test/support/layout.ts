import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** So many runs make V8 sure of what a place in the code meets. */
const WARM = 2_000;

/** Whether V8 lays out alike, and not as hash tables, what is made again and again, so that code which meets it is fast and nothing of it grows old (docs/decisions/070). */
export function isLaidOutOnce(make: () => object): boolean {
  for (let run = 0; run < WARM; run++) make();
  setFlagsFromString("--allow-natives-syntax");
  try {
    return runInNewContext("%HaveSameMap(one, other) && %HasFastProperties(one)", { one: make(), other: make() }) as boolean;
  } finally {
    setFlagsFromString("--no-allow-natives-syntax");
  }
}
