import { say } from "../../../lib/messages.ts";
import { cut, finding, type Finding, type LintContext } from "./finding.ts";
import { readOption, type ReadOption } from "./option-reading.ts";
import type { ChoiceReading } from "./reading.ts";
import type { Check } from "./stem-checks.ts";
import { readStem, type ReadStem } from "./stem-reading.ts";
import { singular, wordOf } from "./words.ts";

/** Rule 12 for options. The words of a scene come back in all options of a decision: there the right one must have more of them than any other. */
export const wordRepeats: Check<ChoiceReading> = ({ question, stem, right, wrong }, { names }) => {
  const shared = ({ lemmas }: ReadOption) => lemmas.filter((lemma) => stem.lemmas.has(lemma)).length;
  for (const { id, read } of right) {
    if (question.level === "decide" && wrong.some((other) => shared(other.read) >= shared(read))) continue;
    const lemma = repeatedLemma(stem, read, wrong.map((other) => other.read));
    if (lemma !== undefined) return repeat(stem, read, lemma, `option ${id}`, question.level === "decide" ? undefined : names ?? NO_NAMES);
    if (isTold(stem, read) && !wrong.some((other) => isTold(stem, other.read))) return finding("word-repeats", `option ${id}`, say("linting.key.told", { text: cut(read.text) }));
  }
  return undefined;
};

/**
 * Whether a telling word stands in the stem and in the key, in whatever form, and in no other option: the reader need not know anything then.
 * Rule 12 without its severity, for those who choose options.
 */
export function repeatsWord(stem: string, key: string, others: readonly string[]): boolean {
  return repeatedLemma(readStem(stem), readOption(key), others.map(readOption)) !== undefined;
}

function repeatedLemma({ lemmas }: ReadStem, key: ReadOption, others: readonly ReadOption[]): string | undefined {
  return key.lemmas.find((lemma) => lemmas.has(lemma) && !others.some((other) => other.lemmas.includes(lemma)));
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Without `names` it is a scene, where a repeat weighs less. */
function repeat(stem: ReadStem, key: ReadOption, lemma: string, where: string, names: LintContext["names"]): Finding {
  const place = stem.lemmas.get(lemma)!;
  const [inStem, inKey] = [stem.words[place]!, key.words.find((word) => wordOf(word).lemma === lemma)!];
  const isTelling = names !== undefined && ((place > 0 && wordOf(stem.written[place]!).isCapital) || names.has(inStem) || isSameNoun(inStem, inKey));
  const why = inStem === inKey ? say("linting.key.repeated", { word: inKey }) : say("linting.key.repeated-form", { word: inStem, form: inKey });
  return finding("word-repeats", where, why, { severity: isTelling ? "blocking" : "warning" });
}

/** The same word, but for its plural, that does not end as verbs and adverbs do. */
function isSameNoun(one: string, other: string): boolean {
  return singular(one) === singular(other) && !/(?:ed|ing|ly)$/.test(one);
}

/** Whether an option stands in the stem, word for word. */
function isTold(stem: ReadStem, { phrase, lemmas, words }: ReadOption): boolean {
  const isTelling = lemmas.length > 0 || words.some((word) => /\p{N}/u.test(word)) || (words.length === 1 && !/^(?:no|yes|it|one|all|none|some|more|less|[a-z])$/.test(words[0]!));
  return isTelling && stem.phrase.includes(phrase);
}
