import { say, type Words } from "../../lib/messages.ts";
import { findTopicWords } from "../../storage/vocabulary.ts";

/** What a subject of the figures is called: `t:` a topic, `l:` a level, `m:` the mechanism questions of a topic, which are told apart from all of its questions. */
export function subjectInWords(subject: string): Words {
  const id = subject.slice(2);
  if (subject.startsWith("l:")) return say(`levels.${id}`);
  return subject.startsWith("m:") ? say("desk.knowledge.mechanism", { topic: findTopicWords(id) }) : findTopicWords(id);
}
