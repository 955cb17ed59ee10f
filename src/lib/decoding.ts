import { say, type Message, type Values } from "./messages.ts";
import { inEnglish } from "./readers.ts";

/** Why bytes are no text, in words for whoever brought them; its message is English, for logs and the command line. */
export class DecodingError extends Error {
  override name = "DecodingError";
  readonly words: Message;
  constructor(key: string, values: Values) { super(inEnglish(key, values)); this.words = say(key, values); }
}

/** Node reads windows-1252 as if it were ISO-8859-1, so its signs from 0x80 to 0x9f are put right here. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const C1 = /[\u0080-\u009f]/g;

/**
 * The text of a file, without a byte order mark: UTF-8, UTF-16 (by its mark, or by the zeros beside its first letter), or what an XML declaration names
 * (the labels of the WHATWG Encoding Standard, so ISO-8859-1 is read as windows-1252). Nothing is guessed: a wrong guess would change what people wrote.
 * @throws DecodingError when the bytes are not in that encoding, or nobody knows it
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = markedEncoding(bytes) ?? wideEncoding(bytes) ?? declaredEncoding(bytes) ?? "utf-8";
  const decoder = decoderFor(encoding);
  try {
    const text = decoder.decode(bytes);
    return decoder.encoding === "windows-1252" ? text.replace(C1, (sign) => WINDOWS_1252[sign.charCodeAt(0) - 0x80]!) : text;
  } catch {
    throw new DecodingError("decoding.not-in-it", { encoding: encoding.toUpperCase() });
  }
}

/** The encoding that a byte order mark shows. */
export function markedEncoding([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xef && second === 0xbb && third === 0xbf ? "utf-8" : undefined;
}

function wideEncoding([first, second]: Uint8Array): string | undefined {
  if (first === undefined || second === undefined || (first === 0) === (second === 0)) return undefined;
  return second === 0 ? "utf-16le" : "utf-16be";
}

/** A declaration that can be read byte by byte is no UTF-16, whatever it says: programs that write from memory often leave that in. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const declared = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(beginning)?.[1]?.toLowerCase();
  return declared === undefined || /^utf-?16/.test(declared) ? undefined : declared;
}

function decoderFor(encoding: string): { encoding: string; decode: (bytes: Uint8Array) => string } {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new DecodingError("decoding.unknown", { encoding });
  }
}
