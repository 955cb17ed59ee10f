import { randomFrom } from "../../lib/random.ts";
import { fold } from "../../lib/text.ts";
import { formatValue, isEntityObject, type Fact, type Value } from "../knowledge/fact.ts";
import { entityOf, relationOf, type Knowledge } from "../knowledge/knowledge.ts";
import { areApart } from "../knowledge/proofs.ts";
import { wordsFor } from "../knowledge/relation.ts";
import type { Question } from "../questions/question.ts";
import { ladder, LADDER } from "./ladder.ts";
import { imbalanceWith } from "./ledger.ts";
import { letter } from "./options.ts";
import { allows, explain, isScoped } from "./stems.ts";
import { boundOf, fill } from "./wording.ts";
import { bookOf, commonParts, type Workshop } from "./workshop.ts";

/**
 * Single choice among dates, sums or counts. Proof P5: the values have nothing in common; a bound such as "more than" stands in the stem and the
 * options are bare figures, because ranges nest. Options stand in their own order; the key's place is where guessing gains least.
 */
export function figureFrom(workshop: Workshop, fact: Fact): Question | undefined {
  const { knowledge } = workshop;
  const { object } = fact;
  const stem = allows(knowledge, fact, "single") ? valueStem(workshop, fact) : undefined;
  if (!stem || isEntityObject(object)) return undefined;

  const book = bookOf(workshop, `figure ${fact.relation}`);
  const start = Math.floor(randomFrom(`${workshop.seed} ${fact.id} figure`)() * LADDER);
  const places = Array.from({ length: LADDER }, (_, turn) => (start + turn) % LADDER);
  const weighed = places.flatMap((place) => {
    const values = ladder(object, place);
    if (!values || !isFair(values, object, stem)) return [];
    return [{ values, ...imbalanceWith(book.surplus, values.map((value, index) => ({ text: String(index), correct: isSame(value, object), overlap: 0, frequency: 0, rate: 0 }))) }];
  });
  const [best] = weighed.sort((a, b) => a.cost - b.cost);
  if (!best) return undefined;
  book.surplus = best.surplus;
  return {
    kind: "single", ...commonParts(workshop, fact, `${fact.id}.object`), asks: "object", level: relationOf(knowledge, fact).level, difficulty: "medium",
    stem, explanation: explain(knowledge, fact), sorted: true, options: optionsOf(workshop, fact, best.values, object),
  };
}

/** The stem that asks for the value of a fact, unless it tells the value. `period` names the precision that is asked, where the value is a date. */
export function valueStem({ knowledge }: Workshop, fact: Fact, period?: string): string | undefined {
  if (isEntityObject(fact.object) || fact.polarity === "negative") return undefined;
  const { asks } = wordsFor(relationOf(knowledge, fact), fact);
  const isBound = "comparator" in fact.object && fact.object.comparator !== undefined;
  const template = asks.object.find(({ text }) => isScoped(fact, text) && (isBound || !text.includes("{comparator}")))?.text;
  const stem = template && fill(knowledge, period ? template.replace("{period}", period) : template, fact);
  return stem && !tellsYear(stem, fact.object) ? stem : undefined;
}

function isFair(values: readonly Value[], key: Value, stem: string): boolean {
  return values.filter((value) => isSame(value, key)).length === 1 && !values.some((value) => tellsFigure(stem, value)) && values.every((a, i) => values.every((b, j) => i === j || areApart(a, b)));
}

function optionsOf({ knowledge }: Workshop, fact: Fact, values: readonly Value[], key: Value) {
  return values.map((value, index) => isSame(value, key)
    ? { id: letter(index), text: formatValue(key), correct: true, feedback: explain(knowledge, fact) }
    : wrong(index, figureOption(knowledge, fact, value)));
}

function wrong(index: number, { text, feedback }: { text: string; feedback: string }) {
  return { id: letter(index), text, correct: false, proof: "P5" as const, feedback };
}

/** A wrong date, sum or count, and why it is wrong. */
export function figureOption(knowledge: Knowledge, fact: Fact, value: Value): { text: string; feedback: string } {
  const key = fact.object as Value;
  const bound = "date" in key ? "" : boundOf(key);
  return { text: formatValue(value), feedback: `${isLower(value, key) ? tooSmall(value) : tooLarge(value)} ${entityOf(knowledge, fact.asserted_by).title} gave ${[bound, formatValue(key)].filter(Boolean).join(" ")}.` };
}

function isLower(one: Value, other: Value): boolean {
  if ("date" in one && "date" in other) return one.date < other.date;
  return "money" in one && "money" in other ? one.money < other.money : "number" in one && "number" in other && one.number < other.number;
}

/** Whether the figure itself stands in the stem, and not only its digits inside a year. */
export function tellsFigure(stem: string, value: Value): boolean {
  return ` ${fold(stem)} `.includes(` ${fold(formatValue(value))} `);
}

function isSame(a: Value, b: Value): boolean {
  return formatValue(a) === formatValue(b);
}

/** A label that carries the year gives the date away. */
function tellsYear(stem: string, value: Value): boolean {
  return "date" in value && value.date.split("/").some((date) => stem.includes(date.slice(0, 4)));
}

const tooSmall = (value: Value): string => ("date" in value ? "That is too early." : "That is too low.");
const tooLarge = (value: Value): string => ("date" in value ? "That is too late." : "That is too high.");
