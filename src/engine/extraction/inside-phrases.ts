import type { Analysed } from "./analysis.ts";
import type { Match } from "./matching.ts";
import type { Mention } from "./mention.ts";
import type { Span } from "./normalise.ts";
import type { Phrase } from "./phrases.ts";

const PROGRAM = "ransomware|worm|wiper|trojan|virus|botnet|spyware|backdoor|rootkit|infostealer|keylogger|loader|malware";
const KIND = new RegExp(`^(?: |-)(${PROGRAM})\\b(?! (?:group|gang|crew|operators?|affiliates?|hackers|team|actors?))`, "i");

/** What noun phrases say by themselves: "the Russian Turla group", "SamSam ransomware outbreak", "the Equifax breach", "Telecoms minister A B". */
export function insidePhrases({ phrases, sentence }: Analysed): Match[] {
  return phrases.flatMap((phrase) => [...origins(phrase), ...kinds(phrase, sentence.text), ...weapons(phrase), ...victims(phrase), ...posts(phrase)]);
}

function origins(phrase: Phrase): Match[] {
  const group = phrase.mentions.find(({ type }) => type === "intrusion-set");
  const country = phrase.mentions.find((mention) => mention.type === "location" && group && mention.end <= group.start);
  if (!group || !country || phrase.type !== "A" || group.start - country.end > 24) return [];
  return [found("originates-from/qualified", group, country, { start: country.start, end: phrase.end }, 0.85)];
}

function kinds(phrase: Phrase, text: string): Match[] {
  return phrase.mentions.filter(({ type }) => type === "malware").flatMap((mention) => {
    const kind = KIND.exec(text.slice(mention.end, phrase.end));
    if (!kind || kind[1]!.toLowerCase() === "malware") return [];
    return [found("is-a/qualified", mention, { start: mention.end + 1, end: mention.end + kind[0].length }, { start: mention.start, end: mention.end + kind[0].length }, 0.85)];
  });
}

/** An incident that is called by the program it was done with. */
function weapons(phrase: Phrase): Match[] {
  const malware = phrase.type === "I" ? phrase.mentions.filter(({ type }) => type === "malware" || type === "tool") : [];
  return malware.map((mention) => found("uses/qualified", phrase, mention, phrase, 0.8));
}

/** An incident that is called by whom it struck: "the Equifax breach". A name with an apostrophe may be the attacker. */
function victims(phrase: Phrase): Match[] {
  const struck = phrase.type === "I" && /^(?:hack|breach|heist|leak|cyber-?attack|attack)$/.test(phrase.head) ? phrase.mentions.filter(isStruck) : [];
  return struck.length === 1 && !/['’]s?\b/.test(phrase.text) ? [found("targets/qualified", phrase, struck[0]!, phrase, 0.7)] : [];
}

function isStruck({ type, kind }: Mention): boolean {
  return type === "identity" && kind === "organisation";
}

/** "Telecoms minister A B": what stands before the name, up to the noun of the post. */
function posts(phrase: Phrase): Match[] {
  const person = phrase.type === "P" ? phrase.mentions.at(-1) : undefined;
  const role = person && phrase.mentions.findLast(({ type, end }) => type === "role" && end <= person.start);
  if (!person || !role || person.start - role.end > 2) return [];
  return [found("holds-role/title", person, { start: phrase.start, end: role.end }, { start: phrase.start, end: person.end }, 0.85)];
}

/** The relation is the first part of the rule's id. */
function found(rule: string, subject: Span, object: Span, span: Span, score: number): Match {
  const at = ({ start, end }: Span) => ({ start, end });
  return { rule, relation: rule.split("/")[0]!, subject: at(subject), object: at(object), span: at(span), score, presupposed: true, described: false, of: "phrase", slots: [at(subject), at(object)] };
}
