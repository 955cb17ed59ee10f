import { DAY } from "../../lib/clock.ts";
import { areDisjoint, parseEdtf } from "../../lib/edtf.ts";
import { randomFrom } from "../../lib/random.ts";
import type { Value } from "../knowledge/fact.ts";

export const LADDER = 4;

/** Four values in ascending order with the true one at `place`, or near it where that cannot be; undefined when it has no neighbours of its kind. */
export function ladder(value: Value, place: number): Value[] | undefined {
  if ("date" in value) return dates(value.date, place)?.map((date) => ({ date }));
  if ("money" in value) return doubled(value.money, place)?.map((money) => ({ ...value, money }));
  return (value.number < SMALL ? counted(value.number, place) : doubled(value.number, place))?.map((number) => ({ ...value, number }));
}

const SMALL = 20;

const DRAWS = 16;
const NEAREST = 1.3;

/** Neighbours lie about twice apart, unevenly, with as many digits that mean something as the true figure has: else the roundest would be right. */
function doubled(figure: number, place: number): number[] | undefined {
  const digits = String(figure).replace(/[.]|0+$/g, "").length;
  const random = randomFrom(`ladder ${figure}`);
  const neighbour = (by: number) => whole(figure, Number((figure * (1.6 + random()) ** by).toPrecision(digits)));
  const draws = Array.from({ length: DRAWS }, () => Array.from({ length: LADDER }, (_, index) => (index === place ? figure : neighbour(index - place))).sort((a, b) => a - b));
  return draws.find((figures) => figures.every((each, index) => index === 0 || each > NEAREST * figures[index - 1]!));
}

/** No half victim beside a count of whole ones. */
function whole(like: number, figure: number): number {
  return Number.isInteger(like) ? Math.round(figure) : figure;
}

/** Small counts are told apart by steps of a third. */
function counted(count: number, place: number): number[] | undefined {
  const step = Math.max(1, Math.round(count / 3));
  const lowest = count - Math.min(place, Math.floor((count - 1) / step)) * step;
  return Number.isInteger(count) ? Array.from({ length: LADDER }, (_, index) => lowest + index * step) : undefined;
}

/** Neighbouring years or months, or days some weeks and days apart; never a period. */
function dates(text: string, place: number): string[] | undefined {
  const span = parseEdtf(text)!;
  if (span.precision === "interval" || text !== text.slice(0, 10)) return undefined;
  const [year, month] = text.split("-").map(Number) as [number, number?];
  const random = randomFrom(`ladder ${text}`);
  const gaps = Array.from({ length: 2 * LADDER }, () => 5 + Math.floor(random() * 9));
  const shifted = Array.from({ length: LADDER }, (_, index) => {
    const by = index - place;
    if (span.precision === "year") return String(year + by);
    if (span.precision === "month") return isoFrom(Date.UTC(year, month! - 1 + by, 1)).slice(0, 7);
    return isoFrom(Date.parse(`${text}T00:00:00Z`) + Math.sign(by) * gaps.slice(0, Math.abs(by)).reduce((sum, gap) => sum + gap, 0) * DAY);
  });
  const spans = shifted.map((date) => parseEdtf(date));
  return spans.every((a, i) => spans.every((b, j) => i === j || (a && b && areDisjoint(a, b)))) ? shifted : undefined;
}

function isoFrom(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
