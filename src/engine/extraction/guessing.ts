import type { Mention } from "./mention.ts";
import { anyOf } from "./words.ts";

const PROGRAM = "(?:launcher|downloader|loader|backdoor|ransomware|malware|trojan|worm|wiper|botnet|spyware|stealer|infostealer|rootkit|bootkit|implant|web shell|virus|keylogger)";
const GROUP = "(?:group|gang|crew|collective|hackers|syndicate)";
const COMPANY = `(?:${anyOf(`
  company firm provider bank retailer operator manufacturer agency charity hospital university maker supplier insurer airline contractor vendor broadcaster
  newspaper utility council chain processor platform exchange studio publisher
`)})`;
const CALLED = "(?:called|known as|dubbed|named|tracked as|nicknamed)";
const APPOSITION = ",? (?:which is |who are )?(?:a|an|the|another|one of)(?: [\\p{L}\\p{N}'-]+){0,5}?";

type Guess = Pick<Mention, "type" | "kind">;
/** What the words after and before a name of which nothing is known say about it. */
const AFTER: [RegExp, Guess][] = [
  [new RegExp(`^ (?:[a-z-]+ )?${GROUP}\\b`, "u"), { type: "intrusion-set" }],
  [new RegExp(`^ ${PROGRAM}\\b`, "u"), { type: "malware" }],
  [new RegExp(`^${APPOSITION} ${PROGRAM}\\b(?! ${GROUP}\\b)`, "u"), { type: "malware" }],
  [new RegExp(`^${APPOSITION} ${GROUP}\\b`, "u"), { type: "intrusion-set" }],
  [new RegExp(`^${APPOSITION} ${COMPANY}\\b`, "u"), { type: "identity", kind: "organisation" }],
];
const BEFORE: [RegExp, Guess][] = [
  [new RegExp(`${PROGRAM},? ${CALLED} "?$`, "u"), { type: "malware" }],
  [new RegExp(`${GROUP},? ${CALLED} "?$`, "u"), { type: "intrusion-set" }],
  [/\b(?:Mr|Mrs|Ms|Dr|Sir|Judge|Justice|Detective|Inspector|Professor|Sergeant|Councillor)\.? $/u, { type: "identity", kind: "person" }],
];
const POST_FOLLOWS = /^, (?:(?:a|an|the|its|their|his|her|deputy|former|\p{L}{1,30}'s) ){0,4}$/u;
const PERSON: Guess = { type: "identity", kind: "person" };
const IS_PERSON_AFTER = /^, (?:\d\d,|who (?!is a company))/u;

/** What the unknown names of an article seem to be, by what is said beside them anywhere in it. */
export function guessNames(sentences: readonly { text: string; mentions: readonly Mention[] }[]): Map<string, Guess> {
  const guesses = new Map<string, Guess>();
  for (const { text, mentions } of sentences) {
    for (const mention of mentions.filter(({ type }) => type === "name")) {
      const [before, after] = [text.slice(Math.max(0, mention.start - 40), mention.start), text.slice(mention.end, mention.end + 90)];
      const guess = hasPost(mention, mentions, text) ? PERSON : guessOne(after, before, mention.text);
      if (guess && !guesses.has(mention.text)) guesses.set(mention.text, guess);
    }
  }
  return guesses;
}

/** "Chief Financial Officer Eivind Kallevik", "Bob Cenname, budget director": two words beside a post are a person. */
function hasPost(name: Mention, mentions: readonly Mention[], text: string): boolean {
  if (!/^\p{L}+(?: \p{L}[\p{L}.-]*){1,2}$/u.test(name.text)) return false;
  return mentions.filter(({ type }) => type === "role").some(({ start, end }) => text.slice(end, name.start) === " " || (start > name.end && POST_FOLLOWS.test(text.slice(name.end, start))));
}

function guessOne(after: string, before: string, name: string): Guess | undefined {
  if (name.includes(" ") && IS_PERSON_AFTER.test(after)) return PERSON;
  return AFTER.find(([words]) => words.test(after))?.[1] ?? BEFORE.find(([words]) => words.test(before))?.[1];
}
