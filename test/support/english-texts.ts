import { readCatalogue, type Catalogue } from "../../src/lib/catalogues.ts";

const textsOf = (catalogue: Catalogue): string[] => Object.values(catalogue).flatMap((text) => (typeof text === "string" ? [text] : textsOf(text)));
const piecesOf = (text: string) => text.split(/\{\{.*?\}\}|<\/?[a-z]+>/).map((piece) => piece.replace(/^[\W_]+|[\W_]+$/gu, "")).filter((piece) => piece.length > 3);

/** What the English catalogue says and the German one does not, by its first word: thousands of pieces are looked for on hundreds of pages. */
function piecesByFirstWord(): Map<string, string[]> {
  const german = textsOf(readCatalogue("de")).join("\n");
  const pieces = new Map<string, string[]>();
  for (const piece of new Set(textsOf(readCatalogue("en")).flatMap(piecesOf))) {
    const first = /[\p{L}-]+/u.exec(piece)?.[0];
    if (first !== undefined && piece.startsWith(first) && !standsIn(german, piece)) pieces.set(first, [...(pieces.get(first) ?? []), piece]);
  }
  return pieces;
}

function standsIn(text: string, piece: string): boolean {
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) if (isWhole(text, at, piece)) return true;
  return false;
}

function isWhole(text: string, at: number, piece: string): boolean {
  return !/[\p{L}-]$/u.test(text.slice(Math.max(0, at - 2), at)) && !/^[\p{L}-]/u.test(text.slice(at + piece.length, at + piece.length + 2));
}

const english = piecesByFirstWord();
export const ENGLISH_PIECES = [...english.values()].flat().length;

/** Whether a text that a page says has words of the English interface in it. */
export function isEnglish(said: string): boolean {
  return [...said.matchAll(/[\p{L}-]+/gu)].some(({ 0: word, index }) => (english.get(word) ?? []).some((piece) => said.startsWith(piece, index) && isWhole(said, index, piece)));
}
