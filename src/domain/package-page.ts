import { escapedHtml } from "../lib/mail-text.ts";
import { accentOf, ACCENTS, type Accent } from "../lib/accents.ts";
import { readCatalogue, type Catalogue } from "../lib/catalogues.ts";
import type { Language } from "../lib/languages.ts";
import type { Reader } from "../lib/readers.ts";
import type { PackagedQuiz } from "../engine/packages/packaged-quiz.ts";
import type { Settings } from "./installation-sections.ts";

/** The one page of a package; everything in it is shown by its script. */
export function packagePage({ title, language, direction, organisation }: PackagedQuiz, { t }: Reader): string {
  const said = escapedHtml;
  return `<!doctype html>
<html lang="${said(language)}" dir="${direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>${said(title)}</title>
    <link rel="stylesheet" href="package.css">
    <link rel="icon" href="icon.svg" type="image/svg+xml">
    <script type="module" src="start.js"></script>
  </head>
  <body>
    <header class="package-head">${said(organisation)}</header>
    <main id="main" class="page page--reading">
      <h1>${said(title)}</h1>
      <noscript><p class="note note--alert">${said(t("packages.page.no-script"))}</p></noscript>
    </main>
  </body>
</html>
`;
}

/** The colours of the installation, where they are its own. */
export function accentStyles({ accentLight, accentDark }: Pick<Settings, "accentLight" | "accentDark">): string {
  if (accentLight === ACCENTS.light && accentDark === ACCENTS.dark) return "";
  const [light, dark] = [accentOf("light", accentLight), accentOf("dark", accentDark)];
  const line = (name: string, part: keyof Accent) => `--${name}: light-dark(${light[part]}, ${dark[part]});`;
  return `@layer tokens { :root { ${line("accent", "accent")} ${line("accent-deep", "deep")} ${line("accent-wash", "wash")} ${line("on-accent", "on")} } }\n`;
}

/** The parts of the catalogue that the page may say. */
const SPOKEN = /^(?:packages\.page|marking|reviewed|marks|amounts|taking|spot|counted|evidence|fields)\.|^(?:place|problem|score)$/;

const spoken = new Map<Language, Readonly<Record<string, string>>>();

/** The texts of the page by their keys. Catalogues are read once a language: each takes a fifth of a second. */
export function packageTexts(language: Language): Readonly<Record<string, string>> {
  const known = spoken.get(language) ?? Object.fromEntries(textsIn(readCatalogue(language), "").filter(([key]) => SPOKEN.test(key)));
  spoken.set(language, known);
  return known;
}

function textsIn(catalogue: Catalogue, path: string): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, text]) => (typeof text === "string" ? [[`${path}${key}`, text] as [string, string]] : textsIn(text, `${path}${key}.`)));
}
