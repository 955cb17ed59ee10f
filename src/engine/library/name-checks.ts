import { say } from "../../lib/messages.ts";
import { isEntityObject } from "../knowledge/fact.ts";
import type { Entity } from "../knowledge/entity.ts";
import { foldedNamesOf, foldName } from "../knowledge/names.ts";
import { isChoice, type Question } from "../questions/question.ts";
import type { Library, LibraryFinding } from "./finding.ts";
import type { Made } from "./making.ts";

/** Names that lead to two things, and things of which nothing is said and that are no wrong option either. */
export function checkNames({ content }: Library, { made }: Pick<Made, "made">): LibraryFinding[] {
  const finding = (severity: LibraryFinding["severity"], rule: string, id: string, values: Record<string, string>) => ({ severity, rule, id, file: content.files.get(id) ?? "", why: say(`library.rules.${rule}`, values) });
  const [used, offered] = [usedIn(content), offeredIn(made)];
  return [
    ...sharedNames(content.entities).map(({ name, one, other }) => finding(one.type === other.type && one.class === other.class ? "error" : "warning", "name-shared", other.id, { name, one: one.id, other: other.id })),
    ...content.incidents.flatMap(({ entities }) => entities.filter(({ id, name }) => !used.has(id) && !offered.has(foldName(name))).map(({ id }) => finding("warning", "entity-unused", id, {}))),
  ];
}

interface Shared { name: string; one: Entity; other: Entity }

/** Those that say of each other that they may be the same may share a name. */
function sharedNames(entities: readonly Entity[]): Shared[] {
  const bearers = new Map<string, Entity>();
  return entities.flatMap((other) => foldedNamesOf(other).flatMap((name): Shared[] => {
    const one = bearers.get(name);
    if (!one) bearers.set(name, other);
    return one && one !== other && !one.overlaps.includes(other.id) && !other.overlaps.includes(one.id) ? [{ name, one, other }] : [];
  }));
}

function usedIn({ facts, entities }: Library["content"]): Set<string> {
  const spoken = facts.flatMap(({ subject, object, asserted_by }) => [subject, asserted_by, ...(isEntityObject(object) ? [object] : [])]);
  const near = entities.flatMap(({ country, part_of, overlaps }) => [country, part_of, ...overlaps]);
  return new Set([...spoken, ...near].filter((id) => id !== undefined));
}

function offeredIn(made: readonly Question[]): Set<string> {
  return new Set(made.flatMap((question) => (isChoice(question) ? question.options.map(({ text }) => foldName(text)) : question.kind === "matching" ? question.pairs.map(({ response }) => foldName(response)) : [])));
}
