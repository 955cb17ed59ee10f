import { tally, type LeftOut } from "./imported.ts";
import { RELATIONS } from "./stix-facts.ts";
import { isEntityType, type StixObject, type StixRelationship } from "./stix-objects.ts";

type Counts = Pick<LeftOut, "relationships" | "dangling" | "toWithdrawn" | "toUnread" | "toItself">;
type Outcome = Exclude<keyof Counts, "relationships"> | "unknown" | "usable";

/** Which relationships give facts, and why the others do not. */
export function sortRelationships(
  all: readonly StixRelationship[], objects: ReadonlyMap<string, StixObject>, withdrawn: ReadonlySet<string>,
): { usable: StixRelationship[]; counts: Counts } {
  const sorted = new Map<Outcome, StixRelationship[]>();
  for (const relationship of all) {
    const outcome = outcomeFor(relationship, objects, withdrawn);
    const others = sorted.get(outcome);
    if (others) others.push(relationship); else sorted.set(outcome, [relationship]);
  }
  const count = (outcome: Outcome) => sorted.get(outcome)?.length ?? 0;
  return {
    usable: sorted.get("usable") ?? [],
    counts: {
      relationships: tally((sorted.get("unknown") ?? []).map(({ relationship_type }) => relationship_type)),
      dangling: count("dangling"), toWithdrawn: count("toWithdrawn"), toUnread: count("toUnread"), toItself: count("toItself"),
    },
  };
}

function outcomeFor({ relationship_type, source_ref, target_ref }: StixRelationship, objects: ReadonlyMap<string, StixObject>, withdrawn: ReadonlySet<string>): Outcome {
  if (!RELATIONS.has(relationship_type)) return "unknown";
  if (withdrawn.has(source_ref) || withdrawn.has(target_ref)) return "toWithdrawn";
  const [source, target] = [objects.get(source_ref), objects.get(target_ref)];
  if (!source || !target) return "dangling";
  if (!isEntityType(source.type) || !isEntityType(target.type)) return "toUnread";
  return source_ref === target_ref ? "toItself" : "usable";
}
