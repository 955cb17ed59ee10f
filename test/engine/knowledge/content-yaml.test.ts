import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readYaml } from "../../../src/engine/knowledge/content-yaml.ts";

const SCALARS = [
  "2019", "2019-10", "2019-10-21", "2015-12/2018-11", '"2015"', "007", "0o17", "0x1F", "1_000", "1e3", "-4", "+4", "3.10", ".5", "1.", ".inf", "yes", "no", "on", "true", "True", "null", "~", "",
  "12:30", "30%", "a: b", "'it''s'", '"a\\tb"', "text # remark", "text#none", "[a, b]", "{a: 1, b: [c]}", "|\n  two\n  lines\n", ">-\n  folded\n  text\n", "https://example.org/a?b=c#d", "-", "- a\n- b", "&a 1", "*a", "!!str 5", "<<: {a: 1}",
];

describe("reading a file of content", () => {
  test.each(SCALARS)("takes %j as the reader with places does, or refuses it as that does", (written) => {
    const text = `key: ${written.includes("\n") ? written.replaceAll("\n", "\n ") : written}\n`;
    const { value, problems } = readYaml({ name: "x.yaml", text }, z.record(z.string(), z.unknown()));
    let expected: unknown;
    try { expected = parse(text, { version: "1.2" }); } catch { expected = undefined; }
    if (expected === undefined) expect(problems).not.toEqual([]); else expect(value).toEqual(expected);
  });

  test("finds the line of a place although nothing was wrong with it", () => {
    const { file } = readYaml({ name: "x.yaml", text: "a: 1\nb:\n  - c\n  - d\n" }, z.record(z.string(), z.unknown()));
    expect(file.lineOf(["b", 1])).toBe(4);
  });
});
