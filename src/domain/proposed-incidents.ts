import type { Candidate } from "../engine/extraction/candidate.ts";
import { parseEdtf } from "../lib/edtf.ts";
import type { Article } from "../storage/tables.ts";

/** Words that speak for a topic, by its id. */
const SPEAK_FOR: readonly (readonly [topic: string, words: RegExp])[] = [
  ["attribution", /\b(?:attribut|blame[ds]?\b|behind the attack|state-sponsored|indict)/gi],
  ["ransomware", /\b(?:ransom|wiper|encrypted)/gi],
  ["patching", /\b(?:patch|vulnerabilit|CVE-|unsupported|out[- ]of[- ]date)/gi],
  ["passwords", /\b(?:passwords?|passkeys?|credentials?|multi-?factor|two-factor)\b/gi],
  ["social-engineering", /\b(?:phish|smish|vish|impersonat|pretend|pos(?:ed|ing) as|lure[ds]?\b)/gi],
  ["supply-chain", /\b(?:supply[- ]chain|suppliers?|vendors?|contractors?)\b/gi],
  ["data", /\b(?:personal data|data breach|leak|records\b|published on the dark web)/gi],
  ["continuity", /\b(?:backups?|restored|shut down|cancelled|offline)\b/gi],
];

/** A topic that an article mentions once in passing is none of its own. */
const LEAST_MENTIONS = 2;
const MOST_TOPICS = 3;

/** The topics that an article speaks of most. */
export function proposedTopics({ text }: Pick<Article, "text">): string[] {
  return SPEAK_FOR.map(([topic, words]) => ({ topic, mentions: text.match(words)?.length ?? 0 })).filter(({ mentions }) => mentions >= LEAST_MENTIONS)
    .sort((a, b) => b.mentions - a.mentions).slice(0, MOST_TOPICS).map(({ topic }) => topic);
}

/** "the attack on Viasat in 2022", after the first whom the incident hit; nothing where nobody is named. */
export function proposedLabel(candidates: readonly Candidate[], happened: string): string {
  const hit = candidates.find(({ relation, subject, object, polarity }) => relation === "targets" && polarity === "positive" && subject.type === "incident" && !subject.another && object.type === "identity" && !object.open);
  const year = parseEdtf(happened) && /^\d{4}/.exec(happened)?.[0];
  return hit ? `the attack on ${hit.object.name ?? hit.object.text}${year ? ` in ${year}` : ""}` : "";
}
