import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rolldown } from "rolldown";
import { linesOnly } from "./source-lines.mjs";

/** Makes dist/ anew: docs/decisions/063 says why it is made of few files. */
const started = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).map((name) => name.replaceAll("\\", "/").slice(0, -".ts".length));

/** Each floor is one file, and each module a file of one line that leads into it. What ends in a thread of its own would load whole floors for little. */
const APART = ["domain/arrivals-worker", "domain/backup-worker"];
/** A floor takes along what it imports, so the lowest come first. */
const FLOORS = ["lib", "engine", "storage", "domain", "(?:api|web|app|draining|errands|listening|mailing|opening|serving|starting)"];
const groups = FLOORS.map((floor, place) => ({ name: floor.replace(/\W.*/, "") || "web", test: new RegExp(`[\\\\/]src[\\\\/]${floor}(?:[\\\\/]|\\.ts$)`), priority: FLOORS.length - place }));

/** One character beyond Latin-1 makes Node keep two bytes for each of a file, and it keeps the files. */
const inLatin = (text) => text.replace(/(?<!\\)[^\x00-\xff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
const isPackage = (name) => !/^(?:\.|src\/|[A-Z]:|\/)/.test(name);
const kept = { format: "esm", comments: false, sourcemap: true, sourcemapExcludeSources: true, entryFileNames: "[name].js" };

async function write(names, output, nameOf = (name) => name) {
  const bundle = await rolldown({ input: Object.fromEntries(names.map((name) => [nameOf(name), `src/${name}.ts`])), external: isPackage, platform: "node", transform: { target: "node20" } });
  const made = await bundle.write({ ...kept, ...output });
  await bundle.close();
  for (const { fileName, type } of made.output) if (type === "chunk") tidy(`${output.dir}/${fileName}`);
}

function tidy(file) {
  const code = inLatin(readFileSync(file, "utf8"));
  writeFileSync(file, code);
  if (existsSync(`${file}.map`)) writeFileSync(`${file}.map`, JSON.stringify(linesOnly(JSON.parse(readFileSync(`${file}.map`, "utf8")), code)));
}

rmSync("dist", { recursive: true, force: true });
await write(started.filter((name) => !APART.includes(name)), { dir: "dist", chunkFileNames: "floors/[name].js", codeSplitting: { groups } });
await write(APART, { dir: "dist/apart", chunkFileNames: "[name].js" }, (name) => name.split("/").at(-1));
await write(started.filter((name) => name.startsWith("engine/packages/")), { dir: "dist/packages", preserveModules: true, preserveModulesRoot: "src", sourcemap: false });

const { keepCatalogues } = await import("../dist/lib/catalogues.js");
keepCatalogues();
