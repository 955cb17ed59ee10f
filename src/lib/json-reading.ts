/** Nothing that programs send here is nested deeper. */
const DEEPEST = 20;
const DANGEROUS = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Any JSON text as a value. Undefined where it is none, is nested too deeply, has a name by which a program could be taken over, or a NUL, which PostgreSQL keeps in no text.
 * How deep it goes is counted before it is parsed.
 */
export function readJsonText(text: string): { value: unknown } | undefined {
  if (depthOf(text) > DEEPEST) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return isHarmless(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function depthOf(text: string): number {
  let [depth, deepest, isQuoted] = [0, 0, false];
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place];
    if (isQuoted && sign === "\\") place += 1;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === "{" || sign === "[")) deepest = Math.max(deepest, (depth += 1));
    else if (!isQuoted && (sign === "}" || sign === "]")) depth -= 1;
  }
  return deepest;
}

function isHarmless(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, inner]) => !DANGEROUS.has(name) && !name.includes("\0") && isHarmless(inner));
}
