import { say, type Words as Said } from "../../lib/messages.ts";
import type { Modality } from "../../engine/knowledge/fact.ts";
import type { Kind, Level, Proof } from "../../engine/questions/question.ts";
import type { QuestionState } from "../../storage/tables.ts";
import { findTopicWords, listTopics } from "../../storage/vocabulary.ts";

/** A line of a list to choose from. */
export interface Choice { value: string; label: Said; hint?: Said }

const KIND_WORDS: Record<Kind, string> = {
  single: "kinds.single", multiple: "kinds.multiple", true_false: "kinds.true-false", matching: "kinds.matching", ordering: "kinds.ordering",
  numeric: "kinds.numeric", short: "kinds.short", spot: "kinds.spot",
};

const LEVEL_WORDS: Record<Level, string> = { recall: "levels.recall", mechanism: "levels.mechanism", decide: "levels.decide" };

const LEVEL_HINTS: Record<Level, string> = { recall: "levels.recall-hint", mechanism: "levels.mechanism-hint", decide: "levels.decide-hint" };

const STATE_WORDS: Record<QuestionState, string> = { draft: "question-states.draft", published: "question-states.published", retired: "question-states.retired" };

/** How surely a fact is said, as keys of the catalogues. */
export const MODALITY_WORDS: Record<Modality, string> = {
  asserted: "modalities.asserted", claimed: "modalities.claimed", reported: "modalities.reported", assessed: "modalities.assessed", alleged: "modalities.alleged", listed: "modalities.listed",
};

/** Why a wrong option cannot be true, for people who have never heard of our proofs. */
export const PROOF_WORDS: Record<Proof, string> = {
  P1: "proofs.one-answer", P2: "proofs.no-relation", P3: "proofs.said-not", P4: "proofs.whole-list", P5: "proofs.no-overlap",
};

/** The topics to choose from, with those besides that are in use. */
export function topicChoices(inUse: readonly string[] = []): Choice[] {
  const ids = [...new Set([...listTopics().map((topic) => topic.id), ...inUse.filter(Boolean)])];
  return ids.map((id) => ({ value: id, label: findTopicWords(id) }));
}

/** What views say instead of our own short names, as keys of the catalogues, and the same as lists to choose from. */
export const WORDS = {
  kind: KIND_WORDS, level: LEVEL_WORDS, state: STATE_WORDS,
  kinds: choicesOf(KIND_WORDS), levels: choicesOf(LEVEL_WORDS, LEVEL_HINTS), states: choicesOf(STATE_WORDS),
  topic: findTopicWords,
};
export type Words = typeof WORDS;

/** The kinds as the editor offers them: what somebody would do is one of them there. */
export const FORM_KINDS: readonly Choice[] = [...WORDS.kinds, { value: "decide", label: say("decisions.kind"), hint: say("decisions.kind-hint") }];

function choicesOf(words: Readonly<Record<string, string>>, hints: Readonly<Record<string, string>> = {}): Choice[] {
  return Object.entries(words).map(([value, label]) => ({ value, label: say(label), ...(hints[value] ? { hint: say(hints[value]) } : {}) }));
}
