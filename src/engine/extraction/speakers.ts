import type { Analysed } from "./analysis.ts";
import type { Span } from "./normalise.ts";
import { compile } from "./pattern.ts";
import type { Phrase } from "./phrases.ts";
import { sourceSpan } from "./typed.ts";
import { anyOf } from "./words.ts";

/** That a source says something: which phrase names it, with which verb, and over which part of the sentence its word reaches. */
export interface Attribution { speaker: Phrase; verb: string; scope: Span }

const VERB = `(?<verb>${anyOf(`
  said says say told tells added wrote stated tweeted claimed claims boasted insisted announced declared posted maintained argued denied denies
  alleged alleges accused accuses charged suspects blamed blames blame accuse indicted indicated reported reports found identified assessed assesses
  concluded determined attributed believes? believed linked traced estimates estimated discovered warned warns confirmed confirms acknowledged
  admitted disclosed revealed explained noted ruled assess calculated
`)})`;
const TELLERS = "report|advisory|statement|indictment|study|watchdog|regulator|spokesman|spokeswoman|spokesperson|court|jury|minister|judge|president";
const WHO = `(?<who><[OGPCUAR][^>]*>|<[KTV][^>]*p\\d[^>]*>|<[A-Z][^>]*=(?:${TELLERS})>)`;
const AT_END = "(?=(?: (?:at|on|in|to) <[^>]*>| <D[^>]*>){0,2}(?: [,.;:]|$))";
const FORMS: [RegExp, "before" | "after" | "all"][] = [
  [compile(`${WHO}(?: , <[^>]*>(?: (?:of|for|at) <[^>]*>){0,2} ,)? {aux}${VERB}`), "after"],
  [compile(`{=investigation|report|analysis|study|review|inquiry|audit|advisory} (?:by|from) ${WHO}(?: and <[^>]*>)? {aux}${VERB}`), "after"],
  [compile(`, ${WHO}(?: , <[^>]*>(?: (?:of|for|at) <[^>]*>){0,2} ,)?(?: which (?:is|was) <[^>]*>(?: of <[^>]*>)? ,)? {aux}${VERB}${AT_END}`), "before"],
  [compile(`, (?<verb>said|says|according to) ${WHO}`), "before"],
  [compile(`according to ${WHO}`), "all"],
  [compile(`(?<verb>identified|named|blamed|attributed|linked|accused|charged|indicted) by ${WHO}`), "all"],
];
/** What "it discovered" is an act of its own, and no word of a source. */
const ONLY_SAYING = /^(?:said|says|say|told|added|claimed|claims|alleged|alleges|announced|tweeted|insisted|denied|confirmed|admitted)$/;
const PASSIVE = /\b(?:was|were|is|are|been|be|being) $/;

/** Who says what in a sentence. Words that a source only hears said of itself ("was accused") are none of its own. */
export function findAttributions({ typed, sentence }: Analysed): Attribution[] {
  return FORMS.flatMap(([form, side]) => [...typed.text.matchAll(form)].flatMap((match) => {
    const phrase = typed.phrases[Number(/\d+(?==)/.exec(match.groups!.who!)?.[0])];
    const verb = match.groups!.verb ?? "said";
    if (!phrase || (/^(?:it|they)$/.test(phrase.head) && !ONLY_SAYING.test(verb)) || (side === "after" && PASSIVE.test(typed.text.slice(0, match.indices!.groups!.verb![0])))) return [];
    const { start, end } = sourceSpan(typed, match.index, match.index + match[0].length);
    const scope = side === "all" ? { start: 0, end: sentence.text.length } : side === "after" ? { start, end: sentence.text.length } : { start: 0, end };
    return [{ speaker: phrase, verb, scope }];
  }));
}

/** The attribution that reaches over the span; the closest where several do. */
export function attributionOver(attributions: readonly Attribution[], span: Span): Attribution | undefined {
  const isOwnPart = ({ speaker, scope }: Attribution) => speaker.start >= span.start && speaker.end <= span.end && scope.start !== 0;
  const over = attributions.filter((one) => one.scope.start <= span.start && one.scope.end >= span.end && !isOwnPart(one));
  return over.sort((a, b) => (a.scope.end - a.scope.start) - (b.scope.end - b.scope.start))[0];
}
