import { say } from "../../../lib/messages.ts";
import { cut, finding, type LintContext } from "./finding.ts";
import type { ChoiceReading, Placed } from "./reading.ts";
import type { Check } from "./stem-checks.ts";
import { has, readOption, type ReadOption } from "./option-reading.ts";
import { MARK, wordOf } from "./words.ts";

const MUCH_LONGER = 1.25;

/** Rule 4 for one question; several right options count by the shortest of them. Figures and dates are as long as they are. */
export const longestOption: Check<ChoiceReading> = ({ right, wrong }) => {
  const [key] = right;
  if (!key || wrong.length === 0) return undefined;
  const shortest = right.length === 1 ? key : right.reduce((least, other) => (other.read.text.length < least.read.text.length ? other : least));
  const words = shortest.read.words.length;
  if (words < 2) return undefined;
  const longest = wrong.reduce((most, { read }) => Math.max(most, read.text.length), 0);
  if (shortest.read.text.length <= MUCH_LONGER * longest || [...right, ...wrong].every(({ read }) => read.figure)) return undefined;
  return finding("longest-option-correct", `option ${shortest.id}`, say("linting.key.longest", { length: shortest.read.text.length, longest }), { severity: words >= 4 ? "blocking" : "warning" });
};

/** Rule 7. Counts, for each option, its telling words that stand in another one. */
export const convergence: Check<ChoiceReading> = ({ question, right, options }) => {
  const key = right[0];
  if (question.kind !== "single" || !key || key.read.lemmas.length < 3) return undefined;
  const shared = (option: Placed) => option.read.lemmas.filter((lemma) => options.some((other) => other !== option && other.read.lemmas.includes(lemma))).length;
  const most = shared(key);
  return most >= 3 && options.every((option) => option === key || shared(option) < most)
    ? finding("convergence-cues", `option ${key.id}`, say("linting.key.convergence", { words: most })) : undefined;
};

/** Rule 8's number: one of the stem that stands in the right answer alone. */
export const repeatedNumber: Check<ChoiceReading> = ({ stem, right, wrong, marks }) => {
  if (stem.numbers.length === 0 || (marks & MARK.digits) === 0) return undefined;
  for (const { id, read } of right) {
    const number = has(read, MARK.digits) && !stem.phrase.includes(read.phrase) ? read.words.find((word) => stem.numbers.includes(word) && !wrong.some((other) => other.read.words.includes(word))) : undefined;
    if (number !== undefined) return finding("logical-cues", `option ${id}`, say("linting.key.repeated", { word: number }), { severity: "warning", mend: say("linting.key.number-mend") });
  }
  return undefined;
};

/** Rules 2 and 8: options are of one class, as far as the context knows. A right answer alone in its class is a cue; a wrong one of another class is not believed. */
export const mixedClasses: Check<ChoiceReading> = ({ right, wrong }, { classOf }) => {
  const key = right[0];
  const own = key && classOf?.(key.read.text);
  if (!key || !classOf || own === undefined) return undefined;
  const isOdd = ({ read }: Placed) => { const other = classOf(read.text); return other !== undefined && other !== own; };
  if (!wrong.some(isOdd)) return undefined;
  const odd = wrong.filter(isOdd);
  if (odd.length === wrong.length) return finding("logical-cues", `option ${key.id}`, say("linting.key.only-kind", { text: cut(key.read.text) }));
  return odd.map(({ id, read }) => finding("implausible-distractors", `option ${id}`, say("linting.key.other-kind", { text: cut(read.text) })));
};

/** Rule 20. The first four letters of a word of the answer's names, inside a name of the stem; words that are the same are rule 12's. */
export const nameLeak: Check<ChoiceReading> = ({ stem, right, wrong }, { aliasesOf }) => {
  if (stem.names.length === 0 || right.every(({ read }) => read.figure)) return undefined;
  for (const { id, read } of right) {
    for (const word of wordsNaming(read, aliasesOf)) {
      const name = leakingName(stem.names, word, read.words.includes(word));
      if (name !== undefined && !wrong.some((other) => other.read.names.some((own) => own.startsWith(word.slice(0, GRAM))))) return finding("alias-leak", `option ${id}`, say("linting.key.leak", { name, part: word.slice(0, GRAM), word: cut(word) }));
    }
  }
  return undefined;
};

const GRAM = 4;

function leakingName(names: readonly string[], word: string, isOwn: boolean): string | undefined {
  const gram = word.slice(0, GRAM);
  return names.find((name) => name.includes(gram) && !(isOwn && wordOf(name).lemma === wordOf(word).lemma));
}

/** An alias names itself as an option does; the first alias is mostly the option itself. */
function wordsNaming({ text, names }: ReadOption, aliasesOf: LintContext["aliasesOf"]): readonly string[] {
  const aliases = aliasesOf?.(text) ?? [];
  return aliases.length < 2 ? names : [...names, ...aliases.flatMap((alias) => readOption(alias).names)];
}
