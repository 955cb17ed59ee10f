import { remembered } from "./memory.ts";

const PLAIN = /^[\t\n\r -~‘’“”–—…£€]*$/;

/** The words of a text as they are written, without accents and punctuation; in lower case they are those of `fold`. */
export function wordsIn(text: string): readonly string[] {
  if (PLAIN.test(text)) return text.match(/[A-Za-z0-9]+/g) ?? [];
  return text.normalize("NFKD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words that stand in everything: they pick out no option. The first two lines are those of the generator. */
const COMMON = new Set([
  ..."that with from into over their which have been were what when this them more than used through without".split(" "),
  ..."group attack attacker attackers hackers company systems system data security".split(" "),
  ..."about above after again against also among another anything because before below between both does doing done during each either else even every first following".split(" "),
  ..."hacker here hers into itself just like made make many might most much must neither none once only other ours others same should since some someone something such".split(" "),
  ..."take then there these they thing things those though thus under until upon very want well went where whether while whom whose will within would your yours yourself".split(" "),
  ..."according named said says incident ransomware true false question answer".split(" "),
]);

/** What the linter knows of one word as it is written: `lemma` is empty where it tells nothing; `marks` says which lists it stands on. */
export interface Word { folded: string; lemma: string; marks: number; isCapital: boolean }

export const MARK = { asks: 1, negative: 2, dated: 4, absolute: 8, vague: 16, digits: 32, command: 64, passage: 128, verdict: 256, refers: 512, truth: 1024, list: 2048 } as const;

const LISTS: readonly [number, string][] = [
  [MARK.asks, "who whom whose what when where which why how"],
  [MARK.negative, "not except excluding never without incorrect incorrectly untrue false cannot t"],
  [MARK.dated, "now today today yesterday currently recently nowadays presently last this next past so ago moment"],
  [MARK.absolute, "always never none all completely absolutely totally definitely inevitable inevitably"],
  [MARK.vague, "frequently occasionally rarely seldom sometimes usually generally nearly somewhat often"],
  [MARK.passage, "text texts article articles section sections passage passages paragraph paragraphs chapter chapters"],
  [MARK.verdict, "true false correct incorrect"],
  [MARK.command, "name choose select mark pick match put order complete give state enter type identify find tick list arrange sort assign link say describe write calculate estimate rank decide"],
];

const MARKS = new Map<string, number>();
for (const [mark, words] of LISTS) for (const word of words.split(" ")) MARKS.set(word, (MARKS.get(word) ?? 0) | mark);

/** What is known of a word. */
export const wordOf = remembered(40_000, 40, (written): Word => {
  const folded = written.toLowerCase();
  const marks = (MARKS.get(folded) ?? 0) | (/^\p{N}+$/u.test(folded) ? MARK.digits : 0);
  return { folded, lemma: lemmaOf(folded), marks, isCapital: folded.charAt(0) !== written.charAt(0) };
});

/** "breaches" and "breached" -> "breach", "hijacking" -> "hijack"; empty for short words, common ones and numbers. */
function lemmaOf(word: string): string {
  if (word.length < 4 || COMMON.has(word) || /^\p{N}+$/u.test(word)) return "";
  const bare = word.replace(/(?:ings?|ed|es|s)$/, "").replace(/(?<=.{3})(?:i|y|e)$/, "").replace(/([^aeiou])\1$/, "$1");
  return bare.length < 3 ? word : bare;
}

/** Without its plural: "tools" -> "tool". */
export function singular(word: string): string {
  return word.replace(/(?<=..)(?:(?<=ch|sh|x|ss)es|(?<=[^su])s)$/, "").replace(/(?<=..)ie$/, "y");
}

/** ["a", "b"] -> " a b ", in which whole words can be looked for. */
export function phraseOf(words: readonly string[]): string {
  return ` ${words.join(" ")} `;
}
