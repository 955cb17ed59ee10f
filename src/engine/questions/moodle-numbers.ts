import type { NumericQuestion } from "./question.ts";

type Graded = NonNullable<NumericQuestion["graded"]>;

/** A number as it was typed and the unit behind it. Two readings only where one comma could be either sign: "1,000". */
interface Reading { values: readonly number[]; unit: string }

/** PHP compares with the precision that it prints with. */
const EPSILON = 1e-14;

/**
 * The answer that a typed number earns by Moodle's rule: the first that fits. A number in a known unit is divided by the multiplier of the unit first; in an
 * unknown one, or in none, it is taken as it stands. Undefined where no answer fits, or nothing begins as a number does.
 */
export function numberThatFits({ answers, units = [] }: Graded, typed: string): Graded["answers"][number] | undefined {
  const reading = readMoodleNumber(typed);
  if (!reading) return undefined;
  const multiplier = units.find(({ unit }) => unit.replaceAll(" ", "") === reading.unit)?.multiplier;
  const values = reading.values.flatMap((value) => (multiplier ? [value / multiplier, value] : [value]));
  return answers.find((answer) => values.some((value) => isWithin(answer, value)));
}

/**
 * Reads what stands at the beginning: digits with a point, spaces anywhere, "1e3", "1x10^3", "1*10**3". Where there is a point, or more than one comma, commas group
 * digits; else the comma is a decimal one, or groups if just three digits follow (Moodle goes by the language of its pages there).
 */
export function readMoodleNumber(typed: string): Reading | undefined {
  const text = typed.replaceAll(" ", "").replace(/(?:[eE]|[x*×]10(?:\^|\*\*))([+-]?\d+)/g, "e$1");
  const groups = text.includes(".") || text.split(",").length > 2;
  const plain = groups ? text.replaceAll(",", "") : text.replace(",", ".");
  const figure = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/.exec(plain)?.[0];
  if (figure === undefined) return undefined;
  const isEither = !groups && /^[+-]?[1-9]\d{0,2},\d{3}(?!\d)/.test(text);
  return { values: [Number(figure), ...(isEither ? [Number(figure.replace(".", ""))] : [])], unit: plain.slice(figure.length).trim() };
}

function isWithin({ value, tolerance }: Graded["answers"][number], given: number): boolean {
  if (value === "*") return true;
  const right = Number(value);
  const slack = tolerance + EPSILON * Math.max(tolerance, Math.abs(right), EPSILON);
  return right - slack <= given && given <= right + slack;
}
