import type { AssertedBy, Candidate, Slot } from "../engine/extraction/candidate.ts";
import { foldName } from "../engine/knowledge/names.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import type { Language } from "../lib/languages.ts";
import type { Article, Incident } from "../storage/tables.ts";
import { valueText } from "./written-values.ts";

/** One end of a fact as a reviewer says it: what it is called, the id of the known thing that it is ("": whatever bears this name), and what kind of thing it is if it is new: a type of entity, or in place of `identity` person, organisation or group. */
export interface Named { text: string; entity: string; type: string }

/** A fact in the words of a reviewer, before its ends are known things. `when` is a date as people write it, or empty. */
export interface DraftedFact {
  relation: string; subject: Named; object: Named; by: Named; polarity: Fact["polarity"]; modality: Fact["modality"]; when: string; complete: NonNullable<Fact["complete"]> | "";
  /** In which figures are written; English where nothing is said. */
  language?: Language;
}

/** What a candidate says if nothing is changed. An attack that the article speaks of is the incident that the article is about. */
export function draftOf(candidate: Candidate, { publisher }: Pick<Article, "publisher">, incident: Pick<Incident, "slug" | "label"> | undefined): DraftedFact {
  const { relation, subject, object, asserted_by, polarity, modality, when } = candidate;
  return {
    relation, subject: namedIn(subject, incident), object: namedIn(object, incident), by: speakerIn(asserted_by, publisher), polarity, modality,
    when: when?.date && !when.ambiguous ? when.date : "", complete: "",
  };
}

/** Words that stand for something else: a person has to say what is meant. */
const PRONOUN = /^(?:it|they|he|she|we|this|that|these|those|who|which|them|him|her|us)$/i;

/** Types of things that a phrase such as "the group" can refer to; "a wiper" after a name says what it is. */
const REFERS = new Set(["intrusion-set", "threat-actor", "malware", "tool", "identity", "location", "infrastructure", "event", "vulnerability"]);

/** What attackers without a name did is what happened in the incident. */
const NOBODY = /^(?:the |some |unknown |unidentified )?(?:attackers?|hackers?|intruders?|criminals?|cyber ?criminals?|perpetrators?|thieves)$/i;

function namedIn(slot: Slot, incident: Pick<Incident, "slug" | "label"> | undefined): Named {
  const { type, value, antecedent } = slot;
  if (incident && !antecedent && NOBODY.test(slot.text)) return { text: incident.label, entity: incident.slug, type: "incident" };
  if (value) return { text: valueText(value), entity: "", type };
  if (type === "incident") return incident ? { text: incident.label, entity: incident.slug, type } : { text: inSentence(slot.text), entity: "", type };
  const meant = (REFERS.has(type) ? antecedent : undefined) ?? slot;
  return { text: nameOf(meant), entity: meant.entity ?? "", type: (type === "identity" ? meant.kind : undefined) ?? type };
}

function speakerIn({ text, entity, kind, publisher: isPublisher }: AssertedBy, publisher: string): Named {
  return { text: isPublisher ? publisher : nameOf({ text }), entity: entity ?? "", type: isPublisher ? "organisation" : (kind ?? "identity") };
}

function nameOf({ name, text }: { name?: string; text: string }): string {
  const called = inSentence(name && foldName(name) === foldName(text) ? text : (name ?? text));
  return PRONOUN.test(called) ? "" : called;
}

/** As it stands in the middle of a sentence: "The FBI" -> "the FBI". */
function inSentence(text: string): string {
  return text.replace(/\s+/g, " ").replace(/^(?:The|A|An) /, (article) => article.toLowerCase()).slice(0, 200).trim();
}
