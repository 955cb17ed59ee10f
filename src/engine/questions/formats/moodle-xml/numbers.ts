import { say } from "../../../../lib/messages.ts";
import { childOf, childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Item, NumericalAnswer } from "../item.ts";
import { answersIn } from "./choices.ts";
import { fractionOf } from "./fractions.ts";
import { commonOf, type Reading } from "./question.ts";
import { QuestionRefused } from "./refusal.ts";
import { isYes, numberIn, plainText, valueOf, wordsOf } from "./texts.ts";

type Unit = { unit: string; multiplier: number };
type Multipliers = ReadonlyMap<string, number>;

export function readNumerical(reading: Reading, category: string): Item {
  const { element, dropped } = reading;
  const units = unitsOf(element);
  const multipliers = new Map(units.map(({ unit, multiplier }) => [unit, multiplier]));
  const answers = answersIn(reading, 1).map((answer) => numericalAnswer(answer, multipliers, reading)).filter(({ text }) => text !== "");
  if (answers.length === 0) throw new QuestionRefused("moodle-xml.few-answers", element, { count: 1 });
  if (isYes(valueOf(element, "unitgradingtype", "0"))) dropped.push(say("moodle-xml.dropped.unit-marks"));
  if (childOf(element, "instructions") && plainText(childOf(element, "instructions")) !== "") dropped.push(say("moodle-xml.dropped.instructions"));
  return { type: "numerical", answers, units, ...commonOf(reading, category) };
}

function unitsOf(element: XmlElement): Unit[] {
  const list = childOf(element, "units");
  return (list ? childrenOf(list, "unit") : []).map((unit) => {
    const said = valueOf(unit, "multiplier", "1") || "1";
    const multiplier = numberIn(said);
    if (multiplier === undefined || multiplier === 0) throw new QuestionRefused("moodle-xml.no-number", unit, { value: said.slice(0, 40) });
    return { unit: plainText(childOf(unit, "unit_name")), multiplier };
  });
}

/** A value may be written with one of the units; it is kept in the one whose multiplier is 1. An empty one without a worth is a line of the form that nobody filled. */
function numericalAnswer(answer: XmlElement, units: Multipliers, { shelf }: Reading): NumericalAnswer {
  const said = plainText(answer);
  const [fraction, feedback] = [fractionOf(answer, wordsOf(childOf(answer, "fraction"))), shelf.read(childOf(answer, "feedback"))];
  const isUnfilled = said === "" && fraction === 0 && feedback === "";
  const text = said === "*" || isUnfilled ? said : inBaseUnit(said, units, answer);
  const tolerance = numberIn(inBaseUnit(valueOf(answer, "tolerance", "0") || "0", units, answer))!;
  return { text, format: "plain", fraction, feedback, tolerance: Math.abs(tolerance) };
}

function inBaseUnit(said: string, units: Multipliers, answer: XmlElement): string {
  if (numberIn(said) !== undefined) return said;
  const [, written = "", unit = ""] = /^([-+.\d]+(?:e[-+]?\d+)?)\s*(.+)$/i.exec(said.slice(0, 100)) ?? [];
  const [number, multiplier] = [numberIn(written), units.get(unit)];
  if (number === undefined || multiplier === undefined) throw new QuestionRefused("moodle-xml.no-number", answer, { value: said.slice(0, 40) });
  return String(Number((number * multiplier).toPrecision(12)));
}
