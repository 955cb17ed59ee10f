import { createHash } from "node:crypto";

/** The sum of a pack: SHA-256 of its data without `sum`, as JSON with sorted keys and no spaces, so that comments and layout do not count. */
export function sumOf(data: object): string {
  const { sum: _sum, ...rest } = data as { sum?: unknown };
  return `sha256:${createHash("sha256").update(JSON.stringify(sorted(rest))).digest("hex")}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
