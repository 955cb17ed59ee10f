import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAiken } from "../../../../src/engine/questions/formats/aiken.ts";
import { readGift } from "../../../../src/engine/questions/formats/gift.ts";
import { formatFor } from "../../../../src/engine/questions/formats/reading.ts";
import { AIKEN_FILES, GIFT_FILES } from "../../../fixtures/questions/expected.ts";
import { brief } from "../../../support/items.ts";

const FOLDER = "test/fixtures/questions";
const bytesOf = (file: string) => new Uint8Array(readFileSync(`${FOLDER}/${file}`));

describe("reading GIFT", () => {
  test.each(Object.entries(GIFT_FILES))("takes from %s what Moodle takes", (file, [items, errors]) => {
    const read = readGift(bytesOf(`gift/${file}`));
    expect(read.items.map(brief)).toEqual(items);
    expect(read.errors.map(({ line, reason }) => `${line} ${reason.key}`)).toEqual(errors);
  });

  test("knows every file of the samples but the one in no encoding that shows", () => {
    expect(readdirSync(`${FOLDER}/gift`).filter((file) => !(file in GIFT_FILES))).toEqual(["latin-1.gift"]);
    expect(() => readGift(bytesOf("gift/latin-1.gift"))).toThrow("UTF-8");
  });

  test("keeps the labels of comments and the path of categories", () => {
    expect(readGift(bytesOf("gift/comments.gift")).items[0]).toMatchObject({ line: 5, idNumber: "p-1", tags: ["ports", "with ] bracket"] });
    expect(readGift(bytesOf("gift/categories.gift")).items.map(({ category }) => category)).toEqual(["Networks/Ports", "Mail"]);
  });

  test("drops nothing in silence: every block is an item or an error, and nothing is thrown", () => {
    const part = fc.constantFrom("::a::", "text", "{", "}", "=a", "~b", "#", "->", "%50%", "\\", "\n", "T", "..", ":", "[html]", "//", "$CATEGORY:");
    fc.assert(fc.property(fc.array(fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => `x${parts.join("").replace(/\n+/g, "\n").replace(/\s+$/, "")}`), { minLength: 1, maxLength: 4 }), (blocks) => {
      const { items, errors } = readGift(new TextEncoder().encode(blocks.join("\n\n")));
      expect(items.length + errors.length).toBeGreaterThan(0);
      for (const { line } of [...items, ...errors]) expect(line).toBeGreaterThan(0);
    }));
  });
});

describe("reading Aiken", () => {
  test.each(Object.entries(AIKEN_FILES))("takes from %s what Moodle takes", (file, [items, errors]) => {
    const read = readAiken(bytesOf(`aiken/${file}`));
    expect(read.items.map(brief)).toEqual(items);
    expect(read.errors.map(({ line, reason }) => `${line} ${reason.key}`)).toEqual(errors);
  });
});

describe("the format of a file", () => {
  test("is told by what is in it", () => {
    for (const file of readdirSync(`${FOLDER}/aiken`)) expect(formatFor(bytesOf(`aiken/${file}`), file)?.name, file).toBe("Aiken");
    for (const file of readdirSync(`${FOLDER}/gift`)) expect(formatFor(bytesOf(`gift/${file}`), file)?.name, file).toBe("GIFT");
    expect(formatFor(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), "x.png")).toBeUndefined();
  });
});
