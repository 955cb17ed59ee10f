import { randomFrom } from "../../lib/random.ts";
import { capitalise, listing, listingPhrases } from "../../lib/text.ts";
import { nounFor } from "../knowledge/entity.ts";
import { relatedTo } from "../knowledge/bans.ts";
import { isAsked, isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, relationOf, type Knowledge } from "../knowledge/knowledge.ts";
import { wordsFor } from "../knowledge/relation.ts";
import type { Question } from "../questions/question.ts";
import type { Candidate } from "./candidates.ts";
import { chooseDistractors, keepChoice, type Asked } from "./distractors.ts";
import { groundsAgainst } from "./feedback.ts";
import { namesKey } from "./leaks.ts";
import { distractorOption, keyOption, lettered } from "./options.ts";
import { isAtHome } from "./plausibility.ts";
import { objectOf } from "./pools.ts";
import { allows, explain, isGivenAway } from "./stems.ts";
import { according, fillInside } from "./wording.ts";
import { commonParts, evidenceOfAll, factsBySubject, isSound, isTurnOf, type Workshop } from "./workshop.ts";

/** A question whose stem joins two facts of one subject and one source: what fits one of them only is wrong, and tempting. At most one begins with each fact. */
export function twoFactsFrom(workshop: Workshop, fact: Fact): Question | undefined {
  const { knowledge } = workshop;
  const also = isJoinable(knowledge, fact) && isTurnOf(workshop, fact, EVERY) ? partnerOf(workshop, fact) : undefined;
  const stem = also && stemOf(knowledge, fact, also);
  const key = entityOf(knowledge, fact.subject);
  if (!also || !stem || namesKey(stem, key)) return undefined;

  const asked: Asked = { fact, also, slot: "subject", keys: [key], stem, told: undefined, form: "single two facts" };
  const choice = chooseDistractors(workshop, asked, 3, FEWEST);
  const facts = [fact, also];
  if (!choice || !facts.some((each) => isImaginable(knowledge, each, choice.distractors))) return undefined;
  const question: Question = {
    kind: "single", ...commonParts(workshop, fact, `${fact.id}.joined`), facts: facts.map(({ id }) => id), evidence: evidenceOfAll(knowledge, facts),
    ...groundsAgainst(knowledge, facts, "subject", choice.distractors), asks: "subject",
    level: relationOf(knowledge, fact).level, difficulty: choice.difficulty, stem, explanation: facts.map((each) => explain(knowledge, each)).join(" "),
    options: lettered([{ ...keyOption(knowledge, fact, key), feedback: facts.map((each) => explain(knowledge, each)).join(" ") }, ...choice.distractors.map((each) => distractorOption(knowledge, each.against, "subject", each))]),
  };
  return isSound(workshop, question) ? keepChoice(workshop, asked, choice, question) : undefined;
}

const EVERY = 3;
const FEWEST = 2;

/** Two things from one branch only give the incident away, unless enough of the others are from there too. */
function isImaginable(knowledge: Knowledge, fact: Fact, distractors: readonly Candidate[]): boolean {
  return entityOf(knowledge, fact.subject).type !== "incident" || distractors.filter(({ entity }) => isAtHome(knowledge, entity.id, objectOf(knowledge, fact))).length >= FEWEST;
}

function isJoinable(knowledge: Knowledge, fact: Fact): boolean {
  return isEntityObject(fact.object) && isAsked(fact) && !isGivenAway(knowledge, fact) && allows(knowledge, fact, "single") && wordsFor(relationOf(knowledge, fact), fact).clause !== undefined;
}

const AHEAD = 10;

/** A later fact of the same subject and source about something else, chosen by the seed. */
function partnerOf(workshop: Workshop, fact: Fact): Fact | undefined {
  const { knowledge, seed } = workshop;
  const own = factsBySubject(workshop, fact.subject);
  const near = relatedTo(knowledge, fact.object as string);
  const place = own.indexOf(fact);
  const later = own.slice(place + 1, place + 1 + AHEAD).filter((other) => isJoinable(knowledge, other) && isSameSource(fact, other) && !near.has(other.object as string));
  return later[Math.floor(randomFrom(`${seed} ${fact.id} joined`)() * later.length)];
}

function isSameSource(a: Fact, b: Fact): boolean {
  return a.incident === b.incident && a.modality === b.modality && (a.modality === "asserted" || (a.asserted_by === b.asserted_by && a.said === b.said));
}

/** "According to the NCSC, which incident began with ... and had ...?" */
function stemOf(knowledge: Knowledge, fact: Fact, also: Fact): string | undefined {
  const clauses = fact.relation === also.relation
    ? fillInside(knowledge, clauseOf(knowledge, fact), fact, { object: bothOf([fact, also].map((each) => objectOf(knowledge, each).name)) })
    : [fact, also].map((each) => fillInside(knowledge, clauseOf(knowledge, each), each)).join(" and ");
  const question = clauses && `which ${nounFor(entityOf(knowledge, fact.subject))} ${clauses}?`;
  return question && capitalise(fact.modality === "asserted" ? question : `${according(knowledge, fact)}, ${question}`);
}

function bothOf(names: readonly string[]): string {
  const listed = listingPhrases(names);
  return listed === listing(names) ? `both ${listed}` : listed;
}

function clauseOf(knowledge: Knowledge, fact: Fact): string {
  return wordsFor(relationOf(knowledge, fact), fact).clause!;
}
