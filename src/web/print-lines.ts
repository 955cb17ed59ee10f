import { runsOf, type Run } from "./print-fonts.ts";

export type Measure = (run: Run, size: number) => number;
/** Lines that fit, each cut into runs, and the size in points at which they do. */
export interface SetText { size: number; lines: Run[][] }

/** Sets a text at the first of these sizes at which it takes no more than `most` lines, else at the last one, whatever it takes. */
export function setText(text: string, sizes: readonly number[], width: number, most: number, measure: Measure): SetText {
  for (const size of sizes) {
    const lines = linesOf(text, width, (part) => runsOf(part).reduce((sum, run) => sum + measure(run, size), 0));
    if (lines.length <= most || size === sizes.at(-1)) return { size, lines: lines.map(runsOf) };
  }
  throw new RangeError("Give at least one size.");
}

function linesOf(text: string, width: number, measure: (part: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[^\S\u00a0]+/).filter(Boolean).flatMap((word) => piecesOf(word, width, measure))) {
    if (line !== "" && measure(`${line} ${word}`) > width) [line] = [word, lines.push(line)] as [string, number];
    else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A word that is wider than the line is broken where it has to be. */
function piecesOf(word: string, width: number, measure: (part: string) => number): string[] {
  if (measure(word) <= width) return [word];
  const pieces = [""];
  for (const sign of word) {
    const longer = pieces.at(-1)! + sign;
    if (measure(longer) > width) pieces.push(sign); else pieces[pieces.length - 1] = longer;
  }
  return pieces;
}
