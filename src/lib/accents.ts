import { colourOf, contrast, hexOf, mixed, nearestThat, type Colour } from "./colours.ts";

/** Of the two looks of every page; as in public/css/tokens.css. */
export type Theme = "light" | "dark";

/** What an accent stands on and is mixed with. `ends` are what stands on the accent itself, lettering of buttons among it. */
const GROUNDS: Record<Theme, { paper: Colour; sheet: Colour; ink: Colour; ends: Colour }> = {
  light: { paper: colourOf("#f6f5f1")!, sheet: colourOf("#fdfcfa")!, ink: colourOf("#1a1e23")!, ends: colourOf("#fdfcfa")! },
  dark: { paper: colourOf("#13171b")!, sheet: colourOf("#1a1f24")!, ink: colourOf("#ebe8e1")!, ends: colourOf("#0b1b22")! },
};

/** WCAG 2.2: 1.4.3 for lettering, 1.4.11 for parts of the interface. Accents colour both, so the first holds; it includes the second. */
export const LEAST_CONTRAST = 4.5;

/** An accent and what is made from it, as "#rrggbb". */
export interface Accent { accent: string; deep: string; wash: string; on: string }

export const ACCENTS: Record<Theme, string> = { light: "#0f5068", dark: "#84c4dc" };
const MADE_BY_HAND: Record<Theme, Accent> = {
  light: { accent: "#0f5068", deep: "#083a4d", wash: "#e3edf0", on: "#fdfcfa" },
  dark: { accent: "#84c4dc", deep: "#aedcec", wash: "#172d37", on: "#0b1b22" },
};

/** The colours of one theme for this accent. */
export function accentOf(theme: Theme, accent: string): Accent {
  if (accent === ACCENTS[theme]) return MADE_BY_HAND[theme];
  const colour = colourOf(accent)!;
  const { ink, ends } = GROUNDS[theme];
  return { accent, deep: hexOf(mixed(colour, ink, 0.35)), wash: hexOf(washOf(theme, colour)), on: hexOf(ends) };
}

function washOf(theme: Theme, colour: Colour): Colour {
  return mixed(GROUNDS[theme].sheet, colour, theme === "light" ? 0.1 : 0.14);
}

/** The weakest contrast that this accent has anywhere: as lettering on paper, sheets and its own wash, and under the lettering of buttons. */
export function weakestContrast(theme: Theme, accent: string): number {
  return weakest(theme, colourOf(accent)!);
}

function weakest(theme: Theme, colour: Colour): number {
  const { paper, sheet, ends } = GROUNDS[theme];
  return Math.min(...[paper, sheet, colourOf(hexOf(washOf(theme, colour)))!, ends].map((ground) => contrast(colour, ground)));
}

/** The accent nearest to this one that can be read everywhere. */
export function nearestAccent(theme: Theme, accent: string): string {
  const near = nearestThat((colour) => weakest(theme, colour) >= LEAST_CONTRAST, colourOf(accent)!);
  return near ? hexOf(near) : ACCENTS[theme];
}
