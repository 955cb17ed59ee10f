import { writingsAt, type Gazetteer, type Writing } from "./gazetteer.ts";
import type { Mention } from "./mention.ts";
import type { Token } from "./tokens.ts";

/** Words beside a name that say which kind of thing it is. */
const GROUP_CUES = /^(?:group|groups|gang|gangs|crew|hackers?|hacking|apt|actors?|collective|hacktivists?|cybercriminals?|operators?|affiliates?|team)$/;
const MALWARE_CUES = /^(?:malware|ransomware|virus|worm|trojan|wiper|spyware|backdoor|botnet|stealer|infostealer|implant|rat|loader|rootkit|exploit|toolkit|tool|strain)$/;
const PLACE_CUES = /^(?:in|from|on|against|to|of|across|between|with|by|neighbouring)$/;
const COMPANY_CUES = /^(?:inc|corp|plc|newspaper|magazine|reported|owner|said|insurer)$/;

const APPOSITION = /^, (?:a|an|the|another) (?:[\p{L}-]+ ){0,2}(?:malware|ransomware|virus|worm|trojan|wiper|spyware|backdoor|botnet|infostealer|strain|rootkit|loader)\b/u;

/** Names of the gazetteer in a sentence: case must fit, and names that are common words need their cue beside them. */
export function findNames(tokens: readonly Token[], gazetteer: Gazetteer): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const fitting = writingsAt(gazetteer, tokens, at).filter((writing) => fitsCase(writing, tokens, at) && (!writing.cue || hasCue(writing, tokens, at)));
    const chosen = choose(fitting, tokens, at);
    if (!chosen) continue;
    mentions.push(mentionOf(chosen, tokens, at));
    at += chosen.words.length - 1;
  }
  return mentions;
}

/** Short names in capitals ("US", "WHO") must be written so; others must begin with a capital wherever the name does. */
function fitsCase({ text, words }: Writing, tokens: readonly Token[], at: number): boolean {
  const written = tokens.slice(at, at + words.length).map((token) => token.text);
  if (/^[\p{Lu}.]{2,5}$/u.test(text)) return written.join("") === text;
  return text.split(/ /).every((word, index) => !/^\p{Lu}/u.test(word) || /^[\p{Lu}\d]/u.test(written[index] ?? ""));
}

function hasCue({ type, words }: Writing, tokens: readonly Token[], at: number): boolean {
  const [before, after] = [tokens[at - 1]?.lower ?? "", tokens[at + words.length]?.lower ?? ""];
  if (type === "location") return PLACE_CUES.test(before) || after === "'s";
  if (type === "intrusion-set") return GROUP_CUES.test(after) || GROUP_CUES.test(before) || (after === "ransomware" && GROUP_CUES.test(tokens[at + words.length + 1]?.lower ?? ""));
  if (type === "role") return /^[a-z'-]/.test(before) && /^(?:of|,|\.|said|says|told)$/.test(after) && !/^(?:the|a|an|in|to|of|on|at)$/.test(before);
  if (type === "malware" || type === "tool") return MALWARE_CUES.test(after) || MALWARE_CUES.test(before);
  return COMPANY_CUES.test(after) || (before === "the" && type === "identity" && /^(?:reported|said|revealed|newspaper)$/.test(after));
}

/** A name that a group shares with its malware means the malware where a word for malware follows and no word for a group after it. */
function choose(fitting: readonly Writing[], tokens: readonly Token[], at: number): Writing | undefined {
  const [first] = fitting;
  if (!first) return undefined;
  const same = fitting.filter(({ words }) => words.length === first.words.length);
  const after = tokens.slice(at + first.words.length, at + first.words.length + 6).map(({ lower }) => lower);
  const isCalledMalware = MALWARE_CUES.test(after[0] ?? "") || APPOSITION.test(after.join(" "));
  const meant = isCalledMalware && !after.slice(0, 2).some((word) => GROUP_CUES.test(word)) ? "malware" : "intrusion-set";
  return same.find(({ type }) => type === meant) ?? same.find(({ entity }) => entity !== undefined) ?? first;
}

function mentionOf({ words, name, type, kind, entity, adjective, metonym, investigates }: Writing, tokens: readonly Token[], at: number): Mention {
  const [first, last] = [tokens[at]!, tokens[at + words.length - 1]!];
  const text = tokens.slice(at, at + words.length).map((token, index, all) => (index > 0 && token.start > all[index - 1]!.end ? " " : "") + token.text).join("");
  return { start: first.start, end: last.end, text, name, type, kind, entity, adjective, metonym, investigates };
}
