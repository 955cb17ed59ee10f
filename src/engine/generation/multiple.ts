import { capitalise, listing } from "../../lib/text.ts";
import { areRelated } from "../knowledge/bans.ts";
import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, factsAbout, relationOf } from "../knowledge/knowledge.ts";
import type { Question } from "../questions/question.ts";
import { chooseDistractors } from "./distractors.ts";
import { namesKey } from "./leaks.ts";
import { difficultyOf } from "./similarity.ts";
import { distractorOption, keyOption, lettered } from "./single.ts";
import { fill } from "./wording.ts";
import { commonParts, evidenceOfAll, type Workshop } from "./workshop.ts";

const MOST_KEYS = 4;

/** "Which of these ...?" with several keys: only where the source's list is complete, and once for each list. */
export function multiplesFrom(workshop: Workshop, fact: Fact): Question[] {
  const { knowledge } = workshop;
  const relation = relationOf(knowledge, fact);
  const list = listOf(workshop, fact);
  if (!relation.several || list.length < 2 || list[0] !== fact || !list.every((each) => each.complete === "objects" || each.complete === "both")) return [];

  const stem = fill(knowledge, relation.several, fact);
  const keys = list.slice(0, MOST_KEYS).map((each) => ({ each, entity: entityOf(knowledge, each.object as string) }));
  if (!stem || keys.some(({ entity }) => namesKey(stem, entity))) return [];
  const distractors = chooseDistractors(workshop, fact, "object", stem, keys.length === 2 ? 3 : 2);
  if (distractors.length < 2) return [];

  return [{
    kind: "multiple", ...commonParts(workshop, fact, `${fact.id}.several`), facts: keys.map(({ each }) => each.id), evidence: evidenceOfAll(knowledge, keys.map(({ each }) => each)),
    asks: "object", level: relation.level, difficulty: difficultyOf(distractors.map(({ likeness }) => likeness)),
    stem, explanation: `${capitalise(entityOf(knowledge, fact.asserted_by).name)} named all of these: ${listing(keys.map(({ entity }) => entity.name))}.`,
    options: lettered([...keys.map(({ each, entity }) => keyOption(workshop, each, entity.name)), ...distractors.map(distractorOption)]),
  }];
}

/** Every object that the same source gives for the same subject, one type only, none of them near another. */
function listOf({ knowledge }: Workshop, fact: Fact): Fact[] {
  if (!isEntityObject(fact.object)) return [];
  const type = entityOf(knowledge, fact.object).type;
  const same = factsAbout(knowledge, fact.subject, fact.relation).filter((other) => other.polarity === "positive" && other.asserted_by === fact.asserted_by && other.said === fact.said && isEntityObject(other.object) && entityOf(knowledge, other.object).type === type);
  const isApart = same.every((a) => same.every((b) => a === b || !areRelated(knowledge, entityOf(knowledge, a.object as string), entityOf(knowledge, b.object as string))));
  return isApart ? same : [];
}
