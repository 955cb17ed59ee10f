import { ImportRefused } from "./complaints.ts";

/** Twice the largest ATT&CK bundle in its wordiest form, and far more brackets and commas than it has. */
const MOST_CHARACTERS = 200_000_000;
const DEEPEST = 64;
const MOST_LISTS = 4_000_000;
const MOST_COMMAS = 20_000_000;

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\,[]{}'].map((sign) => sign.charCodeAt(0));

/** Parses JSON from somebody else: refused before it is read when it is too large, too deep or made of too many parts. @throws ImportRefused */
export function parseJson(text: string): unknown {
  if (text.length > MOST_CHARACTERS) throw new ImportRefused([`the file is larger than ${MOST_CHARACTERS / 1e6} million characters`]);
  const reason = excessOf(text);
  if (reason) throw new ImportRefused([reason]);
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    throw new ImportRefused([`the file is no JSON: ${(error as Error).message.replace(/\p{C}/gu, "?").slice(0, 200)}`]);
  }
}

function excessOf(text: string): string | undefined {
  let [depth, lists, commas] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at);
    else if (sign === COMMA) commas += 1;
    else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      depth += 1;
      lists += 1;
      if (depth > DEEPEST) return `lists and objects stand in each other more than ${DEEPEST} deep`;
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) depth -= 1;
  }
  return lists > MOST_LISTS || commas > MOST_COMMAS ? "the file has far more lists, objects or values than any data set that is read here" : undefined;
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
