import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { AddressOf } from "./assets.ts";

export interface AssetFile { name: string; body: Buffer }

const PUBLIC = resolve(import.meta.dirname, "../../public");
const SANS = "@fontsource-variable/source-sans-3";
const SERIF = "@fontsource/source-serif-4";

/** Only what the styles name. Letters beyond western Europe are files of their own, which a browser fetches when it meets one. */
const FONTS: Record<string, readonly [source: string, file: string]> = {
  "fonts/sans.woff2": [SANS, "source-sans-3-latin-wght-normal"],
  "fonts/sans-ext.woff2": [SANS, "source-sans-3-latin-ext-wght-normal"],
  "fonts/sans-italic.woff2": [SANS, "source-sans-3-latin-wght-italic"],
  "fonts/serif-400.woff2": [SERIF, "source-serif-4-latin-400-normal"],
  "fonts/serif-400-ext.woff2": [SERIF, "source-serif-4-latin-ext-400-normal"],
  "fonts/serif-400-italic.woff2": [SERIF, "source-serif-4-latin-400-italic"],
  "fonts/serif-600.woff2": [SERIF, "source-serif-4-latin-600-normal"],
  "fonts/serif-600-ext.woff2": [SERIF, "source-serif-4-latin-ext-600-normal"],
};

/** What is named comes before what names it: the styles ask `addressOf` for their fonts. */
export function* listAssetFiles(addressOf: AddressOf): Generator<AssetFile> {
  for (const [name, [source, file]] of Object.entries(FONTS)) yield { name, body: readFileSync(join(fontFiles(source), `${file}.woff2`)) };
  yield { name: "icon.svg", body: readFileSync(join(PUBLIC, "icon.svg")) };
  for (const name of ["application", "studio"]) yield { name: `css/${name}.css`, body: Buffer.from(stylesheet(join(PUBLIC, "css"), `${name}.css`, addressOf)) };
  yield { name: "css/styleguide.css", body: readFileSync(join(PUBLIC, "css/styleguide.css")) };
  for (const name of ["application", "studio"]) yield { name: `js/${name}.js`, body: Buffer.from(script(join(PUBLIC, "js"), `${name}.js`)) };
}

/** The names of the components that have styles, such as "card". */
export function listComponents(): string[] {
  return readdirSync(join(PUBLIC, "css/components")).map((file) => file.replace(/\.css$/, "")).sort();
}

function fontFiles(source: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${source}/package.json`)), "files");
}

const STYLE_IMPORT = /@import url\("([^"]+)"\) layer\((\w+)\)( print)?;/g;

/** One request instead of two dozen: every imported file is put into its layer here. */
function stylesheet(folder: string, name: string, addressOf: AddressOf): string {
  return readFileSync(join(folder, name), "utf8")
    .replace(STYLE_IMPORT, (_, file: string, layer: string, print = "") => {
      const layered = `@layer ${layer} {\n${readFileSync(join(folder, file), "utf8")}\n}`;
      return print ? `@media print {\n${layered}\n}` : layered;
    })
    .replace(/url\("asset:([^"]+)"\)/g, (_, name: string) => `url("${addressOf(name)}")`);
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
