import { say } from "../../../lib/messages.ts";
import type { FileError, Item } from "./item.ts";
import { element, file, formatNamed, isWritable, text, word, type Lines } from "./moodle-xml/tags.ts";
import { linesOfType } from "./moodle-xml/writing-types.ts";

/** A file for Moodle, and what could not go into it as it is. */
export interface MoodleXml { xml: string; errors: readonly FileError[] }

/**
 * Writes items as Moodle writes its questions ("Moodle XML format"), the same text for the same items. `readMoodleXml` gives the same items back, but for blanks at the ends of texts.
 * Control characters, which XML cannot hold, are left out; `errors` names each question that had some.
 */
export function writeMoodleXml(items: readonly Item[]): MoodleXml {
  const lines = items.flatMap((item, place) => [...(item.category === (items[place - 1]?.category ?? "") ? [] : category(item.category)), ...question(item), ""]);
  const errors = items.filter((item) => !isWritable(everyTextOf(item))).map(({ line, name }) => ({ line, name, reason: say("moodle-xml.control-characters") }));
  return { xml: ['<?xml version="1.0" encoding="UTF-8"?>', ...element("quiz", lines), ""].join("\n"), errors };
}

function category(path: string): Lines {
  return element("question", element("category", text(path === "" ? "$course$/top" : `$course$/top/${path}`)), { type: "category" });
}

function question(item: Item): Lines {
  const { files, format } = item;
  const formatted = formatNamed(format);
  const [feedback, own] = [element("generalfeedback", text(item.generalFeedback, files), formatted), linesOfType(item)];
  const hints = item.hints.flatMap((hint) => element("hint", text(hint, files), formatted));
  const shown = new Set([...text(item.text, files), ...feedback, ...own, ...hints].map((line) => line.trimStart()));
  return element("question", [
    ...element("name", text(item.name)),
    ...element("questiontext", [...text(item.text, files), ...files.flatMap(file).filter((line) => !shown.has(line))], formatted),
    ...feedback, ...word("defaultgrade", item.defaultMark), ...word("penalty", item.penalty), ...word("hidden", 0), ...word("idnumber", item.idNumber), ...own, ...hints,
    ...(item.tags.length === 0 ? [] : element("tags", item.tags.flatMap((tag) => element("tag", text(tag))))),
  ], { type: item.type === "match" ? "matching" : item.type });
}

/** All that somebody reads in it; what is dropped was never written. */
function everyTextOf({ dropped: _dropped, files: _files, ...item }: Item): string {
  const texts: string[] = [];
  JSON.stringify(item, (_key, value: unknown) => { if (typeof value === "string") texts.push(value); return value; });
  return texts.join("\n");
}
