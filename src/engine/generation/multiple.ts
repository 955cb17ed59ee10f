import { listingPhrases } from "../../lib/text.ts";
import { areRelated } from "../knowledge/bans.ts";
import { isAsked, isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, factsAbout, relationOf, type Knowledge } from "../knowledge/knowledge.ts";
import { wordsFor } from "../knowledge/relation.ts";
import { isDoubted } from "../knowledge/standing.ts";
import type { Question } from "../questions/question.ts";
import { chooseDistractors, keepChoice, type Asked } from "./distractors.ts";
import { groundsAgainst } from "./feedback.ts";
import { namesKey } from "./leaks.ts";
import { distractorOption, keyOption, lettered } from "./options.ts";
import { allows } from "./stems.ts";
import { askedNoun, fill } from "./wording.ts";
import { commonParts, evidenceOfAll, isSound, type Workshop } from "./workshop.ts";

const MOST_KEYS = 3;

/**
 * "Which of these ...?" with several keys, only where the source's list is complete: a list of more than three gives a question for each three of it,
 * or two of it, asked of the fact that begins them.
 */
export function multipleFrom(workshop: Workshop, fact: Fact): Question | undefined {
  const { knowledge } = workshop;
  const relation = relationOf(knowledge, fact);
  const { several } = wordsFor(relation, fact);
  const facts = several && allows(knowledge, fact, "multiple") ? portionOf(listOf(workshop, fact), fact) : [];
  if (!several || facts.length < 2) return undefined;

  const keys = facts.map(({ object }) => entityOf(knowledge, object as string));
  const stem = fill(knowledge, askedNoun(several, keys[0]!), fact);
  if (!stem || keys.some((key) => namesKey(stem, key))) return undefined;
  const asked: Asked = { fact, slot: "object", keys, stem, told: entityOf(knowledge, fact.subject), form: formOf(knowledge, fact), isFew: !knowledge.collections.has(fact.incident) };
  const choice = chooseDistractors(workshop, asked, 3, 2);
  if (!choice) return undefined;
  const question: Question = {
    kind: "multiple", ...commonParts(workshop, fact, `${fact.id}.several`), facts: facts.map(({ id }) => id), evidence: evidenceOfAll(knowledge, facts),
    ...groundsAgainst(knowledge, facts, "object", choice.distractors), asks: "object", level: relation.level, difficulty: choice.difficulty, stem, explanation: explainAll(knowledge, fact, keys.map(({ name }) => name)),
    options: lettered([...facts.map((each, place) => keyOption(knowledge, each, keys[place]!)), ...choice.distractors.map((each) => distractorOption(knowledge, fact, "object", each))]),
  };
  return isSound(workshop, question) ? keepChoice(workshop, asked, choice, question) : undefined;
}

/** Incidents give few of them: balanced relation by relation, what is left over in each would add up to a cue. */
function formOf({ collections }: Knowledge, { incident, relation }: Fact): string {
  return collections.has(incident) ? `multiple ${relation}` : "multiple";
}

function explainAll(knowledge: Knowledge, fact: Fact, names: readonly string[]): string {
  const by = entityOf(knowledge, fact.asserted_by).title;
  const all = listingPhrases(names);
  if (fact.modality === "listed") return `${by} lists all of these for ${entityOf(knowledge, fact.subject).name}: ${all}.`;
  const { truth, truths = truth } = wordsFor(relationOf(knowledge, fact), fact);
  return fill(knowledge, truths, fact, { object: all }) ?? `${by} named all of these: ${all}.`;
}

/** The part of the list that begins with this fact, where one does: parts are of three, or of two where the list does not go by three. */
function portionOf(list: readonly Fact[], fact: Fact): readonly Fact[] {
  const place = list.indexOf(fact);
  for (let from = 0, left = list.length; left >= 2 && from <= place; left = list.length - from) {
    const size = left === 4 || left === 2 ? 2 : MOST_KEYS;
    if (from === place) return list.slice(from, from + size);
    from += size;
  }
  return [];
}

const NONE: readonly Fact[] = [];

function listOf({ knowledge, lazy }: Workshop, fact: Fact): readonly Fact[] {
  const name = `${fact.subject} ${fact.relation} ${fact.asserted_by} ${fact.said ?? ""} ${isEntityObject(fact.object) ? entityOf(knowledge, fact.object).type : ""}`;
  const known = lazy.lists.get(name);
  if (known) return known;
  const list = completeList(knowledge, fact);
  lazy.lists.set(name, list);
  return list;
}

/** Every object that the same source gives for the same subject, one type only and the list complete; of those that are near each other, the first. */
function completeList(knowledge: Knowledge, fact: Fact): readonly Fact[] {
  if (!isEntityObject(fact.object) || !isComplete(fact)) return NONE;
  const type = entityOf(knowledge, fact.object).type;
  const said = factsAbout(knowledge, fact.subject, fact.relation).filter((other) => isAsked(other) && !isDoubted(other) && other.asserted_by === fact.asserted_by && other.said === fact.said && isEntityObject(other.object) && entityOf(knowledge, other.object).type === type);
  if (!said.every(isComplete)) return NONE;
  const apart: Fact[] = [];
  for (const each of said) if (!apart.some((other) => areRelated(knowledge, entityOf(knowledge, each.object as string), entityOf(knowledge, other.object as string)))) apart.push(each);
  return apart;
}

function isComplete({ complete }: Fact): boolean {
  return complete === "objects" || complete === "both";
}
