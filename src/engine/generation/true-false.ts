import { randomFrom } from "../../lib/random.ts";
import type { Fact } from "../knowledge/fact.ts";
import { relationOf } from "../knowledge/knowledge.ts";
import { wordsFor } from "../knowledge/relation.ts";
import type { Proof, Question } from "../questions/question.ts";
import { candidatesFor, poolOf, type Candidate } from "./candidates.ts";
import { denialIn, groundsAgainst, reasonAgainst } from "./feedback.ts";
import { namesKey, repeatsWord } from "./leaks.ts";
import { keyOf } from "./pools.ts";
import { difficultyOf } from "./similarity.ts";
import { allows, explain, isScoped } from "./stems.ts";
import { fillInside } from "./wording.ts";
import { bookOf, commonParts, shownIn, type Book, type Shown, type Workshop } from "./workshop.ts";

/** Statements that are true or denied have nothing beside them: of medium difficulty. */
const PLAIN = 0.2;

interface Statement { text: string; isTrue: boolean; proof?: Proof; why: string; likeness: number; grounds?: string[] }

/** A statement that is the fact, or the fact with its object swapped for one that is proven false; never a "not". About half of them are true, also of those about one incident; `isOnly`: nothing else is asked about the fact, and the statement may have to be true. What is denied is left to the statement about the denial itself. */
export function trueFalseFrom(workshop: Workshop, fact: Fact, isOnly = false): Question | undefined {
  const { knowledge } = workshop;
  const { truth } = wordsFor(relationOf(knowledge, fact), fact);
  if (!keyOf(knowledge, fact, "object") || !isScoped(fact, truth) || !allows(knowledge, fact, "true_false")) return undefined;
  const statement = fact.polarity === "negative" ? denied(workshop, fact, truth) : trueOrSwapped(workshop, fact, truth, isOnly);
  return statement && trueFalse(workshop, fact, statement);
}

/** What a negative fact denies is false by the source's own words (P3). */
function denied(workshop: Workshop, fact: Fact, truth: string): Statement | undefined {
  const { knowledge } = workshop;
  const text = fillInside(knowledge, truth, fact);
  if (!text) return undefined;
  enter(workshop, fact, false, []);
  return { text, isTrue: false, proof: "P3", likeness: PLAIN, why: denialIn(knowledge, fact) };
}

/** The books of true and false: `keyed` counts true statements, `offered` false ones, of each thing that they name and of all together. */
const allOf = ({ knowledge }: Workshop) => knowledge.all.length;
const formOf = ({ relation }: Fact) => `true_false ${relation}`;
/** A quiz is often about one incident: there too about half of the statements are true. */
const hereOf = ({ incident }: Fact) => `true_false of ${incident ?? ""}`;

function enter(workshop: Workshop, fact: Fact, isTrue: boolean, things: readonly number[]): void {
  for (const number of [...things, allOf(workshop)]) shownIn(bookOf(workshop, formOf(fact)), number)[isTrue ? "keyed" : "offered"] += 1;
  shownIn(bookOf(workshop, hereOf(fact)), allOf(workshop))[isTrue ? "keyed" : "offered"] += 1;
}

function trueOrSwapped(workshop: Workshop, fact: Fact, truth: string, isOnly: boolean): Statement | undefined {
  const { knowledge, seed } = workshop;
  const key = keyOf(knowledge, fact, "object")!;
  const frame = fillInside(knowledge, truth, fact, { object: "" }) ?? "";
  if (fact.object === fact.asserted_by || repeatsWord(frame, key.name, [])) return undefined;
  const { told } = workshop.lazy;
  const random = randomFrom(`${seed} ${fact.id} true`);
  const candidates = candidatesFor(workshop, { fact, slot: "object" }, key, poolOf(workshop, fact, "object", key), random);
  const book = bookOf(workshop, formOf(fact));
  const fits = ({ entity, proof }: Candidate) => proof !== "P3" && !told.has(`${fact.subject} ${fact.relation} ${entity.id}`) && !namesKey(frame, entity) && !repeatsWord(frame, entity.name, []);
  const swapped = mostDue(book, candidates, random, fits);
  const lead = leaning(book, key.number) + leaning(book, allOf(workshop));
  const here = fact.incident === undefined ? 0 : leaning(bookOf(workshop, hereOf(fact)), allOf(workshop));
  if (!swapped) return (isOnly || here < 1) && lead < mostAhead(shownIn(book, allOf(workshop))) ? plainlyTrue(workshop, fact, truth) : undefined;

  const isTrue = lead + here + random() - 0.5 < 0;
  const text = fillInside(knowledge, truth, fact, isTrue ? {} : { object: swapped.entity });
  if (!text) return undefined;
  if (!isTrue) told.add(`${fact.subject} ${fact.relation} ${swapped.entity.id}`);
  enter(workshop, fact, isTrue, [isTrue ? key.number : swapped.entity.number]);
  const { proof, likeness, entity } = swapped;
  return isTrue ? { text, isTrue, likeness, why: explain(knowledge, fact) } : { text, isTrue, proof, likeness, why: reasonAgainst(knowledge, fact, "object", entity, proof), ...groundsAgainst(knowledge, [fact], "object", [swapped]) };
}

/** How far true statements may be ahead of false ones where nothing can be proven wrong and the statement has to be true: three, or one in twenty-five of many. */
function mostAhead({ keyed, offered }: Shown): number {
  return Math.max(3, (keyed + offered) / 25);
}

function plainlyTrue(workshop: Workshop, fact: Fact, truth: string): Statement | undefined {
  const { knowledge } = workshop;
  const text = fillInside(knowledge, truth, fact);
  if (!text) return undefined;
  enter(workshop, fact, true, [keyOf(knowledge, fact, "object")!.number]);
  return { text, isTrue: true, likeness: PLAIN, why: explain(knowledge, fact) };
}

/** How many more true statements than false ones there were. */
function leaning(book: Book, number: number): number {
  const { keyed, offered } = shownIn(book, number);
  return keyed - offered;
}

/** What has stood in more true statements than false ones so far, and fits; in doubt, what tempts most and is most like the key. */
function mostDue(book: Book, candidates: readonly Candidate[], random: () => number, fits: (candidate: Candidate) => boolean): Candidate | undefined {
  const dueOf = ({ entity, likeness, temptation, frequency }: Candidate) => Math.max(-2, Math.min(2, leaning(book, entity.number))) + Number(frequency > 0) + temptation / 2 + likeness + 0.3 * random();
  return candidates.map((candidate) => ({ candidate, worth: dueOf(candidate) })).sort((a, b) => b.worth - a.worth).find(({ candidate }) => fits(candidate))?.candidate;
}

/** What is true the explanation says once; what is false has its reason. */
function trueFalse(workshop: Workshop, fact: Fact, { text, isTrue, proof, why, likeness, grounds }: Statement): Question {
  const { knowledge } = workshop;
  const option = (id: string, says: boolean) => ({ id, text: says ? "True" : "False", correct: says === isTrue, feedback: isTrue ? "The statement is true." : `The statement is false. ${why}`, ...(says !== isTrue && proof ? { proof } : {}) });
  return {
    kind: "true_false", ...commonParts(workshop, fact, `${fact.id}.true-false`), ...(grounds ? { grounds } : {}), asks: "object", level: relationOf(knowledge, fact).level,
    difficulty: difficultyOf([likeness]), stem: `True or false: ${text}`, explanation: isTrue || fact.polarity === "negative" ? why : explain(knowledge, fact), options: [option("a", true), option("b", false)],
  };
}
