import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const FOLDER = "docs/standards";
const written = readdirSync("test", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map((file) => readFileSync(join("test", file), "utf8")).join("\n");

/** What stands in the last column of the tables: which test holds each required part. */
function namedIn(file: string): string[] {
  const rows = readFileSync(join(FOLDER, file), "utf8").split("\n").filter((line) => line.startsWith("|") && !/^\|\s*(?:-|Required)/.test(line));
  return rows.map((row) => row.split("|").at(-2)!.trim());
}

const quotedIn = (cell: string) => [...cell.matchAll(/"([^"]+)"/g)].map(([, name]) => name!);

describe("the tables of standards", () => {
  test.each(readdirSync(FOLDER))("%s names tests that there are", (file) => {
    const cells = namedIn(file);
    const missing = cells.flatMap(quotedIn).filter((name) => !name.split(/\s*(?:\.\.\.|…)\s*/).every((part) => written.includes(part)));
    const strayed = cells.flatMap((cell) => [...cell.matchAll(/test\/[\w/.-]+\.ts/g)].map(([path]) => path)).filter((path) => !existsSync(path));
    expect([...missing, ...strayed]).toEqual([]);
  });

  test.each(["openid-connect.md", "saml.md", "scim.md", "lti.md", "api.md"])("%s names one for each part", (file) => {
    expect(namedIn(file).filter((cell) => quotedIn(cell).length === 0 && !/the same|test\/|all sign-ins/.test(cell))).toEqual([]);
  });
});
