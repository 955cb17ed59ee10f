import { say, type Message } from "../../../../lib/messages.ts";
import { childOf, childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Item, TextFormat } from "../item.ts";
import { QuestionRefused } from "./refusal.ts";
import { makeShelf, type Shelf } from "./shelf.ts";
import { formatOf, isYes, numberIn, plainText, trimmed, valueOf, wordsOf } from "./texts.ts";

/** What all questions have. */
export type Common = Omit<Item, "type">;

/** A question of the file while it is read: its element, its files, the format of its text, and what is left out. */
export interface Reading { element: XmlElement; shelf: Shelf; format: TextFormat; dropped: Message[] }

const THIRD = 0.3333333;

export function beginReading(element: XmlElement): Reading {
  return { element, shelf: makeShelf(), format: formatOf(childOf(element, "questiontext"), "html"), dropped: [] };
}

/** Call it last: files and what is left out are known only then. */
export function commonOf(reading: Reading, category: string): Common {
  const { element, shelf, format, dropped } = reading;
  const name = nameOf(element);
  const text = questionText(reading);
  const generalFeedback = shelf.read(childOf(element, "generalfeedback"));
  const hints = childrenOf(element, "hint").map((hint) => shelf.read(childOf(hint, "hintcontent") ?? hint)).filter((hint) => hint !== "");
  noteDropped(reading);
  return {
    line: element.line, name, text, format, generalFeedback, hints, category, tags: tagsOf(element), idNumber: wordsOf(childOf(element, "idnumber")),
    defaultMark: Math.max(0, numberIn(valueOf(element, "defaultgrade", "1")) ?? 1), penalty: penaltyOf(element), files: shelf.files(), dropped,
  };
}

/** As Moodle keeps names: without tags, and not too long. */
export function nameOf(element: XmlElement): string {
  const name = childOf(element, "name");
  const words = plainText(name);
  if (name === undefined || (words === "" && childOf(name, "text") === undefined)) throw new QuestionRefused("moodle-xml.no-name", element);
  const bare = trimmed(words.replace(/<\/?[a-z!?][^<>]*>/gi, ""));
  return bare.length > 255 ? `${bare.slice(0, 254)}…` : bare;
}

/** Before Moodle 2, a question had one picture, and it stood below the text. */
function questionText({ element, shelf }: Reading): string {
  const text = shelf.read(childOf(element, "questiontext"));
  const [name, content] = [wordsOf(childOf(element, "image")), wordsOf(childOf(element, "image_base64"))];
  if (name === "" || content === "") return text;
  return `${text} <img src="@@PLUGINFILE@@/${shelf.add(name.replace(/[/\\"<>&]/g, "_"), content, element)}" />`;
}

function tagsOf(element: XmlElement): string[] {
  const groups = ["tags", "coursetags"].flatMap((group) => childrenOf(element, group).slice(0, 1));
  const tags = groups.flatMap((group) => childrenOf(group, "tag").map(plainText));
  return [...new Set(tags.filter((tag) => tag !== ""))];
}

/** Old files have it in per cent, and cut off after the second third. */
function penaltyOf(element: XmlElement): number {
  const said = numberIn(valueOf(element, "penalty", String(THIRD))) ?? THIRD;
  const share = said > 1 ? said / 100 : said;
  return Math.abs(share - THIRD) < 0.005 ? THIRD : Math.min(1, Math.max(0, share));
}

function noteDropped({ element, dropped }: Reading): void {
  if (isYes(valueOf(element, "hidden", "0"))) dropped.push(say("moodle-xml.dropped.hidden"));
  const numbering = valueOf(element, "answernumbering", "abc");
  if (!["", "abc", "none"].includes(numbering)) dropped.push(say("moodle-xml.dropped.numbering"));
  if (childOf(element, "questiontext")?.attributes.get("format") === "wiki_like") dropped.push(say("moodle-xml.dropped.wiki"));
}
