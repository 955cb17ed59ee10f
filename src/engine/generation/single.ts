import type { Fact } from "../knowledge/fact.ts";
import { relationOf } from "../knowledge/knowledge.ts";
import type { Question } from "../questions/question.ts";
import { chooseDistractors, keepChoice, type Asked } from "./distractors.ts";
import { groundsAgainst } from "./feedback.ts";
import { distractorOption, keyOption, lettered } from "./options.ts";
import { keyOf, type Slot } from "./pools.ts";
import { allows, explain, stemFor, toldIn } from "./stems.ts";
import { commonParts, isSound, type Workshop } from "./workshop.ts";

const WANTED = 3;
const FEWEST = 2;

/** A single choice question that leaves out one slot of a fact. */
export function singleFrom(workshop: Workshop, fact: Fact, slot: Slot): Question | undefined {
  const { knowledge } = workshop;
  const key = keyOf(knowledge, fact, slot);
  const stem = key && allows(knowledge, fact, "single") ? stemFor(knowledge, fact, slot, key) : undefined;
  if (!key || !stem) return undefined;
  const asked: Asked = { fact, slot, keys: [key], stem, told: toldIn(knowledge, fact, slot), form: `single ${fact.relation} ${slot}` };
  const choice = chooseDistractors(workshop, asked, WANTED, FEWEST);
  if (!choice) return undefined;
  const question: Question = {
    kind: "single", ...commonParts(workshop, fact, `${fact.id}.${slot}`), ...groundsAgainst(knowledge, [fact], slot, choice.distractors), asks: slot, level: relationOf(knowledge, fact).level,
    difficulty: choice.difficulty, stem, explanation: explain(knowledge, fact),
    options: lettered([keyOption(knowledge, fact, key), ...choice.distractors.map((each) => distractorOption(knowledge, fact, slot, each))]),
  };
  return isSound(workshop, question) ? keepChoice(workshop, asked, choice, question) : undefined;
}
