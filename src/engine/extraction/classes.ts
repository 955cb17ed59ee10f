import { ENTITY_TYPES } from "../knowledge/entity.ts";
import { valueType } from "../knowledge/fact.ts";
import type { Relation } from "../knowledge/relation.ts";
import type { Analysed } from "./analysis.ts";
import type { Candidate, Slot } from "./candidate.ts";
import type { Span } from "./normalise.ts";

/** What a name of which nothing is known may turn out to be. */
const NAMED = new Set(["intrusion-set", "threat-actor", "malware", "tool", "identity", "event"]);

/**
 * The candidate with the kinds that its ends have in this relation; undefined where one is of a kind that domain or range do not know. Figures and dates
 * count only where our own reading of the words gave a value. `ends`: where subject and object stand in the sentence.
 */
export function fitted(candidate: Candidate, { domain, range }: Pick<Relation, "domain" | "range">, at: Analysed, ends: { subject: Span; object: Span }): Candidate | undefined {
  const subject = kindIn(candidate.subject, domain, ends.subject, at);
  const object = candidate.object.value ? valued(candidate.object, range) : kindIn(candidate.object, range, ends.object, at);
  return subject && object ? { ...candidate, subject: { ...candidate.subject, type: subject }, object: { ...candidate.object, type: object } } : undefined;
}

function valued({ value }: Slot, range: Relation["range"]): Slot["type"] | undefined {
  const type = valueType(value!);
  return range.includes(type) ? type : undefined;
}

function kindIn({ type }: Slot, allowed: Relation["range"], span: Span, { mentions }: Analysed): Slot["type"] | undefined {
  const named = mentions.findLast(({ start, end }) => start >= span.start && end <= span.end && end >= span.end - 1);
  const kinds = allowed.filter((kind) => ENTITY_TYPES.some((known) => known === kind));
  const known = kinds.find((kind) => kind === type) ?? kinds.find((kind) => kind === named?.type);
  return known ?? (named?.type === "name" ? kinds.find((kind) => NAMED.has(kind)) : undefined);
}
