/** A file of threat intelligence that cannot be taken as it is. Nothing of it was used. */
export class ImportRefused extends Error {
  override name = "ImportRefused";
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`Nothing was imported:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

export interface Complaints { add: (reason: string) => void; end: () => void }

const MOST_SHOWN = 20;

/** Gathers what is wrong with a file; `end` throws when there was anything, with the first 20 reasons and how many more there are. */
export function complaints(): Complaints {
  const reasons: string[] = [];
  let more = 0;
  return {
    add(reason) { if (reasons.length < MOST_SHOWN) reasons.push(reason); else more += 1; },
    end() { if (reasons.length > 0) throw new ImportRefused(more > 0 ? [...reasons, `and ${more} more`] : reasons); },
  };
}

/** Words of a file inside a reason: one short line without control characters. */
export function quoted(value: unknown): string {
  const text = typeof value === "string" ? value : kindOf(value);
  return `"${text.slice(0, 60).replace(/\p{C}/gu, "?")}${text.length > 60 ? "..." : ""}"`;
}

/** "a list", "a number", "nothing" */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
