import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { KINDS } from "../../src/engine/questions/question.ts";
import { readCatalogue, type Catalogue } from "../../src/lib/catalogues.ts";
import { LANGUAGES } from "../../src/lib/languages.ts";
import { ROLES } from "../../src/storage/tables.ts";
import { AUDITED, wordsKey } from "../../src/web/admin/audited-deeds.ts";
import { sectionBars } from "../../src/web/places.ts";

const PLURAL = /_(?:zero|one|two|few|many|other)$/;
/** What i18next reads for itself among the values. */
const RESERVED = new Set(["context", "lng", "ns", "replace", "defaultValue"]);

const flat = (catalogue: Catalogue, path = ""): [string, string][] => Object.entries(catalogue).flatMap(([key, text]) => (typeof text === "string" ? [[path + key, text] as [string, string]] : flat(text, `${path}${key}.`)));
const textsOf = (language: (typeof LANGUAGES)[number]) => flat(readCatalogue(language));
const baseOf = (key: string) => key.replace(PLURAL, "");
const placesIn = (text: string) => [...text.matchAll(/\{\{(.*?)\}\}|<\/?[a-z]+>/g)].map(([place]) => place).sort();

const source = textsOf("en");
const keys = new Set(source.map(([key]) => baseOf(key)));
const filesIn = (folder: string, ending: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(ending)).map((file) => readFileSync(join(folder, file), "utf8"));
const code = [...filesIn("views", ".ejs"), ...filesIn("public/js/package", ".js"), ...filesIn("src", ".ts").filter((text) => !text.includes("export const up"))].join("\n");
/** Strings that look like a key, and keys with one part that is decided at run time: `roles.${role}.name`. */
const called = [...code.matchAll(/["`]([a-z][a-z-]*(?:\.(?:[a-z][a-z-]*|\$\{[^}`]*\}(?:-[a-z]+)*))*)["`]/g)].map(([, key]) => key!);
const patternOf = (key: string) => new RegExp(`^${key.replace(/\$\{[^}]*\}/g, "\u0000").replace(/[.]/g, "\\.").replaceAll("\u0000", "[a-z-]+")}$`);

describe("the catalogues", () => {
  test.each(LANGUAGES)("%s says what its files say, each section in one of them", (language) => {
    const files = filesIn(`locales/${language}`, ".yaml").map((text) => parse(text) as Catalogue);
    expect(readCatalogue(language)).toEqual(Object.assign({}, ...files));
    const sections = files.flatMap((file) => Object.keys(file));
    expect(sections.filter((section, place) => sections.indexOf(section) !== place)).toEqual([]);
  });

  test.each(LANGUAGES)("%s has every text", (language) => {
    const there = new Set(textsOf(language).map(([key]) => baseOf(key)));
    expect([...keys].filter((key) => !there.has(key))).toEqual([]);
    expect([...there].filter((key) => !keys.has(key))).toEqual([]);
  });

  test.each(LANGUAGES)("%s has each plural that its grammar knows", (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const has = new Set(textsOf(language).map(([key]) => key));
    const plural = new Set([...has].filter((key) => PLURAL.test(key)).map(baseOf));
    expect([...plural].flatMap((key) => forms.map((form) => `${key}_${form}`)).filter((key) => !has.has(key))).toEqual([]);
  });

  test.each(LANGUAGES)("%s has no empty text, no straight quotation mark and no space at an end", (language) => {
    expect(textsOf(language).filter(([, text]) => text.trim() !== text || text === "" || text.replace(/<[^>]*>/g, "").includes('"'))).toEqual([]);
  });

  test.each(LANGUAGES)("%s fills in what English fills in, and marks what English marks", (language) => {
    const known = new Map(source.map(([key, text]) => [key, placesIn(text)]));
    const odd = textsOf(language).filter(([key, text]) => {
      const places = known.get(key) ?? known.get(`${baseOf(key)}_other`)!;
      const counted = (all: string[]) => (PLURAL.test(key) ? all.filter((place) => place !== "{{count}}") : all).join();
      return counted(placesIn(text)) !== counted(places);
    });
    expect(odd).toEqual([]);
  });

  test("call a thing by one word in German, and every deed in one form", () => {
    const texts = textsOf("de");
    expect(texts.filter(([, text]) => /Tatsache|Audit-Protokoll|verfehlt|unerwünschte|(?<![\p{L}-])Mails?(?!\p{L})/u.test(text))).toEqual([]);
    expect(texts.filter(([key, text]) => key.startsWith("deeds.") && /^(?:Hat|Durch|Mit|Eine? \p{L}+ wurde) /u.test(text))).toEqual([]);
  });

  test("name every place of the bars above the pages", () => {
    const rooms = ["/studio", "/desk", "/admin", "/settings"].flatMap((root) => sectionBars(root, [...ROLES])!.first.map(({ href }) => href));
    const named = rooms.flatMap((href) => { const bars = sectionBars(href, [...ROLES])!; return [bars.group, ...[...bars.first, ...bars.second].map(({ name }) => name)]; });
    expect(named.filter((name) => !keys.has(`sections.${name}`))).toEqual([]);
  });

  test("have words for every kind of question where they have them for most", () => {
    const names = KINDS.map((kind) => kind.replace("_", "-"));
    const lists = new Set([...keys].map((key) => key.slice(0, key.lastIndexOf("."))));
    const missing = [...lists].map((list) => names.map((name) => `${list}.${name}`).filter((key) => !keys.has(key)));
    expect(missing.filter(({ length }) => length > 0 && length < names.length / 3).flat()).toEqual([]);
  });

  test("fill in nothing that i18next would take for its own", () => {
    expect(source.filter(([, text]) => placesIn(text).some((place) => RESERVED.has(place.slice(2, -2))))).toEqual([]);
  });

  test("have every key that pages and code name in full", () => {
    const said = [...code.matchAll(/\b(?:t|say|rich|Refused|NotFound|Forbidden)\(\s*"([a-z][a-z-]*(?:\.[a-z-]+)*)"/g)].map(([, key]) => key!);
    expect(said.length).toBeGreaterThan(150);
    expect([...new Set(said)].filter((key) => !keys.has(key))).toEqual([]);
  });

  test("have no text that nothing says", () => {
    const named = new Set(called);
    const patterns = [...named].filter((key) => key.includes("${")).map(patternOf);
    expect([...keys].filter((key) => !named.has(key) && !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });

  test("are where the words of every page come from", () => {
    const views = readdirSync("views", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ejs") && !file.startsWith("styleguide"));
    const wordsIn = (view: string) => [...view.replace(/<%[^]*?%>/g, "\uE000").matchAll(/>([^<>\uE000]*\p{L}{3}[^<>\uE000]*)</gu), ...view.matchAll(/\b(?:label|hint|legend|blank|page\.title)(?:: | = )["`](\p{Lu}[^"`]*)["`]/gu)].map(([, words]) => words!.trim());
    expect(views.flatMap((file) => wordsIn(readFileSync(join("views", file), "utf8")).map((words) => `${file}: ${words}`))).toEqual([]);
  });
});

describe("the audit log", () => {
  test("has words for every deed that is noted", () => {
    const noted = filesIn("src/domain", ".ts").flatMap((text) => [...text.matchAll(/(?:insertAuditEvents?\(|deed: )[^;]*?"([a-z]+\.[a-z-]+)"/g)].map(([, deed]) => deed!));
    expect(noted.length).toBeGreaterThan(60);
    expect(noted.filter((deed) => wordsKey(deed) === undefined)).toEqual([]);
    expect(Object.entries(AUDITED).flatMap(([area, names]) => [`audit.areas.${area}`, ...names.map((name) => `deeds.${area}.${name}`)]).filter((key) => !keys.has(key))).toEqual([]);
  });
});
