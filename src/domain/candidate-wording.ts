import type { Candidate } from "../engine/extraction/candidate.ts";
import { isKnownVerb, pastOf, verbForm } from "../engine/extraction/words.ts";

/** Things of which one is "a trojan"; ransomware and malware are no single things. */
const COUNTED = /^(?:trojan|worm|virus|wiper|backdoor|botnet|bot|loader|rootkit|stealer|infostealer|downloader|dropper|keylogger|toolkit|tool|program|exploit|web shell)$/i;
/** Words with which a post begins where a sentence does. */
const POST_BEGINS = /^(?:Hospital|Company|School|Police|University|Council|Telecoms|Finance|Defence|Interior|Health|Foreign|Prime|Justice|Bank|Airline|Government|Security|Former|Deputy|Chief) (?=[a-z])/;
const NOUN_OF: Readonly<Record<string, string>> = { encrypted: "encryption", protected: "protection", secured: "protection", "password-protected": "protection by a password", "backed up": "backups", "kept apart": "separation from the rest" };
/** "Multi-factor authentication was not enabled": no name. */
const BEGINS_SENTENCE = /^\p{Lu}(?=\p{Ll}+(?:-\p{Ll}+)* (?:authentication|verification)|(?:ncryption|ackups|ogging|onitoring|egmentation|pdates|atches|irewalls?)$)/u;
const PARTICIPLE = new RegExp(`^(?:${Object.keys(NOUN_OF).join("|")})(?= |$)`);

/** Words of the article for what was wanted, done, missing or found, in the form that stems and explanations take: "disrupt elections" was the aim "to disrupt elections". */
export function worded({ relation, rule, quote }: Pick<Candidate, "relation" | "rule" | "quote">, text: string): string {
  switch (relation) {
    case "has-objective": return aim(text, rule === "has-objective/aim" && /\btook aim at\b/.test(quote));
    case "has-impact": return isVerb(text) ? `it ${withFirst(text, (verb) => pastOf(verb) ?? verb)}` : text;
    case "failed-control": return PARTICIPLE.test(text) ? text.replace(PARTICIPLE, (word) => NOUN_OF[word]!) : isVerb(text) ? withFirst(text, gerund) : text.replace(BEGINS_SENTENCE, (letter) => letter.toLowerCase());
    case "compromised-data": return text.replace(/^no (?=\p{Ll})/iu, "");
    case "is-a": return COUNTED.test(text) ? `${/^[aeiou]/i.test(text) ? "an" : "a"} ${text}` : text;
    case "holds-role": return text.replace(POST_BEGINS, (word) => word.toLowerCase());
    default: return text;
  }
}

function aim(text: string, isTarget: boolean): string {
  if (isTarget) return `to strike at ${text}`;
  return isVerb(text) ? `to ${text}` : text;
}

/** Whether the words begin with a verb: "forced the company ...". */
function isVerb(text: string): boolean {
  const first = firstOf(text);
  return first === first.toLowerCase() && isKnownVerb(first) && verbForm(first) !== "none";
}

function firstOf(text: string): string {
  return text.split(" ")[0]!;
}

function withFirst(text: string, changed: (verb: string) => string): string {
  const first = firstOf(text);
  return changed(first) + text.slice(first.length);
}

/** "install updates" -> "installing updates". */
function gerund(verb: string): string {
  if (verb.endsWith("ing")) return verb;
  if (/[^aeiou][aeiou][bdgmnpt]$/.test(verb) && !/(?:er|en|on|or|it|et)$/.test(verb)) return `${verb}${verb.at(-1)!}ing`;
  return verb.endsWith("e") && !verb.endsWith("ee") ? `${verb.slice(0, -1)}ing` : `${verb}ing`;
}
