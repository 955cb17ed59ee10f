import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { charactersOf } from "../lib/character-map.ts";
import { trueTypeOf } from "../lib/woff.ts";

/** One part of the serif typeface, as its package cuts it by alphabets. */
export interface PrintFont { name: string; bytes: Buffer; characters: ReadonlySet<number> }
/** A stretch of text that one font can show. */
export interface Run { font: PrintFont; text: string }

const PACKAGE = "@fontsource/source-serif-4";
const ALPHABETS = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext"];

let fonts: PrintFont[] | undefined;

/** The fonts of documents, most used first; unpacked when the first document is made. */
export function printFonts(): readonly PrintFont[] {
  fonts ??= ALPHABETS.map((alphabet) => {
    const folder = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
    const bytes = trueTypeOf(readFileSync(join(folder, "files", `source-serif-4-${alphabet}-400-normal.woff`)));
    return { name: alphabet, bytes, characters: charactersOf(bytes) };
  });
  return fonts;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Cuts a text into stretches by font. What no font has stays with the first, which draws an empty box for it. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const font = fontFor(segment);
    const last = runs.at(-1);
    if (last?.font === font) last.text += segment; else runs.push({ font, text: segment });
  }
  return runs;
}

/** Whether every sign of the text can be printed. */
export function isPrintable(text: string): boolean {
  return [...graphemes.segment(text)].every(({ segment }) => printFonts().some((font) => has(font, segment)));
}

function fontFor(segment: string): PrintFont {
  return printFonts().find((font) => has(font, segment)) ?? printFonts()[0]!;
}

function has({ characters }: PrintFont, segment: string): boolean {
  return [...segment].every((sign) => characters.has(sign.codePointAt(0)!));
}
