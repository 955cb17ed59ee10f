import { ScimError } from "./errors.ts";
import type { Literal } from "./filter.ts";

/** `at` is the place in the text, counted from 0. */
export type Token = { kind: "word" | "sign"; text: string; at: number } | { kind: "literal"; text: string; value: Literal; at: number };

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|(-?\d+(?:\.\d+)?(?![\w.:]))|([A-Za-z$.][\w.$:-]*))/y;
const NAMED: ReadonlyMap<string, Literal> = new Map<string, Literal>([["true", true], ["false", false], ["null", null]]);

/** Words, signs and values of a filter, none with a NUL, in time that grows with its length alone. @throws ScimError invalidFilter */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.trimEnd().length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw new ScimError(400, "invalidFilter", "scim-errors.filter-odd", { place: at + 1 });
    tokens.push(tokenOf(match, at));
  }
  return tokens;
}

function tokenOf([, quoted, sign, number, word = ""]: RegExpExecArray, at: number): Token {
  if (quoted !== undefined) return { kind: "literal", text: quoted, value: unquoted(quoted, at), at };
  if (sign !== undefined) return { kind: "sign", text: sign, at };
  if (number !== undefined) return { kind: "literal", text: number, value: Number(number), at };
  const value = NAMED.get(word.toLowerCase());
  return value === undefined ? { kind: "word", text: word, at } : { kind: "literal", text: word, value, at };
}

function unquoted(text: string, at: number): string {
  const odd = new ScimError(400, "invalidFilter", "scim-errors.filter-odd", { place: at + 1 });
  try {
    const said = JSON.parse(text) as string;
    if (!said.includes("\0")) return said;
  } catch (cause) {
    throw Object.assign(odd, { cause });
  }
  throw odd;
}
