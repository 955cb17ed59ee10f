import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { adviceOf, nameOf } from "../../../../src/engine/questions/linting/finding.ts";
import { RULES } from "../../../../src/engine/questions/linting/rules.ts";
import { inEnglish } from "../../../../src/lib/readers.ts";

describe("the rules", () => {
  test("are 26, numbered in order, with ids of their own", () => {
    expect(RULES.map(({ number }) => number)).toEqual(Array.from({ length: 26 }, (_, place) => place + 1));
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(26);
    for (const { id } of RULES) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  });

  test("stand in the documentation as they are in the code", () => {
    const lines = readFileSync("docs/linter.md", "utf8").split("\n").filter((line) => /^\| \d/.test(line));
    expect(lines).toEqual(RULES.map((rule) => `| ${rule.number} | \`${rule.id}\` | ${inEnglish(nameOf(rule.id))} | ${rule.severity}${"milder" in rule ? `; a warning where ${rule.milder}` : ""} | ${rule.finds} | ${inEnglish(adviceOf(rule.id))} | ${rule.source} |`));
  });
});
