import { say } from "../../../lib/messages.ts";
import { plainTextOf } from "../rich-text.ts";
import type { WrittenFile } from "./gift-writing.ts";
import type { Item, TextFormat } from "./item.ts";

/** Items as an Aiken file: those with one right choice and up to 26 in all. Whatever else they say has no place there. */
export function writeAiken(items: readonly Item[]): WrittenFile {
  const file: WrittenFile = { text: "", refused: [], lost: [] };
  for (const [place, item] of items.entries()) {
    const text = textOf(item);
    if (text === undefined) file.refused.push({ place, reason: say("aiken.only-single") });
    else {
      file.text += text;
      if (item.generalFeedback !== "" || ("answers" in item && item.answers.some(({ feedback }) => feedback !== ""))) file.lost.push({ place, words: [say("aiken.no-feedback")] });
    }
  }
  return file;
}

function textOf(item: Item): string | undefined {
  const isSingle = item.type === "truefalse" || (item.type === "multichoice" && item.single && item.answers.every(({ fraction }) => fraction === 0 || fraction === 1));
  if (!isSingle || item.answers.length > 26 || item.answers.filter(({ fraction }) => fraction === 1).length !== 1) return undefined;
  const stem = onOneLine(item.text, item.format);
  const choices = item.answers.map(({ text, format }) => onOneLine(text, format));
  if (/^[A-Z][).]|^ANSWER:/.test(stem) || [stem, ...choices].some((line) => line === "")) return undefined;
  const letter = (place: number) => String.fromCharCode("A".charCodeAt(0) + place);
  return `${stem}\n${choices.map((choice, place) => `${letter(place)}) ${choice}\n`).join("")}ANSWER: ${letter(item.answers.findIndex(({ fraction }) => fraction === 1))}\n\n`;
}

function onOneLine(text: string, format: TextFormat): string {
  return plainTextOf(text, format).replace(/\s+/g, " ").trim();
}
