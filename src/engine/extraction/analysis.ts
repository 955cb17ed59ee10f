import { lastYearIn } from "./dates.ts";
import type { Gazetteer } from "./gazetteer.ts";
import { guessNames } from "./guessing.ts";
import type { Mention } from "./mention.ts";
import { findMentions, type Known } from "./mentions.ts";
import { findPhrases, type Phrase } from "./phrases.ts";
import { capitalisedWords } from "./proper-names.ts";
import type { Sentence } from "./sentences.ts";
import { tokenise, type Token } from "./tokens.ts";
import { typeSentence, type Typed } from "./typed.ts";
import { unitsOf } from "./units.ts";

/** A sentence with all that was found in it. `index`: its place among the sentences of the article; offsets inside are those of the sentence. */
export interface Analysed { index: number; sentence: Sentence; mentions: Mention[]; phrases: Phrase[]; typed: Typed }

/** A longer one is a list or a table, or was made to be slow. */
const LONGEST_SENTENCE = 1_000;

/** Reads every sentence of the body; what belongs to the page is left out. */
export function analyse(sentences: readonly Sentence[], gazetteer: Gazetteer, published: string | undefined): Analysed[] {
  const read = sentences.map((sentence, index) => ({ sentence, index })).filter(({ sentence }) => !sentence.boilerplate && sentence.text.length <= LONGEST_SENTENCE)
    .map((each) => ({ ...each, tokens: tokenise(each.sentence.text) }));
  const seen = capitalisedWords(read.map(({ tokens }) => tokens));
  let year: string | undefined;
  const analysed = read.map(({ sentence, index, tokens }) => {
    const one = analyseOne(sentence, index, tokens, { gazetteer, published, seen, year });
    year = lastYearIn(one.mentions) ?? year;
    return one;
  });
  return secondLook(analysed);
}

function analyseOne(sentence: Sentence, index: number, tokens: readonly Token[], known: Known): Analysed {
  const mentions = findMentions(sentence.text, tokens, known);
  return { index, sentence, mentions, ...phrased(sentence.text, tokens, mentions) };
}

function phrased(text: string, tokens: readonly Token[], mentions: readonly Mention[]): Pick<Analysed, "phrases" | "typed"> {
  const units = unitsOf(tokens, mentions);
  const phrases = findPhrases(text, units);
  return { phrases, typed: typeSentence(units, phrases) };
}

/** A surname alone is the person whose full name stood in the article, and a name that was explained once is that everywhere. */
function secondLook(analysed: Analysed[]): Analysed[] {
  const guesses = guessNames(analysed.map(({ sentence, mentions }) => ({ text: sentence.text, mentions })));
  const people = analysed.flatMap(({ mentions }) => mentions.filter(({ kind, type, text }) => (kind === "person" && type === "identity") || guesses.get(text)?.kind === "person"));
  const known = new Map<string, Partial<Mention>>(people.flatMap(({ text }) => [text, text.split(" ").at(-1)!].map((name) => [name, { type: "identity", kind: "person", name: text }])));
  for (const [name, guess] of guesses) known.set(name, guess);
  const investigators = new Set(analysed.flatMap(peopleWhoInvestigate));
  return analysed.map((each) => {
    const mentions = each.mentions.map((mention): Mention => (mention.type === "name" ? { ...mention, ...known.get(mention.text) } : mention))
      .map((mention): Mention => (investigators.has(mention.name ?? "") ? { ...mention, investigates: true } : mention));
    if (mentions.every((mention, index) => mention.type === each.mentions[index]!.type && mention.investigates === each.mentions[index]!.investigates)) return each;
    return { ...each, mentions, ...phrased(each.sentence.text, tokenise(each.sentence.text), mentions) };
  });
}

/** "Paul Chichester, director of operations for the NCSC": what such a person says is an assessment too. */
function peopleWhoInvestigate({ mentions }: Analysed): string[] {
  return mentions.filter(({ kind }) => kind === "person").filter((person) => {
    const near = mentions.filter(({ start }) => start > person.end && start - person.end < 60);
    return near.some(({ type }) => type === "role") && near.some(({ investigates }) => investigates);
  }).map(({ name }) => name ?? "");
}
