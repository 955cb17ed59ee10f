import { say } from "../../../lib/messages.ts";
import { takesSeveral } from "../question.ts";
import { cut, finding, type Finding, type LintContext } from "./finding.ts";
import { alike, type Figure } from "./figures.ts";
import type { ReadOption } from "./option-reading.ts";
import type { ChoiceReading, Placed } from "./reading.ts";
import type { Check } from "./stem-checks.ts";

/** Rule 18's count of right options; true or false included. */
export const keyCount: Check<ChoiceReading> = ({ question, right, wrong }) => {
  if (!takesSeveral(question)) return right.length === 1 ? undefined : finding("more-than-one-correct", "options", right.length === 0 ? say("linting.truth.none") : say("linting.truth.many", { right: right.length }), { mend: say("linting.truth.one-mend") });
  if (right.length === 0) return finding("more-than-one-correct", "options", say("linting.truth.none"), { mend: say("linting.truth.none-mend") });
  return wrong.length > 0 ? undefined : finding("more-than-one-correct", "options", say("linting.truth.all"), { mend: say("linting.truth.all-mend") });
};

/** Rule 18 for what the options say: the same, within one another, or a part of one another. */
export const overlappingOptions: Check<ChoiceReading> = ({ options }, { partOf }) => {
  const found: Finding[] = [];
  for (let place = 1; place < options.length; place++) {
    for (let before = 0; before < place; before++) {
      const told = overlapping(options[before]!, options[place]!, partOf);
      if (told) found.push(told);
    }
  }
  return found;
};

function overlapping({ read: one }: Placed, { id, read: other }: Placed, partOf: LintContext["partOf"]): Finding | undefined {
  const tell = (what: string) => finding("more-than-one-correct", `option ${id}`, say(`linting.truth.${what}`, { one: cut(one.text), other: cut(other.text) }), { mend: say(`linting.truth.${what}-mend`) });
  if (saysTheSame(one, other)) return tell("same");
  if (one.figure && other.figure && overlap([one.figure, other.figure])) return tell("overlap");
  const isPart = partOf && (partOf(one.text, other.text) || partOf(other.text, one.text));
  return isPart ? tell("part") : undefined;
}

/** An article does not count, but it does where the text has signs of its own. */
export function saysTheSame(one: ReadOption, other: ReadOption): boolean {
  return one.sense === other.sense || (one.phrase === other.phrase && isPlain(one) && isPlain(other));
}

function isPlain({ text }: ReadOption): boolean {
  return /^[A-Za-z][A-Za-z ]*[.!?]?$/.test(text);
}

function overlap(figures: readonly (Figure | undefined)[]): boolean {
  const [a, b] = alike(figures) ?? [];
  return a !== undefined && b !== undefined && a.from <= b.to && b.from <= a.to;
}

/** Rule 16. */
export const lostSequence: Check<ChoiceReading> = ({ options }) => {
  if (options.length < 3 || options[0]!.read.figure === undefined) return undefined;
  const figures = alike(options.map(({ read }) => read.figure));
  if (!figures) return undefined;
  const steps = figures.slice(1).map((figure, place) => direction(figures[place]!, figure));
  const isInOrder = steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
  return isInOrder ? undefined : finding("lost-sequence", "options", say("linting.truth.order", { texts: options.map(({ read }) => read.text).join(", ").slice(0, 120) }));
};

function direction(one: Figure, other: Figure): number {
  const start = (figure: Figure) => (figure.from === -Infinity ? figure.to : figure.from);
  return Math.sign(start(other) - start(one)) || Math.sign(other.to - one.to) || 0;
}
