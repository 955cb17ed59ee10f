import { isEntityObject, type Fact, type Value } from "../knowledge/fact.ts";
import { relationOf } from "../knowledge/knowledge.ts";
import type { NumericQuestion } from "../questions/question.ts";
import { tellsFigure, valueStem } from "./figures.ts";
import { allows, explain } from "./stems.ts";
import { commonParts, type Workshop } from "./workshop.ts";

/** Up to this a number is known exactly; above it a tenth either way will do, and the stem says so. */
const EXACT_UP_TO = 100;
const NEAR_ENOUGH = "Within a tenth is near enough.";
const CURRENCIES: Record<string, string> = { USD: "US dollars", GBP: "pounds", EUR: "euros", BTC: "bitcoin" };

/** A question that is answered by typing a year, a count or a sum. A bound such as "more than" stands in the stem, so that one figure is right. */
export function numericFrom(workshop: Workshop, fact: Fact): NumericQuestion | undefined {
  const { knowledge } = workshop;
  if (isEntityObject(fact.object) || !allows(knowledge, fact, "numeric")) return undefined;
  const answer = answerOf(fact.object);
  const stem = answer && valueStem(workshop, fact, "In which year");
  if (!answer || !stem || tellsFigure(stem, fact.object)) return undefined;
  return {
    kind: "numeric", ...commonParts(workshop, fact, `${fact.id}.numeric`), asks: "object", level: relationOf(knowledge, fact).level,
    difficulty: answer.tolerance === 0 ? "medium" : "hard", stem: answer.tolerance === 0 ? stem : `${stem} ${NEAR_ENOUGH}`, explanation: explain(knowledge, fact), answer,
  };
}

function answerOf(value: Value): NumericQuestion["answer"] | undefined {
  if ("date" in value) return value.date.includes("/") ? undefined : { value: Number(value.date.slice(0, 4)), tolerance: 0 };
  const figure = "money" in value ? value.money : value.number;
  const isExact = figure <= EXACT_UP_TO && Number.isInteger(figure);
  return { value: figure, tolerance: isExact ? 0 : figure / 10, unit: "money" in value ? CURRENCIES[value.currency]! : value.unit };
}
