import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const PHYSICAL = /(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)(?:-[a-z]+)?|(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b/;

test("styles name sides by the direction of reading, so that they hold from right to left", () => {
  const files = readdirSync("public/css", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
  const lines = files.flatMap((file) => readFileSync(join("public/css", file), "utf8").split("\n").map((line, index) => `${file}:${index + 1} ${line.trim()}`));
  expect(lines.length).toBeGreaterThan(500);
  expect(lines.filter((line) => PHYSICAL.test(line.slice(line.indexOf(" "))))).toEqual([]);
});
