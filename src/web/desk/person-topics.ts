import { masteryOf } from "../../engine/learning/mastery.ts";
import { percentOf } from "../../engine/questions/score.ts";
import { expectedRecall } from "../../engine/learning/forgetting.ts";
import { recallAt, type Memory } from "../../engine/learning/memory.ts";
import { groupBy } from "../../lib/groups.ts";
import type { Words } from "../../lib/messages.ts";
import type { CountedAnswer } from "../../storage/answers.ts";
import { findTopicName, findTopicWords } from "../../storage/vocabulary.ts";

/** How one person stands in a topic. Shares are whole per cent, null where there is nothing to go by. `said`: answers that said how sure; of those, `sureAndWrong` were sure and not right. */
export interface PersonTopic { topic: string; name: Words; right: number | null; asked: number; said: number; sureAndWrong: number; readiness: number | null; facts: number }
export interface PersonKnowledge { topics: PersonTopic[]; readiness: number | null; facts: number; said: number; sureAndWrong: number }

const ALL_RIGHT = 0.999999;

/** What somebody's answers and memories say, topic by topic: the least that they would recall first. Answers of adaptive quizzes are in no share of right ones, as on the person's own page. */
export function knowledgeOf(answers: readonly CountedAnswer[], memories: readonly Memory[], at: Date): PersonKnowledge {
  const [given, kept] = [groupBy(answers, ({ topic }) => topic), groupBy(memories, ({ topic }) => topic)];
  const topics = [...new Set([...given.keys(), ...kept.keys()])].map((topic) => topicOf(topic, given.get(topic) ?? [], kept.get(topic) ?? [], at));
  return { topics: topics.sort((a, b) => (a.readiness ?? 101) - (b.readiness ?? 101) || findTopicName(a.topic).localeCompare(findTopicName(b.topic), "en")), ...recallIn(memories, at), ...surenessIn(answers) };
}

function topicOf(topic: string, answers: readonly CountedAnswer[], memories: readonly Memory[], at: Date): PersonTopic {
  const { asked, points } = masteryOf(answers.filter(({ adaptive }) => adaptive === 0));
  return { topic, name: findTopicWords(topic), asked, right: asked === 0 ? null : percentOf(points, asked), ...surenessIn(answers), ...recallIn(memories, at) };
}

function recallIn(memories: readonly Memory[], at: Date): { readiness: number | null; facts: number } {
  const [today] = expectedRecall(memories, recallAt, at, [0]);
  return { readiness: memories.length === 0 ? null : today!.percent, facts: memories.length };
}

function surenessIn(answers: readonly CountedAnswer[]): { said: number; sureAndWrong: number } {
  const said = answers.filter(({ confidence }) => confidence !== null);
  return { said: said.length, sureAndWrong: said.filter(({ confidence, score }) => confidence === "sure" && score < ALL_RIGHT).length };
}
