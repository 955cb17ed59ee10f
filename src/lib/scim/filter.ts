import { ScimError } from "./errors.ts";
import { tokensOf, type Token } from "./filter-tokens.ts";

export type Comparison = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le" | "pr";
export type Literal = string | number | boolean | null;

/** A filter of RFC 7644, section 3.4.2.2, read. `has` looks into the values of a list, one at a time: emails[type eq "work"]. `pr` compares with nothing. */
export type Filter =
  | { is: "and"; parts: Filter[] }
  | { is: "or"; parts: Filter[] }
  | { is: "not"; part: Filter }
  | { is: "has"; path: string; part: Filter }
  | { is: Comparison; path: string; value: Literal };

const LONGEST = 4_000;
const DEEPEST = 20;
const COMPARISONS = new Set(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]);

interface Reading { tokens: readonly Token[]; at: number; depth: number }

/** @throws ScimError invalidFilter, for what is no filter, is too long or nests too deep */
export function readFilter(text: string): Filter {
  if (text.length > LONGEST) throw new ScimError(400, "invalidFilter", "scim-errors.filter-long", { most: LONGEST });
  const reading: Reading = { tokens: tokensOf(text), at: 0, depth: 0 };
  const filter = either(reading);
  if (reading.at < reading.tokens.length) throw odd(reading);
  return filter;
}

function either(reading: Reading): Filter {
  if (++reading.depth > DEEPEST) throw new ScimError(400, "invalidFilter", "scim-errors.filter-deep");
  const filter = joined(reading, "or", () => joined(reading, "and", () => one(reading)));
  reading.depth--;
  return filter;
}

function joined(reading: Reading, word: "and" | "or", part: () => Filter): Filter {
  const parts = [part()];
  while (isWord(reading, word)) { reading.at++; parts.push(part()); }
  return parts.length === 1 ? parts[0]! : { is: word, parts };
}

function one(reading: Reading): Filter {
  if (isWord(reading, "not") && reading.tokens[reading.at + 1]?.text === "(") {
    reading.at++;
    return { is: "not", part: inside(reading, "(", ")") };
  }
  return peek(reading)?.text === "(" ? inside(reading, "(", ")") : compared(reading);
}

function inside(reading: Reading, open: string, close: string): Filter {
  take(reading, open);
  const part = either(reading);
  take(reading, close);
  return part;
}

function compared(reading: Reading): Filter {
  const path = word(reading);
  if (peek(reading)?.text !== "[") return comparison(reading, path);
  const part = inside(reading, "[", "]");
  const next = peek(reading);
  if (!next?.text.startsWith(".") || next.kind !== "word") return { is: "has", path, part };
  reading.at++;
  return { is: "has", path, part: { is: "and", parts: [part, comparison(reading, next.text.slice(1))] } };
}

function comparison(reading: Reading, path: string): Filter {
  const sign = word(reading).toLowerCase();
  if (sign === "pr") return { is: "pr", path, value: null };
  if (!COMPARISONS.has(sign)) { reading.at--; throw odd(reading); }
  const token = reading.tokens[reading.at++];
  if (token?.kind !== "literal") { reading.at--; throw odd(reading); }
  return { is: sign as Comparison, path, value: token.value };
}

function word(reading: Reading): string {
  const token = reading.tokens[reading.at];
  if (token?.kind !== "word") throw odd(reading);
  reading.at++;
  return token.text;
}

function take(reading: Reading, sign: string): void {
  if (peek(reading)?.text !== sign) throw odd(reading);
  reading.at++;
}

function peek({ tokens, at }: Reading): Token | undefined {
  return tokens[at];
}

function isWord(reading: Reading, text: string): boolean {
  const token = peek(reading);
  return token?.kind === "word" && token.text.toLowerCase() === text;
}

function odd(reading: Reading): ScimError {
  return new ScimError(400, "invalidFilter", "scim-errors.filter-odd", { place: (peek(reading)?.at ?? -1) + 1 });
}
