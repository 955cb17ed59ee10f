import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rolldown } from "rolldown";
import { linesOnly } from "./source-lines.mjs";

/** Makes dist/ anew: docs/decisions/063 says why it is made of few files. */
const started = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).map((name) => name.replaceAll("\\", "/").slice(0, -".ts".length));

/** For the server each floor is one file, and each module a file of one line that leads into it. Commands and threads would load whole floors for little: they get files of their own, cut where somebody needs only a part. */
const APART = { cli: "cli", "apart/arrivals-worker": "domain/arrivals-worker", "apart/backup-worker": "domain/backup-worker", "apart/extraction-worker": "domain/extraction-worker", "apart/packs-worker": "domain/packs-worker" };
/** A floor takes along what it imports, so the lowest come first. */
const FLOORS = ["lib", "engine", "storage", "domain", "(?:api|web|app|draining|errands|listening|mailing|opening|serving|starting)"];
const groups = FLOORS.map((floor, place) => ({ name: floor.replace(/\W.*/, "") || "web", test: new RegExp(`[\\\\/]src[\\\\/]${floor}(?:[\\\\/]|\\.ts$)`), priority: FLOORS.length - place }));

/** One character beyond Latin-1 makes Node keep two bytes for each of a file, and it keeps the files. */
const inLatin = (text) => text.replace(/(?<!\\)[\u0100-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
const isPackage = (name) => !/^(?:\.|src\/|[A-Z]:|\/)/.test(name);
const kept = { format: "esm", comments: false, sourcemap: true, sourcemapExcludeSources: true, entryFileNames: "[name].js" };

const entries = (names) => Object.fromEntries(names.map((name) => [name, name]));

async function write(named, output) {
  const input = Object.fromEntries(Object.entries(named).map(([name, module]) => [name, `src/${module}.ts`]));
  const bundle = await rolldown({ input, external: isPackage, platform: "node", transform: { target: "node20" } });
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
await write(entries(started.filter((name) => !Object.values(APART).includes(name))), { dir: "dist", chunkFileNames: "floors/[name].js", codeSplitting: { groups } });
await write(APART, { dir: "dist", chunkFileNames: "apart/[name]-[hash].js" });
await write(entries(started.filter((name) => name.startsWith("engine/packages/"))), { dir: "dist/packages", preserveModules: true, preserveModulesRoot: "src", sourcemap: false });

const { keepCatalogues } = await import("../dist/lib/catalogues.js");
keepCatalogues();
