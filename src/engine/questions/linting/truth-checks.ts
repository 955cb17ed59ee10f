import { finding, quoted, type Finding, type LintContext } from "./finding.ts";
import { alike, type Figure } from "./figures.ts";
import type { ReadOption } from "./option-reading.ts";
import type { ChoiceReading, Placed } from "./reading.ts";
import type { Check } from "./stem-checks.ts";

/** Rule 18's count of right options; true or false included. */
export const keyCount: Check<ChoiceReading> = ({ question, right, wrong }) => {
  if (question.kind !== "multiple") return right.length === 1 ? undefined : finding("more-than-one-correct", "options", right.length === 0 ? "No option is marked as right." : `${right.length} options are marked as right where one is asked for.`, { mend: "Mark exactly one option as right." });
  if (right.length === 0) return finding("more-than-one-correct", "options", "No option is marked as right.", { mend: "Mark the options that are right." });
  return wrong.length > 0 ? undefined : finding("more-than-one-correct", "options", "All options are marked as right, so that there is nothing to choose.", { mend: "Leave at least one option that is wrong." });
};

/** Rule 18 for what the options say: the same, within one another, or a part of one another. */
export const overlappingOptions: Check<ChoiceReading> = ({ options }, context) => [...repeated(options), ...nested(options), ...parted(options, context)];

function repeated(options: readonly Placed[]): Finding[] {
  const found: Finding[] = [];
  for (const [place, { id, read }] of options.entries()) {
    for (let before = 0; before < place; before++) {
      if (!saysTheSame(options[before]!.read, read)) continue;
      found.push(finding("more-than-one-correct", `option ${id}`, `${quoted(read.text)} says the same as another option: both are right, or both are wrong.`, { mend: "Leave one of the two out, or let it say something else." }));
      break;
    }
  }
  return found;
}

/** An article does not count, but it does where the text has signs of its own. */
export function saysTheSame(one: ReadOption, other: ReadOption): boolean {
  return one.sense === other.sense || (one.phrase === other.phrase && one.phrase.length > 2 && isProse(one) && isProse(other));
}

function isProse({ text }: ReadOption): boolean {
  return /^[A-Za-z][A-Za-z ]*[.!?]?$/.test(text);
}

function nested(options: readonly Placed[]): Finding[] {
  const found: Finding[] = [];
  for (const [place, option] of options.entries()) {
    const twin = option.read.figure && options.slice(0, place).find(({ read }) => read.figure && !saysTheSame(read, option.read) && overlap([read.figure, option.read.figure]));
    if (twin) found.push(finding("more-than-one-correct", `option ${option.id}`, `${quoted(option.read.text)} and ${quoted(twin.read.text)} overlap: what is in both makes both right.`, { mend: "Choose figures or dates that have nothing in common, and put a bound such as “more than” into the stem." }));
  }
  return found;
}

function overlap(figures: readonly (Figure | undefined)[]): boolean {
  const [a, b] = alike(figures) ?? [];
  return a !== undefined && b !== undefined && a.from <= b.to && b.from <= a.to;
}

function parted(options: readonly Placed[], { partOf }: LintContext): Finding[] {
  if (!partOf) return [];
  return options.flatMap((option, place) => options.slice(0, place).filter(({ read }) => partOf(read.text, option.read.text) || partOf(option.read.text, read.text))
    .map(({ read }) => finding("more-than-one-correct", `option ${option.id}`, `${quoted(option.read.text)} and ${quoted(read.text)} belong together: where one is right, the other is too.`, { mend: "Replace one of the two." })));
}

/** Rule 16. */
export const lostSequence: Check<ChoiceReading> = ({ options }) => {
  if (options.length < 3 || options[0]!.read.figure === undefined) return undefined;
  const figures = alike(options.map(({ read }) => read.figure));
  if (!figures) return undefined;
  const steps = figures.slice(1).map((figure, place) => direction(figures[place]!, figure));
  const isInOrder = steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
  return isInOrder ? undefined : finding("lost-sequence", "options", `The options are figures or dates and stand out of order: ${options.map(({ read }) => read.text).join(", ").slice(0, 120)}.`);
};

function direction(one: Figure, other: Figure): number {
  const start = (figure: Figure) => (figure.from === -Infinity ? figure.to : figure.from);
  return Math.sign(start(other) - start(one)) || Math.sign(other.to - one.to) || 0;
}
