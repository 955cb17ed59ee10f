import { checkedProposals, type CheckedProposals } from "../../src/engine/extraction/checked-proposals.ts";
import type { Candidate } from "../../src/engine/extraction/candidate.ts";
import { readText, type Reading } from "../../src/engine/extraction/reading.ts";
import { gazetteer } from "./extraction.ts";
import { shipped } from "./knowledge.ts";

export const { relations } = shipped().content;

/** A fact as a model gives it: that the attack on the bank was Turla's, where the test says nothing else. */
export function proposed(given: object = {}): object {
  return { line: 0, quote: "Turla carried out the attack on the bank", subject: "the attack on the bank", relation: "attributed-to", object: "Turla", polarity: "positive", modality: "asserted", asserted_by: "", ...given };
}

export function reading(text: string): Reading {
  return readText({ text, publisher: "The Press", published: "2019-12-16" }, gazetteer);
}

/** What is left of an answer that holds these facts. */
export function checked(text: string, facts: readonly object[], known: readonly Candidate[] = []): CheckedProposals {
  return checkedProposals(JSON.stringify({ facts }), reading(text), relations, known)!;
}
