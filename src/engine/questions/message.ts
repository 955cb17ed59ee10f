import { z } from "zod";
import { LONGEST, text } from "./texts.ts";

/** What a message came as. */
export const MEDIA = ["mail", "sms", "chat", "web"] as const;
export type Medium = (typeof MEDIA)[number];

/** The parts of a message in the order in which they are read. */
export const MESSAGE_PARTS = ["from", "to", "subject", "sent", "address", "body"] as const;
export type MessagePart = (typeof MESSAGE_PARTS)[number];

/** Of a line above the message, in characters. */
export const LONGEST_LINE = 300;
const line = text(LONGEST_LINE).optional();

/** The texts of a message. `{{a}}` stands where the option with the id a is to be read: that is a region that can be marked. */
export const messageTexts = { from: line, to: line, subject: line, sent: line, address: line, body: text(LONGEST.stem) };
export const messageSchema = z.object({ medium: z.enum(MEDIA), ...messageTexts });
export type Message = z.infer<typeof messageSchema>;

/** Words of a message, or the id of the option that stands there. */
export type MessagePiece = { text: string } | { id: string };

const REGION = /\{\{([^{}]{1,20})\}\}/;

/** A part of a message cut at its regions. */
export function messagePieces(part: string): MessagePiece[] {
  return part.split(REGION).map((piece, place) => (place % 2 === 1 ? { id: piece } : { text: piece })).filter((piece) => !("text" in piece) || piece.text !== "");
}

/** The ids of the regions in the order in which they are read. */
export function regionsOf(message: { [Part in MessagePart]?: string | undefined }): string[] {
  return MESSAGE_PARTS.flatMap((part) => messagePieces(message[part] ?? "").flatMap((piece) => ("id" in piece ? [piece.id] : [])));
}

/** The message as words alone, a part a line, with the text of each region where it stands. */
export function messageInWords(message: Message, options: readonly { id: string; text: string }[]): string {
  const words = new Map(options.map(({ id, text: region }) => [id, region]));
  const partIn = (part: string) => messagePieces(part).map((piece) => ("id" in piece ? words.get(piece.id) ?? "" : piece.text)).join("");
  return MESSAGE_PARTS.flatMap((part) => (message[part] ? [partIn(message[part])] : [])).join("\n");
}
