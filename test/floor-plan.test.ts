import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

/** Each floor may import from those before it. Files straight in src stand above them all, and so does a folder named for one of them. */
const FLOORS = ["lib", "engine", "storage", "domain", "web", "api", "cli"];
const TOP_FLOORS = new Set(["web", "api", "cli"]);
const IMPORT = /^(?:import|export) (type )?(?:\* as \w+|\{([^}]*)\})?(?: from )?"(\.[^"]+)"/gm;
const READS = /^(?:type |find|list|count|is|has|with)|^[A-Z]/;
const SESSIONS_MAY_BE_STORED_BY = new Set(["app.ts"]);

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/")).filter((file) => file.endsWith(".ts"));
const textOf = (file: string) => readFileSync(join("src", file), "utf8");
const imports = files.flatMap((from) => [...textOf(from).matchAll(IMPORT)].map(
  ([, type, names, path]) => ({ from, to: join(dirname(from), path!), names: (names ?? "*").split(",").map((name) => name.trim()).filter(Boolean), isType: Boolean(type) })));

const folderOf = (file: string) => file.split("/")[0]!;
const isAboveAll = (file: string) => !file.includes("/") || (!FLOORS.includes(folderOf(file)) && files.includes(`${folderOf(file)}.ts`));
const floorOf = (file: string) => (isAboveAll(file) ? FLOORS.length : FLOORS.indexOf(folderOf(file)));
const without = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
const filesWith = (pattern: RegExp) => files.filter((file) => pattern.test(without(textOf(file))));

describe("the floors", () => {
  test("are those of the plan", () => {
    expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
  });

  test("are imported downwards only", () => {
    const climbs = imports.filter(({ from, to }) => floorOf(to) > floorOf(from));
    expect(climbs.filter(({ to, isType }) => !(to === "config.ts" && isType))).toEqual([]);
  });

  test("web, api and cli do not know each other", () => {
    const [upper, other] = [(file: string) => TOP_FLOORS.has(folderOf(file)), (from: string, to: string) => folderOf(from) !== folderOf(to)];
    expect(imports.filter(({ from, to }) => upper(from) && upper(to) && other(from, to))).toEqual([]);
  });

  test("every import leads to a file", () => {
    expect(imports.filter(({ to }) => !existsSync(join("src", to)))).toEqual([]);
  });
});

describe("storage", () => {
  const skips = imports.filter(({ from, to, isType }) => !isType && to.startsWith("storage/") && !from.startsWith("storage/") && !from.startsWith("domain/"));

  test("is only read by pages, the interface for programs and commands", () => {
    expect(skips.filter(({ from, names }) => TOP_FLOORS.has(folderOf(from)) && !names.every((name) => READS.test(name)))).toEqual([]);
  });

  test("keeps sessions for the app", () => {
    expect(imports.filter(({ from, to }) => to === "storage/session-store.ts" && !SESSIONS_MAY_BE_STORED_BY.has(from))).toEqual([]);
  });

  test("is the only floor that speaks to the database", () => {
    const asks = filesWith(/\b(?:db|tx)(?:\(|\.raw\(|\.schema\b)/).filter((file) => !file.startsWith("storage/"));
    expect(asks.filter((file) => file !== "web/health.ts")).toEqual([]);
  });
});

describe("the engine and lib", () => {
  test("touch no clock, database or network", () => {
    expect(files.filter((file) => /^(?:engine|lib)\//.test(file) && /from "(?:node:(?:https?|net|dgram)|knex|pg|sqlite3|express)"/.test(textOf(file)) && file !== "lib/addresses.ts")).toEqual([]);
  });
});

describe("the machine is asked in one place", () => {
  test.each([
    ["the time", /\bnew Date\(\s*\)|\bDate\.now\(/, ["lib/clock.ts"]],
    ["chance", /\bMath\.random\b/, []],
    ["the environment", /\bprocess\.env\b/, ["config.ts"]], ["the network", /\bfetch\(/, ["domain/language-model.ts"]],
  ])("for %s", (_what, pattern, places) => {
    expect(filesWith(pattern)).toEqual(places);
  });
});

describe("pages", () => {
  test("have one address each, because their routers take no other", () => {
    expect(filesWith(/\bRouter\(/).filter((file) => file.startsWith("web/")).sort()).toEqual(["web/health.ts", "web/http/exact-router.ts", "web/metrics.ts"]);
  });
});

describe("a file", () => {
  test("is no longer than three screens", () => {
    expect(files.filter((file) => textOf(file).trimEnd().split("\n").length > 150)).toEqual([]);
  });

  test("is named for what is in it, in kebab-case", () => {
    expect(files.filter((file) => !file.split("/").every((part) => /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.ts)?$/.test(part)))).toEqual([]);
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|types|index|common|misc)\.ts$/.test(file))).toEqual([]);
  });

  test("exports by name", () => {
    expect(filesWith(/^export default\b/m)).toEqual([]);
  });

  test("has no class unless it is an error or what Node makes of a request, and no enum", () => {
    expect(filesWith(/^\s*(?:export )?(?:abstract )?class \w+(?! extends \w*Error\b)(?! extends Refused\b)(?!\w)/m)).toEqual(["web/http/one-shape.ts"]);
    expect(filesWith(/^\s*(?:export )?(?:const )?enum \w/m)).toEqual([]);
  });
});
