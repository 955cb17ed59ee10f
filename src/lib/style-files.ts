import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { programFile } from "./program-folder.ts";

/** Where what browsers get is kept. */
export const PUBLIC = programFile("public");

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

/** The fonts that the styles name, by that name. */
export function* listFontFiles(): Generator<{ name: string; body: Buffer }> {
  for (const [name, [source, file]] of Object.entries(FONTS)) yield { name, body: readFileSync(join(fontFiles(source), `${file}.woff2`)) };
}

function fontFiles(source: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${source}/package.json`)), "files");
}

const STYLE_IMPORT = /@import url\("([^"]+)"\) layer\((\w+)\)( print)?;/g;

/** One request instead of two dozen: every file that this one imports is put into its layer here. `addressOf` says where a font is. */
export function stylesheet(name: string, addressOf: (font: string) => string): string {
  const folder = join(PUBLIC, "css");
  return readFileSync(join(folder, name), "utf8")
    .replace(STYLE_IMPORT, (_, file: string, layer: string, print = "") => {
      const layered = `@layer ${layer} {\n${readFileSync(join(folder, file), "utf8")}\n}`;
      return print ? `@media print {\n${layered}\n}` : layered;
    })
    .replace(/url\("asset:([^"]+)"\)/g, (_, font: string) => `url("${addressOf(font)}")`);
}
