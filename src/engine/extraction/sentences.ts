import { isBoilerplate } from "./boilerplate.ts";
import type { Span } from "./normalise.ts";

/** A sentence of the normalised text. `boilerplate`: it belongs to the page, not to the article. */
export interface Sentence extends Span { text: string; boilerplate: boolean }

const MOST_AT_ONCE = 4_000;
const SEGMENTER = new Intl.Segmenter("en", { granularity: "sentence" });
const ABBREVIATIONS = "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|St|Jr|Sr|Inc|Ltd|Co|Corp|No|vs|etc|e\\.g|i\\.e|approx|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec";
const ENDS_IN_ABBREVIATION = new RegExp(`(?:^|[\\s("])(?:${ABBREVIATIONS}|(?:\\p{Lu}\\.)*\\p{Lu})\\.\\s*$`, "u");

/** Cuts the normalised text into sentences, line by line. */
export function splitSentences(text: string): Sentence[] {
  let start = 0;
  return unbroken(text.split("\n")).flatMap((line) => {
    const from = start;
    start += line.length + 1;
    if (line === "") return [];
    const boilerplate = isBoilerplate(line);
    return segments(line).map((span) => sentenceAt(line, span, from, boilerplate)).filter((sentence) => sentence.text !== "");
  });
}

/** Joins lines that a program broke: long ones without an end, where the next goes on in small letters. */
function unbroken(lines: readonly string[]): string[] {
  const whole: string[][] = [];
  let last = "";
  for (const line of lines) {
    const goesOn = last.length >= 40 && !/[.!?:;"…]/.test(last.slice(-40)) && /^[a-z(]/.test(line);
    if (goesOn) whole.at(-1)!.push(line);
    else whole.push([line]);
    last = line;
  }
  return whole.map((parts) => parts.join(" "));
}

/** What Intl.Segmenter finds, joined again where it cut after "Mr." or "U.S.", or before a small letter. */
function segments(line: string): Span[] {
  const spans: Span[] = [];
  for (const { segment, index } of piecesOf(line)) {
    const last = spans.at(-1);
    const goesOn = last && (ENDS_IN_ABBREVIATION.test(line.slice(Math.max(last.start, last.end - 24), last.end)) || /^[a-z]/.test(segment));
    if (goesOn) last.end = index + segment.length;
    else spans.push({ start: index, end: index + segment.length });
  }
  return spans;
}

/** The segmenter of some versions of ICU is slow on long lines of abbreviations: it is given pieces that end at a space. */
function* piecesOf(line: string): Generator<{ segment: string; index: number }> {
  for (let from = 0; from < line.length;) {
    const end = from + MOST_AT_ONCE >= line.length ? line.length : Math.max(line.lastIndexOf(". ", from + MOST_AT_ONCE) + 2, from + MOST_AT_ONCE / 2);
    for (const { segment, index } of SEGMENTER.segment(line.slice(from, end))) yield { segment, index: from + index };
    from = end;
  }
}

function sentenceAt(line: string, { start, end }: Span, from: number, boilerplate: boolean): Sentence {
  const raw = line.slice(start, end);
  const text = raw.trim();
  const lead = raw.length - raw.trimStart().length;
  return { start: from + start + lead, end: from + start + lead + text.length, text, boilerplate };
}
