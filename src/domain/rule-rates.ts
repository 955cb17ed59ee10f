import type { Candidate } from "../engine/extraction/candidate.ts";
import type { RuleCounts } from "../storage/candidates.ts";

/** What became of the candidates of each rule, by rule. */
export type RuleRates = ReadonlyMap<string, Pick<RuleCounts, "accepted" | "edited" | "rejected">>;

/** The rule's own score counts as much as this many decisions. */
const WEIGHT = 8;

/** How likely a candidate is to be accepted: its score, moved towards the share of its rule's candidates that people accepted. Edited ones count half. */
export function likelihoodOf({ rule, score }: Pick<Candidate, "rule" | "score">, rates: RuleRates): number {
  const { accepted, edited, rejected } = rates.get(rule) ?? { accepted: 0, edited: 0, rejected: 0 };
  return (score * WEIGHT + accepted + edited / 2) / (WEIGHT + accepted + edited + rejected);
}
