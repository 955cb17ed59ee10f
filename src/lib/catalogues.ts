import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import i18next from "i18next";
import type * as JsYaml from "js-yaml";
import { digest } from "./ids.ts";
import { LANGUAGES, MIRRORED, SOURCE_LANGUAGE, type Language } from "./languages.ts";
import { mirrored } from "./mirror.ts";
import { onDemand } from "./on-demand.ts";
import { programFile } from "./program-folder.ts";

/** Texts by key, a section in a section. Plurals end in `_one`, `_other` ... as Intl.PluralRules of the language calls them. */
export interface Catalogue { [key: string]: string | Catalogue }

const yaml = onDemand<typeof JsYaml>("js-yaml");

const FOLDER = programFile("locales/");
const READ = programFile("dist/catalogues/");

/** The catalogue of one language, out of the files of its folder: one an area, each with sections of its own. */
export function readCatalogue(language: Language): Catalogue {
  if (language === MIRRORED) return mirror(readCatalogue(SOURCE_LANGUAGE));
  const texts = textsOf(language);
  const read = placeOf(texts);
  return existsSync(read) ? (JSON.parse(readFileSync(read, "utf8")) as Catalogue) : parsed(texts);
}

/** Keeps what the files say beside the program, under their digest: reading YAML takes a quarter of a second for each language, and whoever changes a file is read anew. */
export function keepCatalogues(): void {
  mkdirSync(READ, { recursive: true });
  for (const texts of LANGUAGES.map(textsOf)) writeFileSync(placeOf(texts), JSON.stringify(parsed(texts)));
}

function textsOf(language: Language): string[] {
  const folder = `${FOLDER}${language}/`;
  return readdirSync(folder).sort().map((file) => readFileSync(folder + file, "utf8"));
}

function placeOf(texts: readonly string[]): string {
  return `${READ}${digest(texts.join("\0"))}.json`;
}

function parsed(texts: readonly string[]): Catalogue {
  return Object.assign({}, ...texts.map((text) => yaml().load(text, { schema: yaml().CORE_SCHEMA }) as Catalogue)) as Catalogue;
}

function mirror(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [key, typeof text === "string" ? mirrored(text) : mirror(text)]));
}

/** What i18next is asked for: `count` decides the plural, the rest fills placeholders. */
export type Lookup = (key: string, values: Readonly<Record<string, string>>, count?: number) => string;

const catalogues = i18next.createInstance();
await catalogues.init({ resources: {}, fallbackLng: SOURCE_LANGUAGE, nsSeparator: false, initAsync: false, interpolation: { escapeValue: false } });

/** The texts of one language. A key that no catalogue has is given back as it is, with nothing filled in: it is a text already. */
export function lookupIn(language: Language): Lookup {
  const known = new Map<string, Filling>();
  return (key, values, count) => {
    const place = count === undefined ? key : `${key}\n${count}`;
    let fill = known.get(place);
    if (!fill) {
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(place, (fill = fillingOf(key, unfilled(language, key, count))));
    }
    return fill(values);
  };
}

type Filling = (values: Readonly<Record<string, string>>) => string;
const MOST_KNOWN = 10_000;

/** The library chooses the text, once: its language, its plural. Undefined where there is none. */
function unfilled(language: Language, key: string, count: number | undefined): string | undefined {
  const options = { nest: false, returnObjects: false, skipInterpolation: true, ...(count === undefined ? {} : { count }) };
  const t = translatorIn(language);
  return catalogues.exists(key, { ...options, lng: language }) ? t(key, options) : undefined;
}

/** Cut at its placeholders once, because pages are made of texts. */
function fillingOf(key: string, text: string | undefined): Filling {
  const pieces = text?.split(/\{\{\s*([^{}\s]+)\s*\}\}/) ?? [key];
  if (pieces.length === 1) return () => pieces[0]!;
  return (values) => pieces.map((piece, place) => (place % 2 === 0 ? piece : values[piece] ?? "")).join("");
}

/** Catalogues are read when somebody first speaks their language: each takes a fifth of a second, and most commands say little. */
function translatorIn(language: Language) {
  for (const needed of [SOURCE_LANGUAGE, language] as const) if (!catalogues.hasResourceBundle(needed, "translation")) catalogues.addResourceBundle(needed, "translation", readCatalogue(needed));
  return catalogues.getFixedT(language);
}
