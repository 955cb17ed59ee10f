import type { Entity } from "../../src/engine/knowledge/entity.ts";
import type { Fact } from "../../src/engine/knowledge/fact.ts";
import type { Relation } from "../../src/engine/knowledge/relation.ts";
import type { Question } from "../../src/engine/questions/question.ts";

/** What the checker is told: the plain lists, none of the engine's indexes. */
export interface World { entities: readonly Entity[]; facts: readonly Fact[]; relations: readonly Relation[] }

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim().replace(/^(the|an|a) /, "");

/**
 * Looks for wrong options that are right, by brute force and without a line of the engine's code: every statement that an option would make is looked up
 * under every source, with everything that may be the same thing in its place. Gives one line for each that is found.
 */
export function findTrueDistractors({ entities, facts, relations }: World, questions: readonly Question[]): string[] {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const idsByName = new Map<string, string[]>();
  for (const entity of entities) for (const name of new Set([entity.name, ...entity.aliases].map(plain))) idsByName.set(name, [...(idsByName.get(name) ?? []), entity.id]);
  const said = new Set<string>();
  for (const fact of facts) if (fact.polarity === "positive" && typeof fact.object === "string") said.add(`${fact.subject}|${fact.relation}|${fact.object}`);
  const factById = new Map(facts.map((fact) => [fact.id, fact]));
  const near = new Map(relations.map((relation) => [relation.id, [relation.id, ...relation.near]]));
  const parents = new Map<string, string[]>();
  for (const entity of entities) if (entity.part_of) parents.set(entity.id, [entity.part_of]);
  for (const fact of facts) if (fact.relation === "part-of" && fact.polarity === "positive") parents.set(fact.subject, [...(parents.get(fact.subject) ?? []), fact.object as string]);
  const foes = new Map<string, Set<string>>();
  const pair = (a: string, b: string) => { for (const [one, other] of [[a, b], [b, a]] as const) foes.set(one, (foes.get(one) ?? new Set()).add(other)); };
  for (const entity of entities) {
    for (const other of entity.overlaps) pair(entity.id, other);
    const above = new Set(parents.get(entity.id) ?? []);
    for (const whole of above) { pair(entity.id, whole); for (const next of parents.get(whole) ?? []) above.add(next); }
  }
  for (const ids of idsByName.values()) for (const a of ids) for (const b of ids) if (a !== b) pair(a, b);
  const same = (id: string) => [id, ...(foes.get(id) ?? [])];

  const isTrue = (subject: string, relation: string, object: string) => near.get(relation)!.some((id) => same(subject).some((s) => said.has(`${s}|${id}|${object}`)) || same(object).some((o) => said.has(`${subject}|${id}|${o}`)));
  const named = (text: string, type: string) => (idsByName.get(plain(text)) ?? []).filter((id) => byId.get(id)!.type === type);
  const fits = (fact: Fact, slot: "subject" | "object", id: string) => (slot === "subject" ? isTrue(id, fact.relation, fact.object as string) : isTrue(fact.subject, fact.relation, id));
  const problems: string[] = [];

  for (const question of questions) {
    const told = question.facts.map((id) => factById.get(id)!);
    const [first] = told as [Fact];
    if (question.kind === "single" || question.kind === "multiple") {
      if (question.level === "decide" || typeof first.object !== "string") continue;
      const slot = question.asks!;
      const type = byId.get(slot === "subject" ? first.subject : first.object)!.type;
      for (const option of question.options) {
        const ids = named(option.text, type);
        if (ids.length === 0) problems.push(`${question.id}: nothing is called ${option.text}`);
        const right = ids.some((id) => (question.kind === "single" && told.length > 1 ? told.every((fact) => fits(fact, slot, id)) : fits(first, slot, id)));
        if (right !== option.correct) problems.push(`${question.id}: ${option.text} is ${right ? "true" : "false"} (${option.proof ?? "key"})`);
      }
    }
    if (question.kind === "matching") for (const [line, fact] of told.entries()) for (const response of question.responses) {
      const right = named(response, byId.get(fact.object as string)!.type).some((id) => isTrue(fact.subject, fact.relation, id));
      if (right !== (response === question.pairs[line]!.response)) problems.push(`${question.id}: ${question.pairs[line]!.premise} and ${response}`);
    }
    if (question.kind === "ordering") for (const [place, fact] of told.slice(1).entries()) {
      const [before, after] = [told[place]!, fact].map(({ object }) => (object as { date: string }).date.split("/")) as [string[], string[]];
      if (!(before.at(-1)! < after[0]!.slice(0, before.at(-1)!.length)) && !(before.at(-1)!.slice(0, after[0]!.length) < after[0]!)) problems.push(`${question.id}: ${before.join("/")} is not before ${after.join("/")}`);
    }
    if (question.kind === "short") for (const name of question.answer.accept) {
      const key = question.asks === "subject" ? first.subject : first.object as string;
      if (!named(name, byId.get(key)!.type).every((id) => id === key)) problems.push(`${question.id}: ${name} is a name of something else too`);
    }
    if (question.kind === "true_false" && typeof first.object === "string") {
      const saysTrue = question.options.find(({ correct }) => correct)!.text === "True";
      const swapped = question.options.find(({ correct }) => !correct)!.proof !== undefined;
      if (saysTrue === swapped && first.polarity === "positive") problems.push(`${question.id}: a false statement needs a proof, a true one has none`);
      const statement = plain(question.stem);
      const ends = entities.filter(({ name, type }) => type === byId.get(first.object as string)!.type && ` ${statement} `.endsWith(` ${plain(name)} `));
      const longest = Math.max(...ends.map(({ name }) => plain(name).length));
      const meant = ends.filter(({ name }) => plain(name).length === longest);
      if (!saysTrue && first.polarity === "positive" && meant.some(({ id }) => isTrue(first.subject, first.relation, id))) problems.push(`${question.id}: ${question.stem} is true`);
    }
  }
  return problems;
}
