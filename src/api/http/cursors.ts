import { createHmac, timingSafeEqual } from "node:crypto";

/** Where the next page of a list begins: after the row with this id, and of which list that is said. */
export interface Place { list: string; after: number }

/** A text that only this installation can make, and that leads on in this list alone (RFC 8288 next links carry it). */
export function cursorOf({ list, after }: Place, secret: string): string {
  return `${after.toString(36)}.${signatureOf({ list, after }, secret)}`;
}

/** The id after which the page begins; undefined for a cursor of another list, another filter or another installation. */
export function afterIn(cursor: string, list: string, secret: string): number | undefined {
  const [, place = "", signature = ""] = /^([0-9a-z]{1,8})\.([\w-]{22})$/.exec(cursor) ?? [];
  const after = parseInt(place, 36);
  if (!Number.isSafeInteger(after)) return undefined;
  return timingSafeEqual(Buffer.from(signatureOf({ list, after }, secret)), Buffer.from(signature)) ? after : undefined;
}

function signatureOf({ list, after }: Place, secret: string): string {
  return createHmac("sha256", secret).update(`cursor of the api\n${list}\n${after}`).digest("base64url").slice(0, 22);
}
