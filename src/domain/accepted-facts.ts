import type { Candidate } from "../engine/extraction/candidate.ts";
import { factSchema, type Fact, type Value } from "../engine/knowledge/fact.ts";
import type { Relation } from "../engine/knowledge/relation.ts";
import { readDate } from "../lib/written-dates.ts";
import { unclearFigure } from "../lib/written-figures.ts";
import { draftOf, type DraftedFact, type Named } from "./drafted-facts.ts";
import { Refused } from "./errors.ts";
import { isNameless } from "./nameless.ts";
import { resolve, SPEAKERS, unusedId, type Known } from "./resolving-names.ts";
import { readValue, VALUE_TYPES, type ValueType } from "./written-values.ts";

/** What a fact is made from: the candidate with its article, the incident, the key of the article as a source, and the ids that facts have. */
export interface Ground {
  candidate: Candidate; article: { publisher: string; published: string; text: string }; incident: { slug: string; label: string }; source: string; facts: ReadonlySet<string>;
}

/**
 * The fact that a reviewer accepts, checked as content is checked: the vocabulary's domain and range, and the schema of facts.
 * @throws Refused beside the field that does not fit
 */
export function factFrom(drafted: DraftedFact, ground: Ground, known: Known, relations: readonly Relation[]): Fact {
  const relation = relations.find(({ id }) => id === drafted.relation);
  if (!relation) throw new Refused("saying.relation-missing", "relation");
  const subject = resolve(known, "subject", named("subject", drafted.subject), relation.domain);
  const object = objectOf(drafted, relation, ground, known);
  if (relation.irreflexive && subject === object) throw new Refused("saying.to-itself", "object");
  const when = drafted.when === "" ? "" : readDate(drafted.when);
  if (when === undefined) throw new Refused("saying.values.date", "when");
  const isPublishers = drafted.by.text === ground.article.publisher;
  const fact = {
    id: unusedId([ground.incident.slug.slice(0, 30), relation.id, drafted.object.text.slice(0, 30)].join(" "), ground.facts), subject, relation: relation.id, object,
    polarity: drafted.polarity, modality: drafted.modality, asserted_by: resolve(known, "by", isPublishers ? drafted.by : named("by", drafted.by), SPEAKERS),
    ...(isPublishers ? { said: ground.article.published } : {}),
    ...(when ? { when } : {}), ...(drafted.complete ? { complete: drafted.complete } : {}), evidence: [quotationOf(ground)],
  };
  const checked = factSchema.safeParse(fact);
  if (!checked.success) throw new Refused("saying.no-fact", String(checked.error.issues[0]!.path[0] ?? "form"));
  return { ...checked.data, incident: ground.incident.slug };
}

/** @throws Refused where the words mean nothing outside the article */
function named(field: string, given: Named): Named {
  if (given.entity === "" && given.type !== "incident" && isNameless(given.text, given.type)) throw new Refused("naming.nameless", field, { name: given.text });
  return given;
}

function objectOf({ object, language = "en" }: DraftedFact, { range }: Relation, ground: Ground, names: Known): string | Value {
  const valued = range.find((type) => VALUE_TYPES.includes(type)) as ValueType | undefined;
  if (valued === undefined) return resolve(names, "object", named("object", object), range);
  const known = unchanged(object, ground);
  const unclear = known || valued === "date" ? undefined : unclearFigure(object.text, language);
  if (unclear !== undefined) throw new Refused("saying.values.unclear", "object", { figure: unclear, whole: unclear.replace(/[.,]/, "") });
  const value = known ?? readValue(object.text, valued, language);
  if (!value) throw new Refused(`saying.values.${valued}`, "object");
  return value;
}

/** A figure that stands as it was found keeps every digit. */
function unchanged({ text }: Named, { candidate, article, incident }: Ground): Value | undefined {
  return draftOf(candidate, article, incident).object.text === text ? candidate.object.value : undefined;
}

const LONGEST_QUOTE = 400;

/** The exact words with their place in the article; of a long sentence, those from one end of the fact to the other. */
export function quotationOf({ candidate, article, source }: Pick<Ground, "candidate" | "source"> & { article: Pick<Ground["article"], "text"> }): Fact["evidence"][number] {
  const { subject, object } = candidate;
  const whole = { start: candidate.start, end: candidate.end };
  const core = { start: Math.min(subject.start, object.start), end: Math.max(subject.end, object.end) };
  const { start, end } = whole.end - whole.start <= LONGEST_QUOTE ? whole : core;
  if (end - start > LONGEST_QUOTE) throw new Refused("saying.sentence-long", "form");
  return { source, quote: article.text.slice(start, end), start, end };
}
