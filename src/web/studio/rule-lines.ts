import type { Candidate } from "../../engine/extraction/candidate.ts";
import { MODEL_RULE } from "../../engine/extraction/checked-proposals.ts";
import { capitalise } from "../../lib/text.ts";
import type { RuleCounts } from "../../storage/candidates.ts";
import { relationInWords } from "./fact-words.ts";

/** A rule with what became of its candidates; `rate` is the share that was accepted, as it was or with changes, in per cent. `relation` and `example` say what it finds; a language model finds all kinds of things. */
export interface RuleLine extends RuleCounts { decided: number; rate: number | null; relation: string; example: string }

/** The rules of which somebody has decided something, the most decided first. */
export function ruleLines(counts: readonly RuleCounts[], examples: ReadonlyMap<string, Candidate>): RuleLine[] {
  return counts.map((each) => lineOf(each, each.rule === MODEL_RULE ? undefined : examples.get(each.rule))).filter(({ decided }) => decided > 0).sort((a, b) => b.decided - a.decided);
}

function lineOf(counts: RuleCounts, example: Candidate | undefined): RuleLine {
  const kept = counts.accepted + counts.edited;
  const decided = kept + counts.rejected;
  const relation = capitalise(relationInWords(example?.relation ?? counts.rule, example?.object.value ?? ""));
  return { ...counts, decided, rate: decided === 0 ? null : Math.round((100 * kept) / decided), relation, example: example?.quote ?? "" };
}
