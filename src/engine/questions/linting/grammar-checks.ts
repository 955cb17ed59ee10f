import { say, type Message } from "../../../lib/messages.ts";
import { cut, finding } from "./finding.ts";
import type { Opening, ReadOption } from "./option-reading.ts";
import type { ChoiceReading, Placed } from "./reading.ts";
import type { Check } from "./stem-checks.ts";

/** Rule 15: the first way in which the form of the options gives the right one away. Needs one right and two wrong options. */
export const grammaticalCue: Check<ChoiceReading> = (reading) => {
  const [key, second] = reading.right;
  if (!key || second || reading.wrong.length < 2) return undefined;
  const why = wrongArticle(reading, key) ?? oddNumber(reading, key) ?? oddOpening(reading, key) ?? oddStyle(reading, key);
  return why === undefined ? undefined : finding("grammatical-cues", `option ${key.id}`, why);
};

/** "An" before options of which the wrong ones cannot follow it. */
function wrongArticle({ stem, wrong }: ChoiceReading, key: Placed): Message | undefined {
  const { article } = stem;
  if (article === undefined || !follows(article, key.read)) return undefined;
  const misfit = wrong.find(({ read }) => !follows(article, read));
  return misfit && say("linting.grammar.article", { article, text: cut(misfit.read.text) });
}

/** By its letters; an abbreviation may be said either way. */
function follows(article: string, { text }: ReadOption): boolean {
  if (/^[A-Z0-9]{2}|^\d|^[^a-z]/i.test(text) && !/^[A-Z][a-z]/.test(text)) return true;
  const isVowel = /^(?:[aeio]|u(?!ni|s[ae]|k\b)|hour|honest|heir)/i.test(text) && !/^(?:eu|one\b|once\b)/i.test(text);
  return isVowel === (article === "an");
}

const ASKS_FOR_SEVERAL = /^(?:which|what)(?: of (?:these|the following))?(?: [a-z]+)? (?:are|were)\b/i;
const ASKS_FOR_ONE = /^(?:which|what)(?: of (?:these|the following))?(?: [a-z]+)? (?:is|was) (?:an?|the) [a-z]+[^s\s]\b/i;

/** A stem in the plural, and the right answer the only plural; or the other way round. Only single words tell: in longer ones the ending may be of anything. */
function oddNumber({ stem, wrong, options }: ChoiceReading, key: Placed): Message | undefined {
  if (!options.every(({ read }) => read.style.isOneWord)) return undefined;
  const isPlural = ({ read }: Placed) => read.style.isPlural;
  if (ASKS_FOR_SEVERAL.test(stem.text) && isPlural(key) && !wrong.some(isPlural)) return say("linting.grammar.plural");
  return ASKS_FOR_ONE.test(stem.text) && !isPlural(key) && wrong.every(isPlural) ? say("linting.grammar.singular") : undefined;
}

/** Only the right answer begins in one way, and all the wrong ones begin in one other. */
function oddOpening({ wrong, options }: ChoiceReading, key: Placed): Message | undefined {
  const [first] = wrong;
  const opening = first!.read.opening;
  if (opening === key.read.opening || wrong.some(({ read }) => read.opening !== opening) || options.some(({ read }) => read.words.length < 2)) return undefined;
  return key.read.opening === "plain" ? say("linting.grammar.wrong-begin", { how: builtAs(opening) }) : say("linting.grammar.right-begins", { how: builtAs(key.read.opening) });
}

function builtAs(opening: Opening): Message {
  return say(`linting.openings.${opening}`);
}

/** Only the right answer begins with a small letter, or ends with a full stop; or only it does not. */
function oddStyle({ wrong, options }: ChoiceReading, { read: { style } }: Placed): Message | undefined {
  if (!options.every(({ read }) => read.style.isProse)) return undefined;
  if (wrong.every(({ read }) => read.style.isStopped !== style.isStopped)) return say(style.isStopped ? "linting.grammar.right-stops" : "linting.grammar.wrong-stop");
  if (wrong.some(({ read }) => read.style.isSmall === style.isSmall)) return undefined;
  return say(style.isSmall ? "linting.grammar.right-small" : "linting.grammar.wrong-small");
}
