import { groupBy } from "../../lib/groups.ts";
import type { Fact } from "../knowledge/fact.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { nearNamesOf, type NearNames } from "../knowledge/near-names.ts";
import type { Difficulty, Evidence, Question } from "../questions/question.ts";
import { isBlocking, type LintContext } from "../questions/linting/finding.ts";
import { contextOf } from "../questions/linting/knowledge-context.ts";
import { lint } from "../questions/linting/lint.ts";
import { openAccount, type Account } from "./hindsight.ts";
import type { Surplus } from "./ledger.ts";
import { poolsOf, type Pools } from "./pools.ts";
import { featuresOf, type Features } from "./similarity.ts";

/** How often an entity was the key, and how often a wrong option. */
export interface Shown { keyed: number; offered: number }

/** What was made so far in one form of question: whose guesses win (`surplus`, see ledger.ts), how often each entity was shown, by number, how many of each difficulty, and, of the forms that are looked at together, an account of all of them. */
export interface Book { surplus: Surplus | undefined; shown: (Shown | undefined)[]; made: Record<Difficulty, number>; account: Account }

/** What making questions needs at hand: the knowledge, what resembles what, what can stand beside what, and what was made so far. */
export interface Workshop {
  knowledge: Knowledge; context: LintContext; features: Features; pools: Pools; seed: string; books: Map<string, Book>;
  /** Makes only questions of this difficulty; undefined spreads them. */
  difficulty: Difficulty | undefined;
  /** Looked up by some kinds of question only, and therefore made when first wanted. */
  lazy: { nearNames?: NearNames; bySubject?: ReadonlyMap<string, readonly Fact[]>; lists: Map<string, readonly Fact[]>; told: Set<string> };
}

export function openWorkshop(knowledge: Knowledge, seed: string, difficulty?: Difficulty): Workshop {
  return { knowledge, context: contextOf(knowledge), features: featuresOf(knowledge), pools: poolsOf(knowledge), seed, books: new Map(), difficulty, lazy: { lists: new Map(), told: new Set() } };
}

/** Whether the linter lets the question be published. */
export function isSound({ context }: Workshop, question: Question): boolean {
  return !lint(question, context).some(isBlocking);
}

export function nearNamesIn({ knowledge, lazy }: Workshop): NearNames {
  return (lazy.nearNames ??= nearNamesOf(knowledge));
}

export function factsBySubject({ knowledge, lazy }: Workshop, subject: string): readonly Fact[] {
  lazy.bySubject ??= groupBy(knowledge.facts, (fact) => fact.subject);
  return lazy.bySubject.get(subject) ?? [];
}

/** A data set with more facts than this gives more questions than anybody can look through. */
const MANY = 8000;

/** Whether a fact gives the further kinds of question too: of very long lists only every so many do. */
export function isTurnOf(workshop: Workshop, fact: Fact, every: number): boolean {
  const { collections, byIncident } = workshop.knowledge;
  const isLong = collections.has(fact.incident) && byIncident.get(fact.incident)!.length > MANY;
  return !isLong || factsBySubject(workshop, fact.subject).indexOf(fact) % every === 0;
}

export function bookOf({ books }: Workshop, form: string): Book {
  const known = books.get(form);
  if (known) return known;
  const book: Book = { surplus: undefined, shown: [], made: { easy: 0, medium: 0, hard: 0 }, account: openAccount() };
  books.set(form, book);
  return book;
}

export function shownIn({ shown }: Book, number: number): Shown {
  return (shown[number] ??= { keyed: 0, offered: 0 });
}

/** What somebody who met the questions of a book has learnt of an entity: how often it was right, and its rate, drawn towards a quarter where it was seen seldom. */
export function metIn(book: Book, number: number): { frequency: number; rate: number } {
  const { keyed, offered } = shownIn(book, number);
  return { frequency: keyed, rate: (keyed + 0.25) / (keyed + offered + 1) };
}

/** The parts that every generated question has, whatever its kind. */
export function commonParts({ knowledge }: Workshop, fact: Fact, id: string): Pick<Question, "schema" | "id" | "facts" | "incident" | "relation" | "topic" | "evidence" | "enemies"> {
  return {
    schema: 1, id, facts: [fact.id], ...(knowledge.collections.has(fact.incident) ? {} : { incident: fact.incident }), relation: fact.relation,
    topic: knowledge.topics.get(fact.incident)?.[0] ?? "claims", evidence: evidenceOf(knowledge, fact), enemies: [],
  };
}

/** The evidence of a fact, made once and shared by its questions. */
export function evidenceOf(knowledge: Knowledge, fact: Fact): Evidence[] {
  const known = knowledge.memo.evidence.get(fact);
  if (known) return known;
  const made = quotationsOf(knowledge, fact);
  knowledge.memo.evidence.set(fact, made);
  return made;
}

function quotationsOf(knowledge: Knowledge, fact: Fact): Evidence[] {
  return fact.evidence.flatMap(({ source, quote, record }) => {
    const from = knowledge.sources.get(`${fact.incident} ${source}`);
    return from ? [{ fact: fact.id, quote, ...(record ? { record } : {}), source: { publisher: from.publisher, title: from.title, published: from.published, url: from.url } }] : [];
  });
}

/** The evidence of several facts, each quotation once. */
export function evidenceOfAll(knowledge: Knowledge, facts: readonly Fact[]): Evidence[] {
  const evidence = new Map(facts.flatMap((fact) => evidenceOf(knowledge, fact)).map((each) => [`${each.quote} ${each.source.url}`, each]));
  return [...evidence.values()];
}
