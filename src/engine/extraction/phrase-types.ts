import type { Mention } from "./mention.ts";
import { ACTOR, ARMED, DATA, EMPTY, EVENT, INCIDENT, MALWARE, NO_INCIDENT, ORGANISATION, PEOPLE, SYSTEM, VULNERABILITY } from "./nouns.ts";
import type { Unit } from "./units.ts";
import { anyOf } from "./words.ts";

/**
 * What a noun phrase is about, in one letter: Incident, B (an attack with weapons), Actor, Malware, Vulnerability, X data, Country, Organisation,
 * Person, G people, U a name of which nothing is known, Event, System, Figure of money, Number, Date, Q technique, R pronoun, K role, Z time and manner, T anything else.
 */
export type PhraseType = "I" | "B" | "A" | "M" | "V" | "X" | "C" | "O" | "P" | "G" | "U" | "E" | "S" | "F" | "N" | "D" | "Q" | "R" | "K" | "Z" | "T";

const OF_MENTION: Partial<Record<Mention["type"], PhraseType>> = {
  "intrusion-set": "A", malware: "M", tool: "M", location: "C", vulnerability: "V", event: "E", name: "U", sector: "O", "attack-pattern": "Q", money: "F", number: "N", role: "K",
};
const OF_HEAD: [RegExp, PhraseType][] = [
  [INCIDENT, "I"], [ACTOR, "A"], [MALWARE, "M"], [VULNERABILITY, "V"], [DATA, "X"], [PEOPLE, "G"], [ORGANISATION, "O"], [EVENT, "E"], [SYSTEM, "S"], [EMPTY, "Z"],
];

const PLAIN_TOOL = /^(?:tools?|code|exploits?|shells?|payloads?)$/;
const OF_ATTACKERS = /\b(?:attack|malicious|hacking|spy|exploit|web|remote|custom|open-source|hacker)\b/i;
const HOSTILE = new RegExp(`\\b(?:${anyOf(`
  hack cyber ransomware threat espionage criminal crime extortion malicious state sponsored backed linked hacktivist attack spying advanced apt unknown same
`)})`, "i");

/** The type of a phrase by its last unit: a name there decides, else the noun. */
export function phraseType(words: string, { lower, mention }: Unit, mentions: readonly Mention[]): PhraseType {
  if (mention) return mention.adjective ? "G" : mentionType(mention);
  const type = OF_HEAD.find(([nouns]) => nouns.test(lower))?.[1] ?? "T";
  if (type === "I") return ARMED.test(words) ? "B" : NO_INCIDENT.test(words) ? "T" : "I";
  if (type === "A") return isActor(words, lower, mentions) ? "A" : "G";
  if (type === "M") return PLAIN_TOOL.test(lower) && !OF_ATTACKERS.test(words) && mentions.length === 0 ? "T" : "M";
  return type;
}

/** The type of a phrase that is this name and no more. */
export function mentionType({ type, kind }: Mention): PhraseType {
  if (type === "identity") return kind === "person" ? "P" : "O";
  return OF_MENTION[type] ?? "T";
}

/** "group" and "actor" are attackers when something beside them says so. */
function isActor(words: string, head: string, mentions: readonly Mention[]): boolean {
  if (!/^(?:groups?|actors?|collective|crew|cell|operators?|affiliates?|members?)$/.test(head)) return true;
  return mentions.some(({ type }) => type === "intrusion-set" || type === "location" || type === "malware" || type === "name")
    || HOSTILE.test(words) || /^(?:the|a|this|that) (?:groups?|collective)$/i.test(words);
}
