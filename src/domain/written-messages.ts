import { LONGEST_LINE, MEDIA, MESSAGE_PARTS, messagePieces, type Medium, type MessagePart } from "../engine/questions/message.ts";
import type { Option, SpotQuestion } from "../engine/questions/question.ts";
import { MOST_LINES } from "../engine/questions/texts.ts";
import { say } from "../lib/messages.ts";
import type { Complaint } from "./written-questions.ts";

/** A message as it is typed: [[words in double brackets]] can be marked. An empty part is not there. */
export type WrittenMessage = { medium: string } & Record<MessagePart, string>;

export const NO_MESSAGE: WrittenMessage = { medium: "", from: "", to: "", subject: "", sent: "", address: "", body: "" };

const MARK = /\[\[([^[\]]+)\]\]/g;

/** The words that can be marked, in the order in which they are read. */
export function marksIn(message: WrittenMessage): string[] {
  return MESSAGE_PARTS.flatMap((part) => [...message[part].matchAll(MARK)].map(([, words]) => words!.replace(/\s+/g, " ").trim())).filter(Boolean);
}

export function complaintsAboutMessage(message: WrittenMessage): Complaint[] {
  const marks = marksIn(message);
  const odd = MESSAGE_PARTS.find((part) => /\[\[|\]\]|\{\{|\}\}/.test(message[part].replace(MARK, (whole, words: string) => (words.trim() ? words : whole))));
  const long = MESSAGE_PARTS.find((part) => message[part].length > (part === "body" ? 4000 : LONGEST_LINE));
  return [
    ...(isMedium(message.medium) ? [] : [{ field: "medium", words: say("editor.medium-missing") }]),
    ...(long ? [{ field: `message-${long}`, words: say("writing.too-long", { maximum: long === "body" ? 4000 : LONGEST_LINE, length: message[long].length }) }] : []),
    ...(odd ? [{ field: `message-${odd}`, words: say("editor.marks-odd") }] : []),
    ...(message.body === "" ? [{ field: "message-body", words: say("editor.body-missing") }] : []),
    ...(message.body !== "" && marks.length < 2 ? [{ field: "message-body", words: say("editor.few-marks") }] : []),
    ...(marks.length > MOST_LINES ? [{ field: "message-body", words: say("editor.many-marks", { maximum: MOST_LINES }) }] : []),
  ];
}

function isMedium(medium: string): medium is Medium {
  return (MEDIA as readonly string[]).includes(medium);
}

/** The engine's message: each mark becomes the id of the option in its place. */
export function messageOf(written: WrittenMessage, options: readonly Pick<Option, "id">[]): SpotQuestion["message"] {
  const ids = options.map(({ id }) => id);
  const withIds = (text: string) => text.replace(MARK, (whole, words: string) => (words.trim() ? `{{${ids.shift() ?? ""}}}` : whole));
  const parts = MESSAGE_PARTS.filter((part) => written[part] !== "").map((part) => [part, withIds(written[part])]);
  return { body: "", ...(Object.fromEntries(parts) as Partial<Record<MessagePart, string>>), medium: isMedium(written.medium) ? written.medium : "mail" };
}

/** The same as it was typed. */
export function typedMessage({ message, options }: Pick<SpotQuestion, "message" | "options">): WrittenMessage {
  const texts = new Map(options.map(({ id, text }) => [id, text]));
  const typed = (part: string) => messagePieces(part).map((piece) => ("id" in piece ? `[[${texts.get(piece.id) ?? ""}]]` : piece.text)).join("");
  return { ...NO_MESSAGE, ...Object.fromEntries(MESSAGE_PARTS.map((part) => [part, typed(message[part] ?? "")])), medium: message.medium };
}
