import type { Span } from "../../engine/extraction/normalise.ts";
import type { CandidateState } from "../../storage/tables.ts";

/** A piece of a paragraph and its place in the article; the candidates that were found in it, by their numbers, and the sentences that end with it. */
export interface Piece { text: string; at: number; numbers: { number: number; state: CandidateState }[]; ends: number[] }
export type Paragraph = Piece[];
/** A text of more sentences or lines than articles have is not cut at them: the page would be many times as long as the text. */
const MOST_CUTS = 2_000;
/** Where paragraphs and pieces end: no article has a zero byte. */
interface Cuts { sentences: readonly Span[]; line: string }
interface Found { start: number; end: number; number: number; state: CandidateState }

/** The article in paragraphs, with the words that say something marked. Quotations that overlap become one mark. */
export function paragraphsOf(text: string, found: readonly Found[], all: readonly Span[]): Paragraph[] {
  const isCut = all.length <= MOST_CUTS && text.split("\n").length <= MOST_CUTS;
  const cuts: Cuts = isCut ? { sentences: all, line: "\n" } : { sentences: [], line: "\0" };
  const paragraphs: Paragraph[] = [[]];
  let at = 0;
  for (const { start, end, numbers } of merged(found)) {
    addPlain(paragraphs, text, { start: at, end: start }, cuts);
    paragraphs.at(-1)!.push({ text: text.slice(start, end), at: start, numbers, ends: endingIn(cuts, { start, end }) });
    at = end;
  }
  addPlain(paragraphs, text, { start: at, end: text.length }, cuts);
  return paragraphs.filter((pieces) => pieces.some((piece) => piece.text.trim() !== ""));
}

function endingIn({ sentences }: Cuts, { start, end }: Span): number[] {
  return sentences.flatMap((sentence, number) => (sentence.end > start && sentence.end <= end ? [number] : []));
}

/** Words without a mark, cut where lines and sentences end. */
function addPlain(paragraphs: Paragraph[], text: string, { start, end }: Span, cuts: Cuts): void {
  let at = start;
  for (const number of endingIn(cuts, { start, end })) {
    addLines(paragraphs, text, { start: at, end: cuts.sentences[number]!.end }, cuts);
    paragraphs.at(-1)!.at(-1)?.ends.push(number);
    at = cuts.sentences[number]!.end;
  }
  addLines(paragraphs, text, { start: at, end }, cuts);
}

function addLines(paragraphs: Paragraph[], text: string, { start, end }: Span, cuts: Cuts): void {
  let at = start;
  for (const [index, line] of text.slice(start, end).split(cuts.line).entries()) {
    if (index > 0) paragraphs.push([]);
    if (line !== "") paragraphs.at(-1)!.push({ text: line, at, numbers: [], ends: [] });
    at += line.length + 1;
  }
}

function merged(found: readonly Found[]): { start: number; end: number; numbers: Piece["numbers"] }[] {
  const marks: { start: number; end: number; numbers: Piece["numbers"] }[] = [];
  for (const { start, end, number, state } of [...found].sort((a, b) => a.start - b.start || a.number - b.number)) {
    const last = marks.at(-1);
    if (last && start < last.end) Object.assign(last, { end: Math.max(last.end, end), numbers: [...last.numbers, { number, state }] });
    else marks.push({ start, end, numbers: [{ number, state }] });
  }
  return marks;
}
