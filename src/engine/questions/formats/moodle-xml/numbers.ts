import { say } from "../../../../lib/messages.ts";
import { childOf, childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import type { Item, NumericalAnswer } from "../item.ts";
import { answersIn } from "./choices.ts";
import { fractionOf } from "./fractions.ts";
import { commonOf, type Reading } from "./question.ts";
import { QuestionRefused } from "./refusal.ts";
import { isYes, numberIn, plainText, valueOf, wordsOf } from "./texts.ts";

type Unit = { unit: string; multiplier: number };

export function readNumerical(reading: Reading, category: string): Item {
  const { element, dropped } = reading;
  const units = unitsOf(element);
  const answers = answersIn(reading, 1).map((answer) => numericalAnswer(answer, units, reading)).filter(({ text }) => text !== "");
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
function numericalAnswer(answer: XmlElement, units: readonly Unit[], { shelf }: Reading): NumericalAnswer {
  const said = plainText(answer);
  const [fraction, feedback] = [fractionOf(answer, wordsOf(childOf(answer, "fraction"))), shelf.read(childOf(answer, "feedback"))];
  const isUnfilled = said === "" && fraction === 0 && feedback === "";
  const text = said === "*" || isUnfilled ? said : inBaseUnit(said, units, answer);
  const tolerance = numberIn(inBaseUnit(valueOf(answer, "tolerance", "0") || "0", units, answer))!;
  return { text, format: "plain", fraction, feedback, tolerance: Math.abs(tolerance) };
}

function inBaseUnit(said: string, units: readonly Unit[], answer: XmlElement): string {
  if (numberIn(said) !== undefined) return said;
  const value = units.map(({ unit, multiplier }) => ({ number: unit !== "" && said.endsWith(unit) ? numberIn(said.slice(0, -unit.length).trim()) : undefined, multiplier }))
    .find(({ number }) => number !== undefined);
  if (value === undefined) throw new QuestionRefused("moodle-xml.no-number", answer, { value: said.slice(0, 40) });
  return String(Number((value.number! * value.multiplier).toPrecision(12)));
}
