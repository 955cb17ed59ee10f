import { say, type Message } from "../../lib/messages.ts";
import type { Entity } from "./entity.ts";
import { isEntityObject, type Fact } from "./fact.ts";
import type { Relation } from "./relation.ts";

/** A fact that the merger changes. */
export interface Moved { was: Fact; becomes: Fact }

/** The same fact, speaking of the thing that is kept wherever it spoke of the other. */
export function movedTo(fact: Fact, gone: string, kept: string): Fact {
  const follow = (id: string) => (id === gone ? kept : id);
  return { ...fact, subject: follow(fact.subject), object: isEntityObject(fact.object) ? follow(fact.object) : fact.object, asserted_by: follow(fact.asserted_by) };
}

/**
 * Why two things cannot be one; undefined where they can. `standing`: the other facts that speak of what is kept.
 * They cannot where a fact would speak of a thing and itself, where the kept one is of a kind that a relation does not take, where one source says and denies
 * the same of them, and where they have different answers to what can have one answer only.
 */
export function objectionTo(moved: readonly Moved[], standing: readonly Fact[], kept: Entity, relations: ReadonlyMap<string, Relation>): Message | undefined {
  const all = [...standing, ...moved.map(({ becomes }) => becomes)];
  for (const { was, becomes } of moved) {
    const relation = relations.get(becomes.relation);
    const relationName = becomes.relation.replaceAll("-", " ");
    if (becomes.subject === becomes.object && was.subject !== was.object) return say("merging.to-itself", { relation: relationName });
    if (relation && !isOfKind(was, becomes, kept, relation)) return say("merging.misfit", { relation: relationName, name: kept.name });
    if (all.some((other) => isDenied(becomes, other))) return say("merging.denied", { relation: relationName });
    if (relation && all.some((other) => isRival(becomes, other, relation))) return say("merging.rival", { relation: relationName });
  }
  return undefined;
}

function isOfKind(was: Fact, becomes: Fact, { type }: Entity, { domain, range }: Relation): boolean {
  const fits = (types: readonly string[], isMoved: boolean) => !isMoved || types.includes(type);
  return fits(domain, was.subject !== becomes.subject) && fits(range, was.object !== becomes.object);
}

function isAbout(one: Fact, other: Fact): boolean {
  return one.id !== other.id && one.subject === other.subject && one.relation === other.relation;
}

function isDenied(one: Fact, other: Fact): boolean {
  return isAbout(one, other) && one.polarity !== other.polarity && one.asserted_by === other.asserted_by && JSON.stringify(one.object) === JSON.stringify(other.object);
}

function isRival(one: Fact, other: Fact, { cardinality }: Relation): boolean {
  const isSoleAnswer = cardinality === "one" || (cardinality === "one-per-source" && one.asserted_by === other.asserted_by);
  return isSoleAnswer && isAbout(one, other) && one.polarity === "positive" && other.polarity === "positive" && JSON.stringify(one.object) !== JSON.stringify(other.object);
}
