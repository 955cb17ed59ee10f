import { areDisjoint, formatEdtf, parseEdtf, type Span } from "../../lib/edtf.ts";
import { randomFrom, shuffled } from "../../lib/random.ts";
import { capitalise } from "../../lib/text.ts";
import { isAsked, isEntityObject, type Fact } from "../knowledge/fact.ts";
import { relationOf } from "../knowledge/knowledge.ts";
import type { Question } from "../questions/question.ts";
import { letter } from "./options.ts";
import { fill } from "./wording.ts";
import { commonParts, evidenceOfAll, type Workshop } from "./workshop.ts";

const LENGTH = 4;
const FEWEST = 3;
/** Each date may serve as often beside others, and once beside its neighbours, which are the hardest to tell apart. */
const ROUNDS = 2;
interface Dated { fact: Fact; text: string; span: Span; words: string }

/** Events to be put in order: any two of them have no day in common (P5), and none gives its year away. Relations with the same prompt serve together. */
export function orderingsFrom(workshop: Workshop): Question[] {
  const prompts = new Set([...workshop.knowledge.relations.values()].flatMap(({ order, forms }) => (order && forms.includes("ordering") ? [order.prompt] : [])));
  return [...prompts].flatMap((prompt) => {
    const dated = datedFacts(workshop, prompt);
    const rounds = Array.from({ length: ROUNDS }, (_, round) => shuffled(dated, randomFrom(`${workshop.seed} ${prompt} ${round}`)));
    const sets = [[...dated].sort(latestFirst), ...rounds].flatMap(setsOf);
    const different = new Map(sets.map((set) => [set.map(({ fact }) => fact.id).sort().join(), set]));
    return [...different.values()].map((set) => ordering(workshop, prompt, set));
  });
}

function datedFacts({ knowledge }: Workshop, prompt: string): Dated[] {
  return knowledge.facts.flatMap((fact) => {
    const { order } = relationOf(knowledge, fact);
    if (order?.prompt !== prompt || isEntityObject(fact.object) || !("date" in fact.object) || !isAsked(fact) || !(fact.modality === "asserted" || fact.modality === "listed")) return [];
    const text = fill(knowledge, order.item, fact);
    return !text || /\b(19|20)\d\d\b/.test(text) ? [] : [{ fact, text, span: parseEdtf(fact.object.date)!, words: formatEdtf(fact.object.date) }];
  });
}

function latestFirst(a: Dated, b: Dated): number {
  return a.span.from < b.span.from ? 1 : -1;
}

/** Parts what was dated into sets of four that do not overlap in time; three will do for the last. */
function setsOf(dated: readonly Dated[]): Dated[][] {
  const sets: Dated[][] = [];
  for (const each of dated) {
    const open = sets.find((set) => set.length < LENGTH && set.every((other) => areDisjoint(other.span, each.span) && other.fact.subject !== each.fact.subject));
    if (open) open.push(each);
    else sets.push([each]);
  }
  return sets.filter(({ length }) => length >= FEWEST);
}

function ordering(workshop: Workshop, prompt: string, chosen: readonly Dated[]): Question {
  const mark = markOf(chosen.map(({ fact }) => fact.id));
  const inOrder = [...chosen].sort((a, b) => (a.span.from < b.span.from ? -1 : 1));
  const { incident: _, ...common } = commonParts(workshop, inOrder[0]!.fact, `${inOrder[0]!.fact.id}.order-${mark}`);
  return {
    kind: "ordering", ...common, facts: inOrder.map(({ fact }) => fact.id), evidence: evidenceOfAll(workshop.knowledge, inOrder.map(({ fact }) => fact)),
    level: relationOf(workshop.knowledge, inOrder[0]!.fact).level, difficulty: "medium", stem: prompt, explanation: inOrder.map(({ text, words }) => `${text}: ${words}.`).join(" "),
    sequence: inOrder.map(({ text, words }, place) => ({ id: hidden(mark, place), text, feedback: `${capitalise(words)}.` })),
  };
}

/** Five signs that tell sets of facts apart: the same set has the same. */
function markOf(facts: readonly string[]): string {
  return Math.floor(randomFrom([...facts].sort().join(" "))() * 36 ** 5).toString(36).padStart(5, "0");
}

/** Ids that do not give the order away: letters dealt by the question's own mark. */
function hidden(mark: string, place: number): string {
  return shuffled(Array.from({ length: LENGTH }, (_, i) => letter(i)), randomFrom(`order ${mark}`))[place]!;
}
