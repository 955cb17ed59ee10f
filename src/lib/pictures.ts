import { say, type Message, type Values } from "./messages.ts";
import { HEADERS, type Size } from "./picture-headers.ts";
import { inEnglish } from "./readers.ts";

export type PictureType = (typeof HEADERS)[number]["type"];
export interface Picture extends Size { type: PictureType; /** How its file's name should end, without the dot. */ ending: string }

/** Bytes of a file, pixels along a side, and millions of pixels in all. */
export interface PictureLimits { bytes: number; side: number; megapixels: number }
export const PICTURE_LIMITS: PictureLimits = { bytes: 2_000_000, side: 4_000, megapixels: 16 };

const ENDINGS: Record<PictureType, string> = { "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp" };
/** Every header that is read ends well before; in a JPEG, colour profiles and previews may stand in front of the size. */
const LOOKED_AT = 500_000;

/** Why bytes are no picture that is taken, in words for whoever brought them; its message is English, for logs and the command line. */
export class PictureError extends Error {
  override name = "PictureError";
  readonly words: Message;
  constructor(key: string, values: Values = {}) { super(inEnglish(key, values)); this.words = say(key, values); }
}

/**
 * What a picture is by its content, never by its name: PNG, JPEG, GIF or WebP, moving or not, and its size in pixels out of its header.
 * What follows the header is not looked at, so a picture may carry other things behind it: serve it as `type` and with `X-Content-Type-Options: nosniff`, and no browser takes it for a page.
 * @throws PictureError for anything else, SVG among it (it can carry scripts), for a header that is cut off or unclear, and for more than the limits.
 */
export function pictureOf(bytes: Uint8Array, limits = PICTURE_LIMITS): Picture {
  if (bytes.length > limits.bytes) throw new PictureError("pictures.too-heavy", { most: limits.bytes / 1_000_000 });
  const beginning = Buffer.from(bytes.subarray(0, 1_000)).toString("latin1");
  const header = HEADERS.find(({ begins }) => begins.test(beginning));
  if (header === undefined) throw new PictureError(/<svg[\s>]/i.test(beginning) ? "pictures.svg" : "pictures.none");
  const size = sizeBy(header.size, bytes);
  if (size === undefined || size.width < 1 || size.height < 1) throw new PictureError("pictures.damaged");
  if (Math.max(size.width, size.height) > limits.side) throw new PictureError("pictures.too-wide", { most: limits.side });
  if (size.width * size.height > limits.megapixels * 1_000_000) throw new PictureError("pictures.too-many-pixels", { most: limits.megapixels });
  return { type: header.type, ending: ENDINGS[header.type], ...size };
}

function sizeBy(read: (bytes: DataView) => Size | undefined, bytes: Uint8Array): Size | undefined {
  try {
    return read(new DataView(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, LOOKED_AT)));
  } catch {
    return undefined;
  }
}

const ENDS: Record<PictureType, (bytes: Buffer) => boolean> = {
  "image/png": (bytes) => bytes.includes("IEND", 33, "latin1"),
  "image/jpeg": (bytes) => bytes.lastIndexOf("\xff\xd9", undefined, "latin1") > 2,
  "image/gif": (bytes) => bytes.lastIndexOf(0x3b) > 12,
  "image/webp": (bytes) => bytes.length >= bytes.readUInt32LE(4) + 8,
};

/** Whether the end of a picture that is one by its header is missing, as when its way here was cut short. What stands behind the end does not count. */
export function isCutOff(bytes: Uint8Array, { type }: Pick<Picture, "type">): boolean {
  return !ENDS[type](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
