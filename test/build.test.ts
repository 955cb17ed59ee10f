import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

/** The files of ours that Node loads before it comes to the first line of this one, or as soon as it does. */
function loadedWith(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, name] of readFileSync(file, "utf8").matchAll(/^(?:(?:im|ex)port [^"\n]*|const [^"\n]* = await import\()"(\.[^"]+)"/gm)) loadedWith(join(dirname(file), name!), found);
  return found;
}

describe("what is built", () => {
  test("starts from a dozen files, because each costs a millisecond", () => {
    const loaded = [...loadedWith("dist/server.js")];
    expect(loaded).toEqual(expect.arrayContaining(["lib", "engine", "storage", "domain", "web"].map((floor) => `dist/floors/${floor}.js`)));
    expect(loaded.length).toBeLessThanOrEqual(12);
  });

  test("names sources and their lines in stacks", () => {
    const script = 'process.setSourceMapsEnabled(true); (await import("./dist/engine/knowledge/framework-maps.js")).parseFrameworkMaps("maps: 1");';
    const { stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    const [, line] = /src\/engine\/knowledge\/framework-maps\.ts:(\d+)/.exec(stderr) ?? [];
    expect(readFileSync("src/engine/knowledge/framework-maps.ts", "utf8").split("\n")[Number(line) - 1]).toContain("maps.parse(");
  });

  test("is kept in one byte a sign, and brings along no package twice", () => {
    for (const file of readdirSync("dist/floors").filter((name) => name.endsWith(".js"))) {
      const text = readFileSync(`dist/floors/${file}`, "utf8");
      expect([file, /[\u0100-\uffff]/.exec(text)?.[0], text.includes("node_modules")]).toEqual([file, undefined, false]);
    }
  });
});
