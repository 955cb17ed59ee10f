/** The text of one JSON value and the line, from 1, on which it begins; or what is wrong there. */
export interface Piece { line: number; text: string; problem?: string }

/** A single question is never this long. */
const MOST_CHARACTERS = 2_000_000;

/** What was read of one piece so far; a piece that is far too long is counted and not kept. */
interface Held { line: number; text: string; isTooLong: boolean }

function keep(held: Held, more: string): void {
  held.isTooLong ||= held.text.length + more.length > MOST_CHARACTERS;
  held.text = held.isTooLong ? "" : held.text + more;
}

function pieceOf({ line, text, isTooLong }: Held): Piece | undefined {
  if (isTooLong) return { line, text: "", problem: `this is longer than ${MOST_CHARACTERS} characters` };
  const blank = /^\s*/.exec(text)![0];
  return blank.length === text.length ? undefined : { line: line + blank.split("\n").length - 1, text: text.slice(blank.length) };
}

/** Each line that is not blank. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<Piece> {
  let held: Held = { line: 1, text: "", isTooLong: false };
  for await (const chunk of chunks) {
    const [first, ...rest] = chunk.split("\n");
    keep(held, first!);
    for (const line of rest) {
      const piece = pieceOf(held);
      if (piece) yield piece;
      held = { line: held.line + 1, text: "", isTooLong: false };
      keep(held, line);
    }
  }
  const piece = pieceOf(held);
  if (piece) yield piece;
}

/** Where a scan of an array stands: `depth` counts open brackets, the array's own included; `elements` those that have ended. */
interface Scan { line: number; depth: number; inString: boolean; isEscaped: boolean; elements: number }

/** Each element of one JSON array. Only brackets, strings and commas are looked at: whether an element is JSON is for others to find out. */
export async function* textsOfArray(chunks: AsyncIterable<string>): AsyncGenerator<Piece> {
  const scan: Scan = { line: 1, depth: 0, inString: false, isEscaped: false, elements: 0 };
  let held: Held = { line: 1, text: "", isTooLong: false };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const edge = edgeAt(scan, chunk[at]!);
      if (edge === undefined) continue;
      if (edge === "beyond") {
        yield { line: scan.line, text: "", problem: "there is something after the end of the array" };
        return;
      }
      keep(held, chunk.slice(from, at));
      if (edge !== "open") yield* ended(scan, held, edge);
      held = { line: scan.line, text: "", isTooLong: false };
      from = at + 1;
    }
    keep(held, scan.depth === 0 ? "" : chunk.slice(from));
  }
  if (scan.depth > 0) yield { line: scan.line, text: "", problem: "the array is not closed: its last bracket is missing, or a quotation mark before it" };
}

function* ended(scan: Scan, held: Held, edge: "comma" | "close"): Generator<Piece> {
  const piece = pieceOf(held);
  scan.elements += 1;
  if (piece) yield piece;
  else if (edge === "comma" || scan.elements > 1) yield { line: held.line, text: "", problem: "there is a comma and no question beside it" };
}

/** Follows the array by one sign; says where it opens, parts, closes, or has closed before. */
function edgeAt(scan: Scan, sign: string): "open" | "comma" | "close" | "beyond" | undefined {
  if (sign === "\n") scan.line += 1;
  if (scan.inString) return follow(scan, sign);
  if (scan.depth === 0) return outside(scan, sign);
  if (sign === '"') scan.inString = true;
  if (sign === "[" || sign === "{") scan.depth += 1;
  if (sign === "," && scan.depth === 1) return "comma";
  if (sign === "]" || (sign === "}" && scan.depth > 1)) scan.depth -= 1;
  return sign === "]" && scan.depth === 0 ? "close" : undefined;
}

function outside(scan: Scan, sign: string): "open" | "beyond" | undefined {
  if (sign.trim() === "") return undefined;
  if (sign !== "[" || scan.elements > 0) return "beyond";
  scan.depth = 1;
  return "open";
}

function follow(scan: Scan, sign: string): undefined {
  if (scan.isEscaped) scan.isEscaped = false;
  else if (sign === "\\") scan.isEscaped = true;
  else if (sign === '"') scan.inString = false;
}
