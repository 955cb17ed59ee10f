import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Item } from "../../../../src/engine/questions/formats/item.ts";
import { readMoodleXml } from "../../../../src/engine/questions/formats/moodle-xml.ts";
import { writeMoodleXml } from "../../../../src/engine/questions/formats/moodle-xml-writing.ts";
import { items } from "../../../support/xml-items.ts";

const FOLDER = "test/fixtures/questions/moodle-xml/";
const written = (made: readonly Item[]) => writeMoodleXml(made).xml;
const again = (made: readonly Item[]) => readMoodleXml(Buffer.from(written(made)));
const placed = (item: Item) => ({ ...item, line: 0, dropped: [] });

describe("writing questions for Moodle", () => {
  test("gives what reads back as the same questions", () => {
    fc.assert(fc.property(fc.array(items, { minLength: 1, maxLength: 4 }), (made) => {
      const read = again(made);
      expect(read.errors).toEqual([]);
      expect(read.items.map(placed)).toEqual(made);
    }), { numRuns: 300 });
  });

  test.each(readdirSync(FOLDER))("gives back what was read from %s", (file) => {
    const read = readMoodleXml(readFileSync(FOLDER + file)).items;
    if (read.length > 0) expect(again(read).items.map(placed)).toEqual(read.map(placed));
    expect(written(read)).toBe(written(read));
  });

  test("leaves out what XML cannot hold, and names the question", () => {
    const [made] = readMoodleXml(readFileSync(`${FOLDER}long-name.xml`)).items;
    const { xml, errors } = writeMoodleXml([{ ...made!, name: "Bell", text: "ring\u0007 \ud800\uffffit" }, made!]);
    expect(errors).toEqual([{ line: 3, name: "Bell", reason: { key: "moodle-xml.control-characters" } }]);
    expect(readMoodleXml(Buffer.from(xml)).items[0]!.text).toBe("ring it");
  });

  test("puts a picture beside each text that shows it, as Moodle looks for it there", () => {
    const { xml } = writeMoodleXml(readMoodleXml(readFileSync(`${FOLDER}images.xml`)).items);
    expect(xml.match(/<file name="[^"]*" path="[^"]*"/g)).toEqual([
      '<file name="logo one.png" path="/"', '<file name="unused.gif" path="/deep/"', '<file name="logo one.png" path="/"', '<file name="2-logo one.png" path="/"']);
  });

  test("says a category where it changes", () => {
    const { xml } = writeMoodleXml(readMoodleXml(readFileSync(`${FOLDER}categories.xml`)).items);
    expect([...xml.matchAll(/<text>(.*\$course\$.*)<\/text>/g)].map(([, path]) => path)).toEqual(["<![CDATA[$course$/top/Awareness/Mail & web]]>", "$course$/top/Default for System", "$course$/top/TCP//IP/Ports", "$course$/top"]);
  });
});
