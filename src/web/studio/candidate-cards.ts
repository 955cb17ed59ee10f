import type { Candidate } from "../../engine/extraction/candidate.ts";
import type { DraftedFact, Named } from "../../domain/drafted-facts.ts";
import { say, type Message } from "../../lib/messages.ts";
import { capitalise } from "../../lib/text.ts";
import type { DecidedCandidate } from "../../storage/candidates.ts";
import type { CandidateState } from "../../storage/tables.ts";
import { relationInWords, valueInWords, type FactWords } from "./fact-words.ts";

/** A candidate in words that a person reads. `known`: the incident's facts say so already, so that the article is a further source. `open`: what a person has to say before it can be a fact. */
export interface CandidateCard {
  number: number; version: number; state: CandidateState; edited: boolean; subject: string; relation: string; object: string; isNegative: boolean;
  modality: string; by: string; when: string; decider: string | null; fact: string | null; open: Message[]; likelihood: number; known: boolean;
}

/** As the review shows it, in the words of the draft. */
export function cardOf(row: DecidedCandidate, candidate: Candidate, draft: DraftedFact, names: ReadonlyMap<string, string>): CandidateCard {
  const nameOf = ({ text, entity }: Named, found: string) => names.get(entity) ?? (text || found);
  const { relation, subject, object, by, polarity, modality, when } = draft;
  const { value } = candidate.object;
  return {
    number: row.position, version: row.version, state: row.state, edited: Number(row.edited) === 1, decider: row.decider_name, known: false, fact: row.fact_key, likelihood: row.likelihood,
    subject: capitalise(nameOf(subject, candidate.subject.text)), relation: relationInWords(relation, value ?? ""), object: value ? valueInWords(value) : nameOf(object, candidate.object.text), isNegative: polarity === "negative",
    modality, by: nameOf(by, candidate.asserted_by.text), when,
    open: openIn(draft, candidate),
  };
}

/** What a person has to say before it can be a fact. */
function openIn({ subject, object, by }: DraftedFact, candidate: Candidate): Message[] {
  const isOtherAttack = candidate.subject.another === true && subject.type === "incident" && subject.entity === "";
  const open = [isOtherAttack && say("reviewing.open-attack"), !subject.text && !isOtherAttack && say("reviewing.open-subject"), !object.text && say("reviewing.open-object"), !by.text && say("reviewing.open-by")];
  return open.filter((words) => words !== false);
}

/** What was accepted may differ from what was found. */
export function asAccepted(facts: readonly FactWords[], { fact_key }: DecidedCandidate): Partial<CandidateCard> {
  const fact = facts.find(({ key }) => key === fact_key);
  if (!fact) return {};
  const { subject, relation, object, isNegative, modality, by, when } = fact;
  return { subject, relation, object, isNegative, modality, by, when: when ?? "", open: [] };
}
