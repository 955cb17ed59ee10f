import { say, type Message } from "../lib/messages.ts";

/** The complaint about a text that is missing or too long. */
export function lengthOf(field: string, text: string, most: number, missing: Message): { field: string; words: Message }[] {
  if (text === "") return [{ field, words: missing }];
  return text.length > most ? [{ field, words: say("writing.too-long", { maximum: most, length: text.length }) }] : [];
}
