import type { AssertedBy, Candidate, Slot } from "../engine/extraction/candidate.ts";
import { INCIDENT } from "../engine/extraction/nouns.ts";
import { wordsIn } from "../engine/extraction/other-attacks.ts";
import { foldName } from "../engine/knowledge/names.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import type { Language } from "../lib/languages.ts";
import type { Article, Incident } from "../storage/tables.ts";
import { worded } from "./candidate-wording.ts";
import { isNamedThing, isNameless, isPronoun } from "./nameless.ts";
import { valueText } from "./written-values.ts";

/** One end of a fact as a reviewer says it: what it is called, the id of the known thing that it is ("": whatever bears this name), and what kind of thing it is if it is new: a type of entity, or in place of `identity` person, organisation or group. */
export interface Named { text: string; entity: string; type: string }

/** A fact in the words of a reviewer, before its ends are known things. `when` is a date as people write it, or empty. */
export interface DraftedFact {
  relation: string; subject: Named; object: Named; by: Named; polarity: Fact["polarity"]; modality: Fact["modality"]; when: string; complete: NonNullable<Fact["complete"]> | "";
  /** In which figures are written; English where nothing is said. */
  language?: Language;
}

/** What a candidate says if nothing is changed. An attack that the article speaks of is the incident that the article is about, unless it may be another one: which, a person says. */
export function draftOf(candidate: Candidate, { publisher }: Pick<Article, "publisher">, incident: Pick<Incident, "slug" | "label"> | undefined): DraftedFact {
  const { relation, subject, object, asserted_by, polarity, modality, when } = candidate;
  return {
    relation, subject: namedIn(subject, incident), object: wordedIn(candidate, namedIn(object, incident)), by: speakerIn(asserted_by, publisher), polarity, modality,
    when: when?.date && !when.ambiguous ? when.date : "", complete: "",
  };
}

/** What attackers without a name did is what happened in the incident. */
const NOBODY = /^(?:the |some |unknown |unidentified )?(?:attackers?|hackers?|intruders?|criminals?|cyber ?criminals?|perpetrators?|thieves|fraudsters|scammers)$/i;

function wordedIn(candidate: Candidate, named: Named): Named {
  return named.entity === "" && candidate.object.value === undefined ? { ...named, text: worded(candidate, named.text) } : named;
}

const SAYS_LITTLE = /^(?:cyber.*|ransomware|malware|attempted|another|second|similar|other|massive|major|secret|fresh)$/;

function namedIn(slot: Slot, incident: Pick<Incident, "slug" | "label"> | undefined): Named {
  const { type, value, antecedent, another } = slot;
  const own = incident && (!another || isCalledSo(slot, incident)) ? { text: incident.label, entity: incident.slug, type: "incident" } : undefined;
  if (own && NOBODY.test(antecedent?.text ?? slot.text)) return own;
  if (value) return { text: valueText(value), entity: "", type };
  if (type === "incident") return own ?? { text: slot.open ? "" : inSentence(slot.text), entity: "", type };
  const meant = (isNamedThing(type) ? antecedent : undefined) ?? slot;
  const named = { text: nameOf(meant), entity: meant.entity ?? "", type: (type === "identity" ? meant.kind : undefined) ?? type };
  return named.entity === "" && isNameless(named.text, type) ? { ...named, text: "" } : named;
}

/** "The SamSam outbreak" is the incident that is called "the SamSam attacks of 2018": what stands before the noun stands in its label. */
function isCalledSo({ type, text, open }: Slot, { label }: Pick<Incident, "label">): boolean {
  const words = wordsIn(text);
  const noun = type === "incident" && !open ? words.findIndex((word) => INCIDENT.test(word)) : -1;
  return words.slice(0, Math.max(0, noun)).some((word) => word.length > 4 && !SAYS_LITTLE.test(word) && wordsIn(label).includes(word));
}

function speakerIn({ text, entity, kind, publisher: isPublisher }: AssertedBy, publisher: string): Named {
  const called = isPublisher ? publisher : nameOf({ text });
  return { text: !isPublisher && !entity && isNameless(called, "identity") ? "" : called, entity: entity ?? "", type: isPublisher ? "organisation" : (kind ?? "identity") };
}

function nameOf({ name, text }: { name?: string; text: string }): string {
  const called = inSentence(name && foldName(name) === foldName(text) ? text : (name ?? text));
  return isPronoun(called) ? "" : called;
}

/** As it stands in the middle of a sentence: "The FBI" -> "the FBI". */
function inSentence(text: string): string {
  return text.replace(/\s+/g, " ").replace(/^(?:The|A|An) /, (article) => article.toLowerCase()).slice(0, 200).trim();
}
