import { randomFrom } from "../../lib/random.ts";
import { nearTo } from "../knowledge/bans.ts";
import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { isChoice, type ChoiceQuestion, type Option, type Question } from "../questions/question.ts";
import { candidatesFor, poolOf, type Candidate, type Gap } from "./candidates.ts";
import { groundsAgainst } from "./feedback.ts";
import { figureGap, figureReplacements } from "./figure-replacements.ts";
import { namesKey } from "./leaks.ts";
import { distractorOption } from "./options.ts";
import { keyOf } from "./pools.ts";
import { rankOf } from "./ranking.ts";
import { bookOf, isSound, openWorkshop, type Workshop } from "./workshop.ts";

/**
 * What can stand in the place of a wrong option: the option as it would be, with the id of the entity that it names, or the figure itself, and the further facts that prove it wrong. `place` is where it stands among
 * the options where these have an order of their own, else that of the one that it replaces.
 */
export interface Replacing extends Pick<Option, "text" | "feedback"> { entity: string; proof: NonNullable<Option["proof"]>; grounds: string[]; place?: number }

/** Why nothing can be proven in the place of an option. `lines`: it has none. `figures`: some option is no figure that the engine knows. `facts`: it asks for no slot of a fact that is known and undoubted. */
export type ReplacingObstacle = "lines" | "true-false" | "spot" | "decide" | "by-hand" | "facts" | "figures";

const MOST = 4;

/** Undefined where the question still asks for one slot of facts that the knowledge has: only then can another wrong option be proven. */
export function obstacleToReplacing(knowledge: Knowledge, question: Question): ReplacingObstacle | undefined {
  if (!isChoice(question)) return "lines";
  if (question.kind === "true_false" || question.kind === "spot") return question.kind === "spot" ? "spot" : "true-false";
  if (question.level === "decide") return "decide";
  if (question.facts.length === 0) return "by-hand";
  if (gapOf(knowledge, question) || figureGap(knowledge, question)) return undefined;
  return asksFigure(knowledge, question) ? "figures" : "facts";
}

/**
 * At most four for each of these wrong options that are proven not to fit, the best first: entities as near to the key as the question is hard, of its kind and length; or dates and figures, the nearest first. None stands in the
 * question already, is close to what does, or is named in the stem, and the question passes the linter with each. Empty where nothing can be proven. The same knowledge and question give the same ones.
 */
export function replacementsOf(knowledge: Knowledge, question: ChoiceQuestion, optionIds: readonly string[]): Map<string, Replacing[]> {
  if (obstacleToReplacing(knowledge, question)) return new Map();
  const workshop = openWorkshop(knowledge, "replacements");
  const [gap, fact] = [gapOf(knowledge, question), figureGap(knowledge, question)];
  const ranked = gap ? rankedFor(workshop, question, gap) : [];
  const proposed = (id: string) => (gap ? ranked.filter((candidate) => fits(workshop, question, gap, id, candidate)).slice(0, MOST).map((candidate) => asReplacing(knowledge, gap, candidate)) : figureReplacements(workshop, question, fact!, id).slice(0, MOST));
  return new Map(optionIds.map((id) => [id, proposed(id)]));
}

function asksFigure({ facts }: Knowledge, { facts: keys, asks }: Question): boolean {
  const fact = facts.find(({ id }) => id === keys[0]);
  return fact !== undefined && asks === "object" && !isEntityObject(fact.object);
}

/** What the question leaves out, as far as its facts are known and nobody doubts them. */
function gapOf({ facts }: Knowledge, { kind, facts: keys, asks, stem }: Question): Gap | undefined {
  const asked = keys.map((key) => facts.find(({ id }) => id === key));
  const [fact, second] = asked;
  if (!fact || !asks || asked.includes(undefined) || (asks === "object" && !isEntityObject(fact.object))) return undefined;
  return { fact, slot: asks, also: kind === "single" ? second : undefined, stem };
}

function rankedFor(workshop: Workshop, question: ChoiceQuestion, gap: Gap): Candidate[] {
  const { knowledge } = workshop;
  const key = keyOf(knowledge, gap.fact, gap.slot)!;
  const pool = poolOf(workshop, gap.fact, gap.slot, key);
  const there = new Set(question.options.map(({ text }) => text));
  const standing = knowledge.all.filter(({ title }) => there.has(title)).flatMap(({ number }) => nearTo(knowledge, number));
  const isNew = ({ entity }: Candidate) => !there.has(entity.title) && !standing.includes(entity.number) && !namesKey(question.stem, entity);
  const worth = (candidate: Candidate) => rankOf(bookOf(workshop, "replacements"), key, candidate, { common: pool.frequency.get(key.number) ?? 0, wanted: question.difficulty, chance: chanceOf(question) });
  return candidatesFor(workshop, gap, key, pool, randomFrom(`replacements ${question.id}`)).filter(isNew).map((candidate) => ({ candidate, rank: worth(candidate) })).sort((a, b) => b.rank - a.rank).map(({ candidate }) => candidate);
}

function chanceOf({ options }: ChoiceQuestion): number {
  return options.filter(({ correct }) => correct).length / options.length;
}

function fits(workshop: Workshop, question: ChoiceQuestion, { slot }: Gap, id: string, candidate: Candidate): boolean {
  const option = distractorOption(workshop.knowledge, candidate.against, slot, candidate);
  return isSound(workshop, { ...question, options: question.options.map((each) => (each.id === id ? { id, ...option } : each)) });
}

function asReplacing(knowledge: Knowledge, { fact, also, slot }: Gap, candidate: Candidate): Replacing {
  const { text, feedback } = distractorOption(knowledge, candidate.against, slot, candidate);
  const asked: Fact[] = [fact, ...(also ? [also] : [])];
  return { entity: candidate.entity.id, text, feedback, proof: candidate.proof, grounds: groundsAgainst(knowledge, asked, slot, [candidate]).grounds ?? [] };
}
