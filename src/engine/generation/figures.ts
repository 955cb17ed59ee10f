import { areDisjoint, formatEdtf, parseEdtf } from "../../lib/edtf.ts";
import { DAY } from "../../lib/clock.ts";
import { randomFrom } from "../../lib/random.ts";
import { capitalise } from "../../lib/text.ts";
import { formatValue, isEntityObject, type Fact, type Value } from "../knowledge/fact.ts";
import { entityOf, relationOf } from "../knowledge/knowledge.ts";
import { namesSource } from "../knowledge/relation.ts";
import type { Question } from "../questions/question.ts";
import { explain, letter } from "./single.ts";
import { fill } from "./wording.ts";
import { commonParts, type Workshop } from "./workshop.ts";

const OPTIONS = 4;

/**
 * Single choice among dates, sums or counts. Proof P5: the values are disjoint; a bound such as "more than" stands in the stem and the options
 * are bare figures, because ranges nest. Options stand in their own order and the seed decides the key's place.
 */
export function figuresFrom(workshop: Workshop, fact: Fact): Question[] {
  if (isEntityObject(fact.object) || fact.polarity === "negative") return [];
  const { knowledge } = workshop;
  const relation = relationOf(knowledge, fact);
  const stem = relation.asks.object.filter(({ text }) => fact.modality === "asserted" || namesSource(text)).map(({ text }) => fill(knowledge, text, fact)).find((text) => text !== undefined);
  const values = ladder(fact.object, Math.floor(randomFrom(`${workshop.seed} ${fact.id} figure`)() * OPTIONS));
  const place = values?.findIndex((value) => formatValue(value) === formatValue(fact.object as Value)) ?? -1;
  if (!stem || !values || place < 0 || values.some((value) => stem.includes(formatValue(value))) || hasYear(stem, fact.object)) return [];

  const by = capitalise(entityOf(knowledge, fact.asserted_by).name);
  const right = formatValue(fact.object);
  return [{
    kind: "single", ...commonParts(workshop, fact, `${fact.id}.object`), asks: "object", level: relation.level, difficulty: "medium",
    stem, explanation: explain(workshop, fact), sorted: true,
    options: values.map((value, index) => index === place
      ? { id: letter(index), text: right, correct: true, feedback: explain(workshop, fact) }
      : { id: letter(index), text: formatValue(value), correct: false, proof: "P5" as const, feedback: `${index < place ? tooSmall(value) : tooLarge(value)} ${by} gave ${right}.` }),
  }];
}

/** Four values in ascending order with the true one at `place`; undefined when it has no neighbours of its kind. */
function ladder(value: Value, place: number): Value[] | undefined {
  if ("date" in value) return dates(value.date, place)?.map((date) => ({ date }));
  if ("money" in value) return doubled(value.money, place)?.map((money) => ({ ...value, money }));
  return (value.number < SMALL ? counted(value.number, place) : doubled(value.number, place))?.map((number) => ({ ...value, number }));
}

const SMALL = 20;

/** Neighbours lie about twice apart, unevenly, with as many digits that mean something as the true figure has. */
function doubled(figure: number, place: number): number[] | undefined {
  const digits = Math.max(2, String(figure).replace(/[.]|0+$/g, "").length);
  const random = randomFrom(`ladder ${figure}`);
  const figures = Array.from({ length: OPTIONS }, (_, index) => (index === place ? figure : Number((figure * (1.6 + random()) ** (index - place)).toPrecision(digits))));
  const isOfAKind = figures.every(Number.isInteger) || !Number.isInteger(figure);
  return isOfAKind && new Set(figures).size === OPTIONS ? figures.sort((a, b) => a - b) : undefined;
}

/** Small counts are told apart by steps of a third. */
function counted(count: number, place: number): number[] | undefined {
  const step = Math.max(1, Math.round(count / 3));
  const lowest = count - Math.min(place, Math.floor((count - 1) / step)) * step;
  const counts = Array.from({ length: OPTIONS }, (_, index) => lowest + index * step);
  return Number.isInteger(count) ? counts : undefined;
}

/** Neighbouring years, months or weeks; never a period. */
function dates(text: string, place: number): string[] | undefined {
  const span = parseEdtf(text)!;
  if (span.precision === "interval") return undefined;
  const [year, month] = text.split("-").map(Number) as [number, number?];
  const shifted = Array.from({ length: OPTIONS }, (_, index) => {
    const by = index - place;
    if (span.precision === "year") return String(year + by);
    if (span.precision === "month") return isoFrom(Date.UTC(year, month! - 1 + by, 1)).slice(0, 7);
    return isoFrom(Date.parse(`${text}T00:00:00Z`) + by * 7 * DAY);
  });
  const spans = shifted.map((date) => parseEdtf(date)!);
  return spans.every((a, i) => spans.every((b, j) => i === j || areDisjoint(a, b))) ? shifted : undefined;
}

function isoFrom(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** A label that carries the year gives the date away. */
function hasYear(stem: string, value: Value): boolean {
  return "date" in value && stem.includes(formatEdtf(value.date).slice(-4));
}

const tooSmall = (value: Value): string => ("date" in value ? "That is too early." : "That is too low.");
const tooLarge = (value: Value): string => ("date" in value ? "That is too late." : "That is too high.");
