import { findDates } from "./dates.ts";
import { findFigures } from "./figures.ts";
import type { Gazetteer } from "./gazetteer.ts";
import { withoutOverlaps, type Mention } from "./mention.ts";
import { findNames } from "./names.ts";
import { findOrganisations } from "./organisations.ts";
import { findPeople } from "./people.ts";
import { findProperNames } from "./proper-names.ts";
import type { Token } from "./tokens.ts";

const VULNERABILITY = /\bCVE-\d{4}-\d{4,7}\b/gi;

/** `year`: the one that the text before named last. */
export interface Known { gazetteer: Gazetteer; published: string | undefined; seen: ReadonlySet<string>; year?: string | undefined }

/** Everything that a sentence names, without overlaps. Long names of organisations win over the names inside them; then lists, people, and what is left. */
export function findMentions(text: string, tokens: readonly Token[], { gazetteer, published, seen, year }: Known): Mention[] {
  const figures = [...vulnerabilities(text), ...findDates(text, published, year), ...findFigures(text)];
  const listed = findNames(tokens, gazetteer);
  const organisations = listed.filter(({ kind }) => kind === "organisation");
  const shaped = findOrganisations(text).filter(({ start, end }) => !organisations.some((name) => name.start <= start && name.end >= end)).map((shape) => linked(shape, organisations));
  const known = withoutOverlaps([...figures.filter(({ type }) => type !== "number"), ...shaped.filter(isWhole(listed)), ...listed, ...figures]);
  const people = findPeople(text, known);
  const all = withoutOverlaps([...known, ...people]);
  return withoutOverlaps([...all, ...findProperNames(tokens, all, seen)]);
}

function vulnerabilities(text: string): Mention[] {
  return [...text.matchAll(VULNERABILITY)].map(({ 0: id, index }) => ({ start: index, end: index + id.length, text: id, name: id.toUpperCase(), type: "vulnerability" }));
}

/** A shape that ends in the name of a group or a program is that ("the Turla Group"), and one that holds a whole organisation and more is checked by its end. */
function isWhole(listed: readonly Mention[]): (shape: Mention) => boolean {
  return (shape) => !listed.some(({ type, start, end }) => (type === "intrusion-set" || type === "malware") && start >= shape.start && end <= shape.end);
}

/** "the US Justice Department" is the Justice Department that the list knows. */
function linked(shape: Mention, listed: readonly Mention[]): Mention {
  const inner = listed.find(({ end, start }) => start >= shape.start && end === shape.end);
  return inner ? { ...shape, name: inner.name!, entity: inner.entity, investigates: inner.investigates } : shape;
}
