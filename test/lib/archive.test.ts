import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARCHIVE_LIMITS, readArchive } from "../../src/lib/archive.ts";
import { ArchiveError } from "../../src/lib/archive-error.ts";
import { faultOfPath, plainPath } from "../../src/lib/archive-paths.ts";
import { writeArchive } from "../../src/lib/archive-writing.ts";
import { rawZip, type RawEntry } from "../support/raw-zip.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const textsOf = (files: ReadonlyMap<string, Uint8Array>) => Object.fromEntries([...files].map(([path, content]) => [path, new TextDecoder().decode(content)]));
const reasonOf = (read: Promise<unknown>) => read.then(() => "none", (error: unknown) => (error instanceof ArchiveError ? error.words.key.replace("archives.", "") : `thrown: ${String(error)}`));
const LINK = 0o120777 << 16;
const FIFO = 0o010644 << 16;

describe("reading an archive", () => {
  test("gives its files by their paths, packed or stored, without its folders", async () => {
    const entries = [{ name: "./", method: 0 }, { name: "items/", method: 0 }, { name: "items/one.xml", content: "<a/>" }, { name: "./b//ü.txt", content: "two", method: 0 }, { name: Buffer.from([0x81]), content: "old DOS" }];
    expect(textsOf(await readArchive(rawZip(entries)))).toEqual({ "items/one.xml": "<a/>", "b/ü.txt": "two", "ü": "old DOS" });
    expect([...await readArchive(rawZip([]))]).toEqual([]);
  });

  test("takes a short file of one repeated line, which packs well", async () => {
    const content = "<item/>\n".repeat(100_000);
    expect(textsOf(await readArchive(rawZip([{ name: "a", content }])))).toEqual({ a: content });
  });

  test.each<[string, RawEntry]>([
    ["path-escape", { name: "../../evil.txt" }], ["path-escape", { name: "a/../../b" }],
    ["path-absolute", { name: "/etc/evil.txt" }], ["path-absolute", { name: "C:evil.txt" }], ["path-absolute", { name: "z:/evil.txt" }],
    ["path-backslash", { name: "..\\evil.txt" }], ["path-backslash", { name: "a\\b.txt" }],
    ["path-unclear", { name: "a\u0000.txt" }], ["path-unclear", { name: "" }], ["path-unclear", { name: "././" }],
    ["link", { name: "link", content: "/etc/passwd", attributes: LINK }], ["link", { name: "pipe", attributes: FIFO }],
    ["encrypted", { name: "a", flags: 1 }],
    ["method", { name: "a", method: 12 }], ["method", { name: "a", method: 99 }],
    ["file-damaged", { name: "a", content: "x".repeat(100_000), claimed: 10 }], ["file-damaged", { name: "a", content: "x", claimed: 1000 }],
    ["file-damaged", { name: "a", content: "x", checksum: 1 }], ["damaged", { name: "a", content: "x", method: 0, claimed: 2 }],
    ["file-too-large", { name: "a", content: "x", claimed: ARCHIVE_LIMITS.fileBytes + 1 }],
    ["too-dense", { name: "a", content: "x".repeat(1_000_001) }],
  ])("is refused: %s", async (reason, entry) => {
    expect(await reasonOf(readArchive(rawZip([{ name: "good.txt", content: "good" }, entry])))).toBe(reason);
  });

  test("is refused for a name that comes twice, however it is written", async () => {
    expect(await reasonOf(readArchive(rawZip([{ name: "a/b" }, { name: "./a//b" }])))).toBe("twice");
  });

  test("is refused for too many files before any of them is looked at, and for too much of all together", async () => {
    expect(await reasonOf(readArchive(rawZip([{ name: "a" }], ARCHIVE_LIMITS.entries + 1)))).toBe("too-many");
    const large = ["a", "b", "c"].map((name) => ({ name, claimed: ARCHIVE_LIMITS.fileBytes }));
    expect(await reasonOf(readArchive(rawZip(large)))).toBe("too-large");
  });

  test("is refused, in words, wherever it is cut off or is none at all", async () => {
    const whole = rawZip([{ name: "a", content: "Hello" }]);
    expect(new Set(await Promise.all(Array.from(whole, (_, length) => reasonOf(readArchive(whole.subarray(0, length))))))).toEqual(new Set(["damaged"]));
    expect(await reasonOf(readArchive(bytes("GIF89a")))).toBe("damaged");
    await expect(readArchive(bytes("GIF89a"))).rejects.toThrow("This is no ZIP archive, or a damaged one.");
  });

  test("never does anything but read or refuse, whatever bits are turned over", async () => {
    const whole = rawZip([{ name: "a.xml", content: "Hello, hello, hello" }, { name: "b/c.png", content: "stored", method: 0 }]);
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }), async (changes) => {
      const changed = Buffer.from(whole);
      for (const [place, value] of changes) changed[place] = value;
      expect(await reasonOf(readArchive(changed))).not.toMatch(/^thrown/);
    }), { numRuns: 300 });
  });
});

describe("writing an archive", () => {
  const path = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }).filter((name) => faultOfPath(name) === undefined && plainPath(name) === name && name !== "__proto__" && !/\p{Cs}|\ufffd/u.test(name));
  const files = fc.dictionary(path, fc.uint8Array({ maxLength: 300 })).map((made) => new Map(Object.entries(made)));

  test("gives what reads back as the same files, and the same bytes in whatever order they come", async () => {
    await fc.assert(fc.asyncProperty(files, async (made) => {
      const written = writeArchive(made);
      expect(await readArchive(written)).toEqual(made);
      expect(writeArchive(new Map([...made].reverse()))).toEqual(written);
    }), { numRuns: 100 });
  });

  test.each(["../a", "/a", "a//b", "a\\b", "", "__proto__"])("refuses the path %j, which would not be read again", (odd) => {
    expect(() => writeArchive(new Map([[odd, bytes("x")]]))).toThrow(RangeError);
  });
});
