import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeText, DecodingError } from "../../src/lib/decoding.ts";

const TEXT = "Grüße, 日本, 🐟";
const utf16 = (text: string, mark: string) => Buffer.from(mark + text, "utf16le");
const latin = (text: string) => Buffer.from(text, "latin1");
const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`;

describe("decoding a text", () => {
  test.each<[string, Buffer, string]>([
    ["UTF-8", Buffer.from(TEXT), TEXT],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${TEXT}`), TEXT],
    ["UTF-16 with a mark", utf16(TEXT, "\ufeff"), TEXT],
    ["UTF-16 the other way round with a mark", utf16(TEXT, "\ufeff").swap16(), TEXT],
    ["UTF-16 that begins with a letter of ASCII", utf16(`<a>${TEXT}`, ""), `<a>${TEXT}`],
    ["UTF-16 the other way round that begins with one", utf16(`<a>${TEXT}`, "").swap16(), `<a>${TEXT}`],
    ["a declared ISO-8859-1", latin(`${declared("ISO-8859-1")}Grüße`), `${declared("ISO-8859-1")}Grüße`],
    ["a declared windows-1252", latin(`${declared("windows-1252")}\x80`), `${declared("windows-1252")}€`],
    ["an ISO-8859-15 declared in single quotation marks", latin("<?xml version='1.0' encoding='iso-8859-15'?>\xa4"), "<?xml version='1.0' encoding='iso-8859-15'?>€"],
    ["UTF-8 that calls itself UTF-16", Buffer.from(`${declared("utf-16")}${TEXT}`), `${declared("utf-16")}${TEXT}`],
    ["UTF-16 that calls itself UTF-8", utf16(`${declared("utf-8")}${TEXT}`, "\ufeff"), `${declared("utf-8")}${TEXT}`],
    ["nothing", Buffer.from(""), ""],
  ])("reads %s", (_what, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });

  test.each<[string, Buffer, string]>([
    ["letters of ISO-8859-1 without a declaration", latin("Grüße"), "The file is no UTF-8 text. Save it as UTF-8 and try again (in Excel: “CSV UTF-8”)."],
    ["half a letter of UTF-16", Buffer.from("\ufeffab", "utf16le").subarray(0, 5), "The file is no UTF-16LE text. Save it as UTF-8 and try again (in Excel: “CSV UTF-8”)."],
    ["an encoding that nobody knows", latin(declared("klingon-1")), "The file says that it is written in “klingon-1”, which is not known here. Save it as UTF-8 and try again."],
  ])("refuses %s", (_what, bytes, message) => {
    expect(() => decodeText(bytes)).toThrow(message);
  });

  test("gives text or refuses it, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        expect(typeof decodeText(bytes)).toBe("string");
      } catch (error) {
        expect(error).toBeInstanceOf(DecodingError);
      }
    }));
  });

  test("loses no letter of what was written in UTF-8 or UTF-16", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(decodeText(utf16(text, "\ufeff"))).toBe(text);
      expect(decodeText(Buffer.from(`\ufeff${text}`))).toBe(text);
    }));
  });
});
