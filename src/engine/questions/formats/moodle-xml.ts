import { decodeText, DecodingError } from "../../../lib/decoding.ts";
import { say, type Message } from "../../../lib/messages.ts";
import { childOf, childrenOf, readXml, textOf, XmlError, type XmlElement } from "../../../lib/xml.ts";
import type { FileContent, FileError, Item } from "./item.ts";
import { categoryOf, isDescribed } from "./moodle-xml/categories.ts";
import { readMultichoice, readShortAnswer, readTrueFalse } from "./moodle-xml/choices.ts";
import { readMatch, readOrdering } from "./moodle-xml/lists.ts";
import { readNumerical } from "./moodle-xml/numbers.ts";
import { beginReading, type Reading } from "./moodle-xml/question.ts";
import { QuestionRefused } from "./moodle-xml/refusal.ts";

const READERS: ReadonlyMap<string, (reading: Reading, category: string) => Item> = new Map([
  ["multichoice", readMultichoice], ["truefalse", readTrueFalse], ["shortanswer", readShortAnswer], ["numerical", readNumerical],
  ["matching", readMatch], ["match", readMatch], ["ordering", readOrdering],
]);

/** What stands in a backup, which holds a whole course in many files. */
const OF_BACKUPS = new Set(["moodle_backup", "question_categories", "MOODLE_BACKUP"]);

/**
 * Reads a file of questions that Moodle wrote ("Moodle XML format" of its question bank), as Moodle 4 reads it: https://docs.moodle.org/en/Moodle_XML_format.
 * Every question is an item or an error with its line; a type that no item can hold is refused by its name. Where the XML is broken, nothing is read.
 */
export function readMoodleXml(bytes: Uint8Array): FileContent {
  if (isPacked(bytes)) return nothing(0, say("moodle-xml.backup"));
  try {
    return questionsIn(readXml(declaredFirst(decodeText(bytes))));
  } catch (error) {
    if (error instanceof XmlError) return nothing(error.line, error.words);
    if (error instanceof DecodingError) return nothing(0, error.words);
    throw error;
  }
}

/** Moodle forgives blank lines above the XML declaration; they go below it, so that lines keep their numbers. */
function declaredFirst(text: string): string {
  return text.replace(/^(\s+)(<\?xml[^>]*\?>)/, "$2$1");
}

/** A backup (.mbz) is a ZIP archive, or a gzipped one of tar. */
function isPacked([first, second]: Uint8Array): boolean {
  return (first === 0x50 && second === 0x4b) || (first === 0x1f && second === 0x8b);
}

function nothing(line: number, reason: Message): FileContent {
  return { items: [], errors: [{ line, reason }] };
}

function questionsIn(root: XmlElement): FileContent {
  if (OF_BACKUPS.has(root.name)) return nothing(root.line, say("moodle-xml.backup"));
  if (root.name !== "quiz") return nothing(root.line, say("moodle-xml.no-quiz", { root: root.name.slice(0, 40) }));
  const [items, errors]: [Item[], FileError[]] = [[], []];
  let [category, isNew] = ["", false];
  for (const element of childrenOf(root, "question")) {
    try {
      if (element.attributes.get("type") === "category") {
        [category, isNew] = [categoryOf(element), isDescribed(element)];
        continue;
      }
      const item = readQuestion(element, category);
      items.push(isNew ? { ...item, dropped: [...item.dropped, say("moodle-xml.dropped.description", { category })] } : item);
      isNew = false;
    } catch (error) {
      if (!(error instanceof QuestionRefused)) throw error;
      errors.push({ line: error.line, reason: error.reason, ...named(element) });
    }
  }
  return items.length + errors.length > 0 ? { items, errors } : nothing(root.line, say("moodle-xml.no-questions"));
}

function readQuestion(element: XmlElement, category: string): Item {
  const type = element.attributes.get("type")?.trim() ?? "";
  const read = READERS.get(type);
  if (read === undefined) throw new QuestionRefused(type === "" ? "moodle-xml.no-type" : "moodle-xml.type", element, { type: type.slice(0, 40) });
  return read(beginReading(element), category);
}

function named(element: XmlElement): { name?: string } {
  const name = textOf(childOf(element, "name")).trim().slice(0, 255);
  return name === "" ? {} : { name };
}
