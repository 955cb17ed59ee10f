import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listFontFiles, PUBLIC, stylesheet } from "../lib/style-files.ts";
import type { AddressOf } from "./assets.ts";

export interface AssetFile { name: string; body: Buffer }

/** What is named comes before what names it: the styles ask `addressOf` for their fonts. */
export function* listAssetFiles(addressOf: AddressOf): Generator<AssetFile> {
  yield* listFontFiles();
  yield { name: "icon.svg", body: readFileSync(join(PUBLIC, "icon.svg")) };
  for (const name of ["application", "studio"]) yield { name: `css/${name}.css`, body: Buffer.from(stylesheet(`${name}.css`, addressOf)) };
  yield { name: "css/styleguide.css", body: readFileSync(join(PUBLIC, "css/styleguide.css")) };
  for (const name of ["application", "studio"]) yield { name: `js/${name}.js`, body: Buffer.from(script(join(PUBLIC, "js"), `${name}.js`)) };
}

/** The names of the components that have styles, such as "card". */
export function listComponents(): string[] {
  return readdirSync(join(PUBLIC, "css/components")).map((file) => file.replace(/\.css$/, "")).sort();
}

const SCRIPT_IMPORT = /^import "\.\/([^"]+)";$/gm;
const SHARED_IMPORT = /^import (\{ [\w, ]+ \}) from "\.\.?\/([\w-]+)\.js";$/gm;

/** One request instead of a dozen: every element stands in a block of its own, where its names meet nobody else's. What elements share comes first, and once. */
function script(folder: string, name: string): string {
  const shared = new Map<string, string>();
  const linked = (file: string): string => readFileSync(join(folder, file), "utf8").replace(SHARED_IMPORT, (_, names: string, name: string) => {
    if (!shared.has(name)) shared.set(name, sharedModule(name, linked(`${name}.js`)));
    return `const ${names} = ${constantOf(name)};`;
  });
  const elements = readFileSync(join(folder, name), "utf8").replace(SCRIPT_IMPORT, (_, file: string) => `{\n${standingAlone(linked(file), file)}\n}`);
  return [...shared.values()].join("") + elements;
}

function sharedModule(name: string, source: string): string {
  const exported = [...source.matchAll(/^export function (\w+)/gm)].map(([, what]) => what);
  return `const ${constantOf(name)} = (() => {\n${standingAlone(source.replace(/^export (?=function)/gm, ""), `${name}.js`)}\nreturn { ${exported.join(", ")} };\n})();\n`;
}

function standingAlone(source: string, file: string): string {
  if (/^\s*(?:import|export)\b/m.test(source)) throw new Error(`public/js/${file} imports or exports something else than functions of a file above the elements.`);
  return source;
}

function constantOf(name: string): string {
  return `$${name.replaceAll("-", "_")}`;
}
