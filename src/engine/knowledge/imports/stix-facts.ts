import type { Entity } from "../entity.ts";
import type { Fact } from "../fact.ts";
import { asOnPage } from "./clean-text.ts";
import { idOf } from "./ids.ts";
import { cutAtWord, quotable } from "./sentences.ts";
import type { SourceBook } from "./stix-sources.ts";
import type { StixRelationship } from "./stix-objects.ts";

/** Relationship types of STIX 2.1 and ATT&CK that facts know. */
export const RELATIONS = new Set([
  "uses", "targets", "attributed-to", "mitigates", "variant-of", "originates-from", "located-at", "authored-by", "exploits", "impersonates", "compromises", "subtechnique-of",
]);

interface Ends { subject: Entity; object: Entity }

/** What a relationship says, quoted from its description, or from the record itself where it has none. */
export function factOf(relationship: StixRelationship, { subject, object }: Ends, collection: string, sources: SourceBook): Fact {
  const { id, relationship_type, description, source_ref } = relationship;
  const quote = description === undefined ? undefined : quotable(asOnPage(description));
  const source = sources.pageFor(source_ref, subject, relationship);
  return listed(collection, idOf(id), subject.id, relationship_type, object.id, {
    source, ...(quote === undefined ? { quote: cutAtWord(`${subject.name} ${relationship_type} ${object.name}`), record: id } : { quote }),
  });
}

/** An entry of a data set as a fact. What the data set lists is framed as its list, and that list is closed both ways. */
export function listed(collection: string, id: string, subject: string, relation: string, object: Fact["object"], evidence: Fact["evidence"][number]): Fact {
  return { id, incident: collection, subject, relation, object, polarity: "positive", modality: "listed", asserted_by: collection, complete: "both", evidence: [evidence] };
}
