import type { CandidateState } from "../../storage/tables.ts";

/** A piece of a paragraph; the candidates that were found in it, by their numbers. */
export interface Piece { text: string; numbers: { number: number; state: CandidateState }[] }
export type Paragraph = Piece[];
interface Found { start: number; end: number; number: number; state: CandidateState }

/** The article in paragraphs, with the words that say something marked. Quotations that overlap become one mark. */
export function paragraphsOf(text: string, found: readonly Found[]): Paragraph[] {
  const paragraphs: Paragraph[] = [[]];
  let at = 0;
  for (const { start, end, numbers } of merged(found)) {
    addPlain(paragraphs, text.slice(at, start));
    paragraphs.at(-1)!.push({ text: text.slice(start, end), numbers });
    at = end;
  }
  addPlain(paragraphs, text.slice(at));
  return paragraphs.filter((pieces) => pieces.some((piece) => piece.text.trim() !== ""));
}

function addPlain(paragraphs: Paragraph[], text: string): void {
  for (const [index, line] of text.split("\n").entries()) {
    if (index > 0) paragraphs.push([]);
    if (line !== "") paragraphs.at(-1)!.push({ text: line, numbers: [] });
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
