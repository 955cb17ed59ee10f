import { randomFrom, shuffled } from "../../lib/random.ts";
import { areRelated } from "../knowledge/bans.ts";
import { isAsked, isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, type Knowledge } from "../knowledge/knowledge.ts";
import { groundsOf, objectProver } from "../knowledge/proofs.ts";
import type { Relation } from "../knowledge/relation.ts";
import type { Question } from "../questions/question.ts";
import { namesKey, overlapWith, tellingWords } from "./leaks.ts";
import { imbalanceWith, type Seen, type Surplus } from "./ledger.ts";
import { byLetters, letter } from "./options.ts";
import { objectOf } from "./pools.ts";
import { explain, isGivenAway } from "./stems.ts";
import { according } from "./wording.ts";
import { bookOf, commonParts, evidenceOfAll, metIn, shownIn, type Book, type Workshop } from "./workshop.ts";

const PAIRS = 3;
/** How far to look ahead for facts that can stand beside each other. */
const AHEAD = 60;

/**
 * Pairs of a relation over several incidents, with one response to spare. Every response is proven false for every other premise. What was to spare makes no pair
 * elsewhere: whoever knew what is often right would leave it over.
 */
export function matchingsFrom(workshop: Workshop, relation: Relation): Question[] {
  if (!relation.match || !relation.forms.includes("matching")) return [];
  const { prompt } = relation.match;
  const facts = usable(workshop, relation);
  const used = new Set<Fact>();
  const questions: Question[] = [];
  for (const [place, fact] of facts.entries()) {
    if (used.has(fact)) continue;
    const chosen = apart(workshop, facts.slice(place, place + AHEAD).filter((each) => !used.has(each)));
    if (chosen.length <= PAIRS) continue;
    const dealt = withSpareLast(workshop, relation, chosen);
    for (const each of dealt) used.add(each);
    questions.push(matching(workshop, relation, prompt, dealt));
  }
  return questions;
}

/** Positive facts whose premise does not name its response, in an order that the seed decides. */
function usable({ knowledge, seed }: Workshop, relation: Relation): Fact[] {
  const facts = knowledge.facts.filter((fact) => fact.relation === relation.id && isAsked(fact) && isEntityObject(fact.object) && !isGivenAway(knowledge, fact) && !namesKey(entityOf(knowledge, fact.subject).name, objectOf(knowledge, fact)));
  return shuffled(facts, randomFrom(`${seed} ${relation.id} matching`));
}

/** The first few facts, one type of object, that cannot be mixed up: the last of them lends the spare response. */
function apart({ knowledge }: Workshop, facts: readonly Fact[]): Fact[] {
  const chosen: Fact[] = [];
  for (const fact of facts) {
    if (chosen.length > PAIRS) break;
    if (chosen.every((other) => canStandBeside(knowledge, fact, other))) chosen.push(fact);
  }
  return chosen;
}

/** Which of them lends the spare response: the one that leaves every way of guessing a line nearest to chance. */
function withSpareLast(workshop: Workshop, relation: Relation, chosen: readonly Fact[]): Fact[] {
  const book = bookOf(workshop, `matching ${relation.id}`);
  const deals = chosen.map((spare) => { const pairs = chosen.filter((fact) => fact !== spare); return { pairs, spare, ...costOf(workshop, book, pairs, chosen) }; });
  const { pairs, spare, surplus } = deals.reduce((best, deal) => (deal.cost < best.cost ? deal : best));
  book.surplus = surplus;
  for (const fact of pairs) shownIn(book, objectOf(workshop.knowledge, fact).number).keyed += 1;
  for (const fact of chosen) shownIn(book, objectOf(workshop.knowledge, fact).number).offered += fact === spare ? PAIRS : PAIRS - 1;
  return [...pairs, spare];
}

/** What guessing each line would win: every response is on offer for it. */
function costOf({ knowledge }: Workshop, book: Book, pairs: readonly Fact[], chosen: readonly Fact[]): { cost: number; surplus: Surplus } {
  let after: { cost: number; surplus: Surplus | undefined } = { cost: 0, surplus: book.surplus };
  for (const line of pairs) {
    const words = tellingWords(entityOf(knowledge, line.subject).name);
    after = imbalanceWith(after.surplus, chosen.map((fact): Seen => {
      const { number, name } = objectOf(knowledge, fact);
      return { text: name, correct: fact === line, overlap: overlapWith(words, name), ...metIn(book, number) };
    }));
  }
  return { cost: after.cost, surplus: after.surplus! };
}

function canStandBeside(knowledge: Knowledge, a: Fact, b: Fact): boolean {
  const [left, right] = [objectOf(knowledge, a), objectOf(knowledge, b)];
  const subjects = [entityOf(knowledge, a.subject), entityOf(knowledge, b.subject)] as const;
  return a.subject !== b.subject && subjects[0].type === subjects[1].type && left.type === right.type && isSameSet(knowledge, a, b) && !areRelated(knowledge, left, right)
    && objectProver(knowledge, a)(right) !== undefined && objectProver(knowledge, b)(left) !== undefined;
}

/** Entries of a data set stand beside entries of the same one only. */
function isSameSet({ collections }: Knowledge, a: Fact, b: Fact): boolean {
  return a.incident === b.incident || (!collections.has(a.incident) && !collections.has(b.incident));
}

function matching(workshop: Workshop, relation: Relation, prompt: string, facts: readonly Fact[]): Question {
  const { knowledge } = workshop;
  const paired = facts.slice(0, PAIRS);
  const { incident: _, ...common } = commonParts(workshop, paired[0]!, `${paired[0]!.id}.matching`);
  const source = commonSource(knowledge, paired);
  return {
    kind: "matching", ...common, facts: paired.map(({ id }) => id), evidence: evidenceOfAll(knowledge, paired), ...groundsBetween(knowledge, paired, facts),
    level: relation.level, difficulty: "medium", stem: `${source ? prompt.replace(/\.$/, `, ${source}.`) : prompt} One of the matches is left over.`, explanation: paired.map((fact) => explain(knowledge, fact)).join(" "),
    pairs: paired.map((fact, place) => ({ id: letter(place), premise: premise(knowledge, fact, source === undefined), response: objectOf(knowledge, fact).title, feedback: explain(knowledge, fact) })),
    responses: facts.map((fact) => objectOf(knowledge, fact).title).sort(byLetters),
  };
}

/** What denies a response of a line, where that is its proof. */
function groundsBetween(knowledge: Knowledge, paired: readonly Fact[], facts: readonly Fact[]): { grounds?: string[] } {
  const denials = paired.flatMap((line) => facts.flatMap((other) => {
    const object = objectOf(knowledge, other);
    const proof = objectProver(knowledge, line)(object);
    return proof ? groundsOf(knowledge, line, "object", object.id, proof) : [];
  }));
  return denials.length > 0 ? { grounds: [...new Set(denials.map(({ id }) => id))] } : {};
}

/** The one source of all of them, said in the stem instead of in every line. */
function commonSource(knowledge: Knowledge, facts: readonly Fact[]): string | undefined {
  const sources = new Set(facts.map((fact) => (fact.modality === "asserted" ? "" : according(knowledge, fact))));
  const [only] = sources;
  return sources.size === 1 && only ? only : undefined;
}

/** What is not plainly asserted carries its source. */
function premise(knowledge: Knowledge, fact: Fact, withSource: boolean): string {
  const name = entityOf(knowledge, fact.subject).title;
  return fact.modality === "asserted" || !withSource ? name : `${name} (according to ${entityOf(knowledge, fact.asserted_by).name})`;
}
