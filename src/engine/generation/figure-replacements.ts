import { formatValue, isEntityObject, type Fact, type Value } from "../knowledge/fact.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { areApart } from "../knowledge/proofs.ts";
import type { ChoiceQuestion } from "../questions/question.ts";
import { figureOption, tellsFigure } from "./figures.ts";
import { ladder, LADDER } from "./ladder.ts";
import type { Replacing } from "./replacements.ts";
import { isSound, type Workshop } from "./workshop.ts";

/** Figures that are nearer to each other than this look like one and a slip. */
const NEAREST = 1.3;

/** The fact whose date, sum or count is asked, where every option is a figure that the engine knows: only then is it known how options stand to each other. */
export function figureGap({ facts }: Knowledge, { kind, facts: keys, asks, options }: ChoiceQuestion): Fact | undefined {
  const fact = keys.length === 1 ? facts.find(({ id }) => id === keys[0]) : undefined;
  if (!fact || kind !== "single" || asks !== "object" || isEntityObject(fact.object)) return undefined;
  const known = new Set(valuesAbout(fact.object).map(formatValue));
  return options.every(({ text }) => known.has(text)) ? fact : undefined;
}

/**
 * Figures for the place of a wrong option, each proven wrong by P5: it has nothing in common with the true one, nor with any other option. The nearest to the key come first; `place` is where it stands among the
 * options, which are in order.
 */
export function figureReplacements(workshop: Workshop, question: ChoiceQuestion, fact: Fact, optionId: string): Replacing[] {
  const key = fact.object as Value;
  const values = inOrder(valuesAbout(key));
  const valueOf = (text: string) => values.find((value) => formatValue(value) === text)!;
  const kept = question.options.filter(({ id }) => id !== optionId).map(({ text }) => valueOf(text));
  const there = new Set(question.options.map(({ text }) => text));
  const isFit = (value: Value) => !there.has(formatValue(value)) && !tellsFigure(question.stem, value) && kept.every((other) => areApart(value, other) && !isNear(value, other));
  const steps = (value: Value) => Math.abs(values.indexOf(value) - values.indexOf(valueOf(formatValue(key))));
  return values.filter(isFit).sort((a, b) => steps(a) - steps(b)).map((value) => replacing(workshop, fact, value, kept.filter((other) => amountOf(other) < amountOf(value)).length))
    .filter(({ text, feedback, proof, place }) => isSound(workshop, { ...question, options: question.options.filter(({ id }) => id !== optionId).toSpliced(place!, 0, { id: optionId, text, feedback, proof, correct: false }) }));
}

function replacing({ knowledge }: Workshop, fact: Fact, value: Value, place: number): Replacing {
  const { text, feedback } = figureOption(knowledge, fact, value);
  return { entity: text, text, feedback, proof: "P5", grounds: [], place };
}

/** The value and every neighbour that questions may offer. */
function valuesAbout(value: Value): Value[] {
  const all = [value, ...Array.from({ length: LADDER }, (_, place) => ladder(value, place) ?? []).flat()];
  return [...new Map(all.map((each) => [formatValue(each), each])).values()];
}

function inOrder(values: readonly Value[]): Value[] {
  return [...values].sort((a, b) => amountOf(a) - amountOf(b));
}

function amountOf(value: Value): number {
  if ("date" in value) return Date.parse(value.date.split("/")[0]!);
  return "money" in value ? value.money : value.number;
}

function isNear(one: Value, other: Value): boolean {
  const [low, high] = [amountOf(one), amountOf(other)].sort((a, b) => a - b) as [number, number];
  return !("date" in one) && low > 20 && high < NEAREST * low;
}
