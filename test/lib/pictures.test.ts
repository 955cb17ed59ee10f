import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PictureError, pictureOf } from "../../src/lib/pictures.ts";
import { gifOf, jpegOf, pngOf, webpOf } from "../support/pictures.ts";

const refusalOf = (bytes: Uint8Array) => {
  try {
    return `taken as ${pictureOf(bytes).type}`;
  } catch (error) {
    return error instanceof PictureError ? error.words.key.replace("pictures.", "") : `thrown: ${String(error)}`;
  }
};
const made: [string, (width: number, height: number) => Buffer, string, string][] = [
  ["PNG", pngOf, "image/png", "png"], ["JPEG", jpegOf, "image/jpeg", "jpg"], ["baseline JPEG", (width, height) => jpegOf(width, height, 0xc0), "image/jpeg", "jpg"],
  ["GIF", gifOf, "image/gif", "gif"], ["old GIF", (width, height) => gifOf(width, height, "87a"), "image/gif", "gif"],
  ...(["VP8 ", "VP8L", "VP8X"] as const).map((kind): (typeof made)[number] => [`WebP ${kind}`, (width, height) => webpOf(kind, width, height), "image/webp", "webp"]),
];

describe("looking at a picture", () => {
  test.each(made)("finds what a %s is, and its size", (_kind, make, type, ending) => {
    expect(pictureOf(make(640, 481))).toEqual({ type, ending, width: 640, height: 481 });
    expect(pictureOf(make(1, 4000))).toMatchObject({ width: 1, height: 4000 });
    expect(refusalOf(make(4001, 1))).toBe("too-wide");
    expect(refusalOf(make(1, 4001))).toBe("too-wide");
  });

  test.each(made)("refuses a %s whose header is cut off anywhere", (_kind, make) => {
    const whole = make(10, 10);
    const least = whole.findIndex((_byte, length) => refusalOf(whole.subarray(0, length)).startsWith("taken"));
    const until = least < 0 ? whole.length : least;
    expect(until).toBeGreaterThan(9);
    expect(new Set(Array.from({ length: until }, (_none, length) => refusalOf(whole.subarray(0, length))))).toEqual(new Set(["none", "damaged"]));
  });

  test("takes a picture for what it begins with, whatever follows it", () => {
    expect(refusalOf(Buffer.concat([gifOf(1, 1), Buffer.from("<script>alert(1)</script>")]))).toBe("taken as image/gif");
  });

  test.each<[string, Uint8Array, string]>([
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "svg"],
    ["an SVG behind a declaration", Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- a -->\n<SVG\n/>'), "svg"],
    ["a page", Buffer.from("<!doctype html><p>GIF89a"), "none"],
    ["a bitmap of Windows", Buffer.from("BM......"), "none"],
    ["nothing", Buffer.from(""), "none"],
    ["a picture without height", pngOf(10, 0), "damaged"],
    ["a JPEG whose height comes later", jpegOf(10, 0), "damaged"],
    ["a JPEG without a frame", jpegOf(10, 10, 0xda), "damaged"],
    ["more than two megabytes", Buffer.concat([pngOf(10, 10), Buffer.alloc(2_000_000)]), "too-heavy"],
  ])("refuses %s", (_what, bytes, reason) => {
    expect(refusalOf(bytes)).toBe(reason);
  });

  test("refuses more pixels than anybody needs, where the sides alone would do", () => {
    expect(() => pictureOf(pngOf(4000, 4000), { bytes: 1000, side: 4000, megapixels: 15 })).toThrow("A picture may have at most 15 million pixels.");
  });

  test("finds a size within the limits or refuses, whatever the bytes", () => {
    const begins = fc.constantFrom(...made.map(([, make]) => make(20, 20)), Buffer.alloc(0));
    fc.assert(fc.property(begins, fc.nat(40), fc.uint8Array({ maxLength: 80 }), (begin, kept, rest) => {
      const bytes = Buffer.concat([begin.subarray(0, kept), rest]);
      const found = refusalOf(bytes);
      expect(found).not.toMatch(/^thrown/);
      if (found.startsWith("taken")) expect(Object.values(pictureOf(bytes)).filter((value) => typeof value === "number").every((side) => side >= 1 && side <= 4000)).toBe(true);
    }), { numRuns: 500 });
  });
});
