/** A piece of a text: UTF-16 offsets, the end exclusive. */
export interface Span { start: number; end: number }

/** A text for matching, with the way back: unit i of it came from `starts[i]` to `ends[i]` of the original. */
export interface Normalised { text: string; starts: Uint32Array; ends: Uint32Array }

/** A character with its marks; Hangul syllables that are written as letters; a break of lines. */
const PIECE = /\r\n|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[^\p{M}]\p{M}*|\p{M}+/gsu;
/** Soft hyphens, zero widths, byte order marks and marks of direction say nothing. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const SPLIT_PREFIX = /(?<=\b(?:anti|co|cyber|multi|nation|non|pre|re|zero)) (?=-\p{L})/giu;
const PLAIN: [RegExp, string][] = [
  [/[\r\n\v\f\u0085\u2028\u2029]/, "\n"], [/\s/, " "], [/[\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\uff07]/, "'"],
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02]/, "\""], [/[\u2010\u2011\u2212\ufe63\uff0d]/, "-"], [/[\u2012\u2013\u2014\u2015]/, "\u2013"],
];

/** One form of every letter (NFC), quotation mark, dash and space; runs of spaces become one, and "cyber -attack" is mended. */
export function normalise(original: string): Normalised {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: piece, index } of original.matchAll(PIECE)) {
    const plain = plainForm(piece);
    if (plain === " " && (units.length === 0 || /[ \n]/.test(units.at(-1)!))) continue;
    for (const unit of plain.split("")) {
      units.push(unit);
      starts.push(index);
      ends.push(index + piece.length);
    }
  }
  return without(units, starts, ends);
}

function plainForm(piece: string): string {
  if (piece.length === 1 && /[a-z0-9.,]/i.test(piece)) return piece;
  if (piece === "\r\n") return "\n";
  const composed = piece.normalize("NFC").replace(INVISIBLE, "");
  const [base = ""] = composed;
  const [, plain] = PLAIN.find(([form]) => form.test(base)) ?? [];
  return plain === undefined || piece === "" ? composed : plain + composed.slice(base.length);
}

/** Drops the space inside split compounds, in the text and in the way back. */
function without(units: string[], starts: number[], ends: number[]): Normalised {
  const text = units.join("");
  const dropped = new Set([...text.matchAll(SPLIT_PREFIX)].map(({ index }) => index));
  const kept = <T>(list: T[]) => (dropped.size === 0 ? list : list.filter((_, index) => !dropped.has(index)));
  return { text: kept(units).join(""), starts: Uint32Array.from(kept(starts)), ends: Uint32Array.from(kept(ends)) };
}

/** The span of the original that a span of the normalised text came from. An empty one stays empty. */
export function originalSpan({ starts, ends }: Normalised, { start, end }: Span): Span {
  if (end <= start) return { start: ends[start - 1] ?? 0, end: ends[start - 1] ?? 0 };
  return { start: starts[start]!, end: ends[end - 1]! };
}

/** Takes in a quotation mark that closes what was opened inside the span. */
export function closed(text: string, { start, end }: Span): Span {
  const isOpen = text[end] === "\"" && (text.slice(start, end).split("\"").length - 1) % 2 === 1;
  return { start, end: isOpen ? end + 1 : end };
}
