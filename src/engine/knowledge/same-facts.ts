import { areDisjoint, parseEdtf } from "../../lib/edtf.ts";
import type { Fact } from "./fact.ts";

/**
 * Whether two facts of one incident say the same, so that the words for the one are evidence for the other: the same subject, relation, object and
 * polarity, at times that may be the same, and said by the same source or stated outright by both. Who claims or assesses something is part of what is said.
 */
export function saysTheSame(one: Fact, other: Fact): boolean {
  const isSame = (["subject", "relation", "polarity"] as const).every((trait) => one[trait] === other[trait]) && JSON.stringify(one.object) === JSON.stringify(other.object);
  return isSame && isSaidAlike(one, other) && mayBeAtOnce(one.when, other.when);
}

function isSaidAlike(one: Fact, other: Fact): boolean {
  return one.asserted_by === other.asserted_by || (one.modality === "asserted" && other.modality === "asserted");
}

function mayBeAtOnce(one: string | undefined, other: string | undefined): boolean {
  const [first, second] = [parseEdtf(one ?? ""), parseEdtf(other ?? "")];
  return !first || !second || !areDisjoint(first, second);
}
