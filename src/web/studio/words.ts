import type { Modality } from "../../engine/knowledge/fact.ts";
import type { Kind, Level, Proof } from "../../engine/questions/question.ts";
import type { QuestionState } from "../../storage/tables.ts";
import { findTopicName, listTopics } from "../../storage/vocabulary.ts";

/** A line of a list to choose from. */
export interface Choice { value: string; label: string; hint?: string }

const KIND_WORDS: Record<Kind, string> = {
  single: "One right answer", multiple: "Several right answers", true_false: "True or false", matching: "Matching", ordering: "Ordering",
  numeric: "A number to write", short: "A name to write",
};

const LEVEL_WORDS: Record<Level, string> = { recall: "Recall", mechanism: "Mechanism", decide: "Decide" };

const LEVEL_HINTS: Record<Level, string> = { recall: "What happened", mechanism: "How it worked", decide: "What would you do" };

const STATE_WORDS: Record<QuestionState, string> = { draft: "Draft", published: "Published", retired: "Retired" };

/** Followed by who does so: "Claimed by Iran". */
export const MODALITY_WORDS: Record<Modality, string> = { asserted: "Stated", claimed: "Claimed", reported: "Reported", assessed: "Assessed", alleged: "Alleged", listed: "Listed" };

/** Why a wrong option cannot be true, for people who have never heard of our proofs. */
export const PROOF_WORDS: Record<Proof, string> = {
  P1: "Proven wrong: only one answer can be true here, and it is known to be another.",
  P2: "Proven wrong: this can never stand in that relation.",
  P3: "Proven wrong: the source says expressly that it was not so.",
  P4: "Proven wrong: the source's list is complete, and this is not on it.",
  P5: "Proven wrong: the figures or dates do not overlap.",
};

/** The topics to choose from, with those besides that are in use. */
export function topicChoices(inUse: readonly string[] = []): Choice[] {
  const ids = [...new Set([...listTopics().map((topic) => topic.id), ...inUse.filter(Boolean)])];
  return ids.map((id) => ({ value: id, label: findTopicName(id) }));
}

/** What views say instead of our own short names, and the same as lists to choose from. */
export const WORDS = {
  kind: KIND_WORDS, level: LEVEL_WORDS, state: STATE_WORDS,
  kinds: choicesOf(KIND_WORDS), levels: choicesOf(LEVEL_WORDS, LEVEL_HINTS), states: choicesOf(STATE_WORDS),
  topic: findTopicName,
};
export type Words = typeof WORDS;

function choicesOf(words: Readonly<Record<string, string>>, hints: Readonly<Record<string, string>> = {}): Choice[] {
  return Object.entries(words).map(([value, label]) => ({ value, label, ...(hints[value] ? { hint: hints[value] } : {}) }));
}
