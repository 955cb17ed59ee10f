import type { XmlElement } from "../../../../lib/xml.ts";
import { QuestionRefused } from "./refusal.ts";
import { numberIn } from "./texts.ts";

/** What an answer may be worth in Moodle (question/engine/bank.php, fraction_options_full), beside nothing. */
const WORTHS = [1, 0.9, 0.8333333, 0.8, 0.75, 0.7, 0.6666667, 0.6, 0.5, 0.4, 0.3333333, 0.3, 0.25, 0.2, 0.1666667, 0.1428571, 0.125, 0.1111111, 0.1, 0.05];
export const FRACTIONS: readonly number[] = [...WORTHS, 0, ...WORTHS.map((worth) => -worth)];

/** The fraction that Moodle takes this one for (match_grade_options, which allows for rounding); undefined where it refuses it. */
export function validFraction(fraction: number): number | undefined {
  return FRACTIONS.find((valid) => Math.abs(valid - fraction) < 0.00001);
}

/** What an answer says that it is worth: a percentage in an attribute, or a fraction in an element of very old files. */
export function fractionOf(answer: XmlElement, old = ""): number {
  const said = old || (answer.attributes.get("fraction")?.trim() ?? "0");
  const number = numberIn(said);
  const fraction = number === undefined ? undefined : validFraction(old ? number : number / 100);
  if (fraction === undefined) throw new QuestionRefused("moodle-xml.fraction", answer, { fraction: said.slice(0, 40) });
  return fraction;
}
