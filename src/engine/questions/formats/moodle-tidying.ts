import { stripTags, withoutEnds } from "./php-text.ts";

/** What an answer may be worth in Moodle, besides nothing; each may be taken away too (its `question_bank::fraction_options`). */
const FRACTIONS = [0, 1, 0.9, 0.8333333, 0.8, 0.75, 0.7, 0.6666667, 0.6, 0.5, 0.4, 0.3333333, 0.3, 0.25, 0.2, 0.1666667, 0.1428571, 0.125, 0.1111111, 0.1, 0.05];
/** People round: 33, 33.3 and 33.33333 % are all a third. */
const ROUNDING = 0.0034;

/** The fraction that a weight in per cent stands for; one that is near none of Moodle's stays as it is. */
export function fractionOf(percent: number): number {
  const size = Math.abs(percent) / 100;
  const nearest = FRACTIONS.reduce((best, each) => (Math.abs(each - size) < Math.abs(best - size) ? each : best));
  const fraction = Math.abs(nearest - size) < ROUNDING ? nearest : size;
  return percent < 0 && fraction > 0 ? -fraction : fraction;
}

/** A name without markup that fits into 255 characters. */
export function cleanName(name: string): string {
  let clean = withoutEnds(stripTags(name));
  for (let most = 251; clean.length > 255 && most > 0; most -= 10) clean = shortened(clean, most);
  return clean;
}

/** The name of a question that has none: the beginning of its text. */
export function nameFromText(text: string): string {
  return cleanName(shortened(text, 80)) || "Question name";
}

const ENTITY = /&[0-9a-z]{2,8};|&#[0-9]{1,7};|&#x[0-9a-f]{1,6};/gi;

/** Cut to so many characters, three points included; tags do not count, an entity counts for one, words stay whole. */
export function shortened(text: string, most: number): string {
  if (Array.from(withoutTags(text)).length <= most) return text;
  let [cut, length] = ["", 3];
  for (const [, tag = "", words = ""] of piecesOf(text)) {
    cut += tag;
    const count = Array.from(words.replace(ENTITY, " ")).length;
    if (length + count > most) return `${cut}${wordsWithin(words, most - length)}...`;
    [cut, length] = [cut + words, length + count];
    if (length >= most) break;
  }
  return `${cut}...`;
}

/** Behind the last ">" is no tag, and none is looked for: each "<" would be followed to the end of the text. */
function* piecesOf(text: string): Generator<RegExpMatchArray> {
  const closed = text.lastIndexOf(">") + 1;
  yield* text.slice(0, closed).matchAll(/(<[^>]+>)?([^<>]*)/g);
  yield* text.slice(closed).matchAll(/()([^<>]*)/g);
}

/** A tag does not go on in the next line. */
function withoutTags(text: string): string {
  return text.split("\n").map((line) => line.slice(0, line.lastIndexOf(">") + 1).replace(/<[^>]*>/g, "") + line.slice(line.lastIndexOf(">") + 1)).join("\n");
}

function wordsWithin(words: string, room: number): string {
  const signs = words.match(new RegExp(`${ENTITY.source}|[^]`, "giu")) ?? [];
  for (let at = room; at > 0; at--) {
    const sign = signs[at] ?? "";
    if (sign === "." || sign === " " || (sign.length < 3 && Buffer.byteLength(sign) > 2)) return signs.slice(0, at + 1).join("");
  }
  return signs.slice(0, room).join("");
}
