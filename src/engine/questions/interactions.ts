import type { Choice, Response } from "./responses.ts";

type Component = { id: string; description: Record<string, string> };
/** A question as xAPI describes it. `components` are what can be chosen, without the key. */
export interface Interaction {
  interactionType: Response["type"];
  components: { choices?: Component[]; source?: Component[]; target?: Component[] };
  /** What was answered; undefined where it cannot be said in this way, such as a number that nobody can read. */
  response: string | undefined;
  /** The key: each of these is right; there is none where it cannot be written down. It must not leave before its learner may be told. */
  patterns: string[];
}

/** What choices, lines and matches are called, by their place: without white space and delimiters. */
export interface ComponentIds { choice: (place: number) => string; line: (place: number) => string; match: (place: number) => string }

const AND = "[,]";
const WITH = "[.]";
const TO = "[:]";

/** The answer as an interaction of xAPI 1.0.3 (Data, 2.4.4.1, "Interaction Activities"; Appendix C), which follows SCORM's cmi.interactions. Its words are in `language`. */
export function interactionOf(response: Response, ids: ComponentIds, language: string): Interaction {
  const listed = (choices: readonly Choice[], idOf: (place: number) => string) => choices.map(({ place, words }) => ({ id: idOf(place), description: { [language]: words || idOf(place) } }));
  const together = (places: readonly number[]) => places.map(ids.choice).join(AND);
  const paired = (pairs: readonly (readonly [number, number])[]) => pairs.map(([line, match]) => `${ids.line(line)}${WITH}${ids.match(match)}`).join(AND);
  const { type: interactionType } = response;
  switch (response.type) {
    case "true-false": return { interactionType, components: {}, response: String(response.given), patterns: [String(response.right)] };
    case "numeric": return { interactionType, components: {}, response: figuresOf(response.given), patterns: rangeOf(response.right) };
    case "fill-in": return { interactionType, components: {}, response: undivided(response.given), patterns: [...new Set(response.right.map((name) => `{case_matters=${response.caseMatters}}${undivided(name)}`))] };
    case "matching": return { interactionType, components: { source: listed(response.source, ids.line), target: listed(response.target, ids.match) }, response: paired(response.given), patterns: [paired(response.right)] };
    default: return { interactionType, components: { choices: listed(response.choices, ids.choice) }, response: together(response.given), patterns: response.right.map(together) };
  }
}

function rangeOf({ from, to }: { from: number; to: number }): string[] {
  const [least, most] = [figuresOf(from), figuresOf(to)];
  return least !== undefined && most !== undefined ? [`${least}${TO}${most}`] : [];
}

/** Figures alone, without what adding up fractions leaves behind; nothing where that would take an exponent. */
function figuresOf(value: number | undefined): string | undefined {
  const figures = value === undefined ? "" : String(Number(value.toPrecision(15)));
  return /^-?\d+(?:\.\d+)?$/.test(figures) ? figures : undefined;
}

/** What would be read as the end of one answer and the beginning of another. */
function undivided(text: string): string {
  return text.replaceAll(AND, ", ");
}
