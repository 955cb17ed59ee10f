import { say, type Message } from "../../../lib/messages.ts";
import { cut, finding, quoted } from "./finding.ts";
import { firstWith, has, type ReadOption } from "./option-reading.ts";
import type { ChoiceReading } from "./reading.ts";
import { DATED, type Check } from "./stem-checks.ts";
import { MARK, wordOf } from "./words.ts";

/** Rules 3, 9 and 14: what speaks of the other options. One combination is an "all of the above", several are a K-type question. */
export const referringOptions: Check<ChoiceReading> = ({ options, marks }) => {
  if ((marks & MARK.refers) === 0) return undefined;
  const referring = options.filter(({ read }) => read.refers !== undefined);
  const combined = referring.filter(({ read }) => read.refers === "combination");
  if (combined.length > 1) return complex(say("linting.options.combined", { options: combined.map(({ read }) => quoted(read.text, Infinity)) }));
  return referring.map(({ id, read }) => finding(read.refers === "none" ? "none-of-the-above" : "all-of-the-above", `option ${id}`, say("linting.options.refers", { text: cut(read.text) })));
};

/** Rule 14 without letters: "A and B", "B and C" written out. */
export const combinedOptions: Check<ChoiceReading> = ({ options, marks }) => {
  if ((marks & MARK.list) === 0) return undefined;
  const lists = options.filter(({ read }) => read.parts.length > 1);
  if (lists.length < 3) return undefined;
  const counts = new Map<string, number>();
  for (const { read } of lists) for (const part of new Set(read.parts)) counts.set(part, (counts.get(part) ?? 0) + 1);
  const isMixed = [...counts.values()].every((count) => count > 1) && counts.size <= options.length;
  return isMixed ? complex(say("linting.options.mixed", { things: counts.size })) : undefined;
};

const complex = (why: Message) => finding("complex-options", "options", why);

/** Rules 11 and 17, and rule 23 for options. */
export const tellingTerms: Check<ChoiceReading> = ({ question, options, marks }) => {
  if ((marks & (MARK.absolute | MARK.vague | MARK.dated)) === 0) return undefined;
  const marked = options.filter(({ read }) => has(read, MARK.absolute | MARK.vague | MARK.dated));
  const absolute = marked.filter(({ read }) => has(read, MARK.absolute) && isAbsolute(read));
  const vague = marked.find(({ read }) => has(read, MARK.vague) && !isFigure(read));
  const dated = question.level === "decide" ? undefined : marked.find(({ read }) => DATED.test(read.unquoted));
  return [
    ...(absolute.length > 0 && absolute.length < options.length ? [finding("absolute-terms", `option ${absolute[0]!.id}`, say("linting.options.absolute", { word: firstWith(absolute[0]!.read, MARK.absolute), options: absolute.length, of: options.length }))] : []),
    ...(vague ? [finding("vague-terms", `option ${vague.id}`, say("linting.options.vague", { word: firstWith(vague.read, MARK.vague) }))] : []),
    ...(dated ? [finding("stale", `option ${dated.id}`, say("linting.dated", { word: DATED.exec(dated.read.unquoted)![0] }))] : []),
  ];
};

/** "At all" and "after all" are not absolute, one word that is an answer ("None") is no term, and "all of the above" is another flaw. */
function isAbsolute({ words, unquoted, refers }: ReadOption): boolean {
  return words.length > 1 && refers === undefined && !/\b(?:at|after|above) all\b|\ball (?:right|clear)\b/i.test(unquoted);
}

/** "Nearly 3 million" */
function isFigure({ figure, words }: ReadOption): boolean {
  return figure !== undefined || words.some((word, place) => word === "nearly" && (wordOf(words[place + 1] ?? "").marks & MARK.digits) !== 0);
}
