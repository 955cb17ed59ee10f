import { groupBy } from "../../lib/groups.ts";
import type { Annotation } from "./annotation.ts";
import type { Candidate, Slot } from "./candidate.ts";

type Fact = Annotation["facts"][number];

/**
 * How candidates compare with what a person found. `usable`: candidates that say an annotated fact; a true statement that the annotation lacks counts as
 * not usable, so this is a lower bound. `open`: facts found in which a person still has to name the incident. `told`: facts found with the right
 * modality; `by`: with the right source.
 */
export interface Evaluation extends Figures { relations: Record<string, Counts>; missed: Fact[]; stray: Candidate[] }
export interface Figures extends Counts { open: number; told: number; by: number }
interface Counts { facts: number; found: number; candidates: number; usable: number }

export function evaluate(candidates: readonly Candidate[], annotation: Annotation, article: string): Evaluation {
  const hits = annotation.facts.map((fact) => ({ fact, found: candidates.filter((candidate) => says(candidate, fact, annotation, article)) }));
  const found = hits.filter((hit) => hit.found.length > 0);
  const usable = new Set(hits.flatMap((hit) => hit.found));
  return {
    candidates: candidates.length, usable: usable.size, facts: hits.length, found: found.length,
    open: found.filter((hit) => hit.found.every(({ subject, object }) => subject.open || object.open)).length,
    told: found.filter(({ fact, found: all }) => all.some(({ modality }) => modality === fact.modality)).length,
    by: found.filter(({ fact, found: all }) => all.some((one) => isBy(one, fact, annotation))).length,
    relations: byRelation(annotation.facts, found.map(({ fact }) => fact), candidates, usable),
    missed: hits.filter((hit) => hit.found.length === 0).map(({ fact }) => fact), stray: candidates.filter((candidate) => !usable.has(candidate)),
  };
}

/** The sum over several articles. */
export function total(evaluations: readonly Evaluation[]): Figures {
  const sum = (key: "candidates" | "usable" | "facts" | "found" | "open" | "told" | "by") => evaluations.reduce((all, each) => all + each[key], 0);
  return { candidates: sum("candidates"), usable: sum("usable"), facts: sum("facts"), found: sum("found"), open: sum("open"), told: sum("told"), by: sum("by") };
}

/** Relation, polarity, subject and object agree after aliases and co-reference, and the quotations overlap. */
function says(candidate: Candidate, fact: Fact, annotation: Annotation, article: string): boolean {
  if (candidate.relation !== fact.relation || candidate.polarity !== fact.polarity) return false;
  const overlaps = placesOf(fact.quote, article).some((start) => candidate.start < start + fact.quote.length && start < candidate.end);
  return overlaps && agrees(candidate.subject, fact.subject, annotation) && agrees(candidate.object, fact.object, annotation);
}

function placesOf(quote: string, article: string): number[] {
  const places: number[] = [];
  for (let at = article.indexOf(quote); at >= 0; at = article.indexOf(quote, at + 1)) places.push(at);
  return places;
}

function agrees(slot: Slot, name: string, annotation: Annotation): boolean {
  const known = annotation.entities.find((entity) => entity.name === name);
  if (slot.open && slot.type === "incident" && known?.incident) return true;
  const written = [slot.text, slot.name, slot.antecedent?.text, slot.antecedent?.name].filter((text) => text !== undefined);
  return written.some((text) => [name, ...(known?.also ?? [])].some((other) => sameWords(text, other)));
}

/** One holds all the words of the other, or they share half of all. Articles, possessives and case do not count. */
export function sameWords(a: string, b: string): boolean {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared > 0 && (shared === Math.min(one.size, other.size) || shared / new Set([...one, ...other]).size >= 0.5);
}

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().replace(/[\u2019']s\b/g, "").match(/[\p{L}\p{N}$£€]+(?:[.,]\p{N}+)*/gu) ?? [];
  const content = words.filter((word) => !/^(?:the|an?|of|to|in|on|and|for|by|its|their|his|her)$/.test(word));
  return new Set(content.length > 0 ? content : words);
}

function isBy({ asserted_by }: Candidate, fact: Fact, annotation: Annotation): boolean {
  if (fact.asserted_by === undefined) return asserted_by.publisher ?? false;
  return agrees({ text: asserted_by.text, type: "identity", start: 0, end: 0 }, fact.asserted_by, annotation);
}

function byRelation(facts: readonly Fact[], found: readonly Fact[], candidates: readonly Candidate[], usable: ReadonlySet<Candidate>): Evaluation["relations"] {
  const count = (items: readonly { relation: string }[]) => new Map([...groupBy(items, ({ relation }) => relation)].map(([relation, all]) => [relation, all.length]));
  const counts = { facts: count(facts), found: count(found), candidates: count(candidates), usable: count([...usable]) };
  const of = (name: string, key: keyof Counts) => counts[key].get(name) ?? 0;
  const names = [...new Set([...counts.facts.keys(), ...counts.candidates.keys()])].sort();
  return Object.fromEntries(names.map((name) => [name, { facts: of(name, "facts"), found: of(name, "found"), candidates: of(name, "candidates"), usable: of(name, "usable") }]));
}
