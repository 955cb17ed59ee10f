import { parseContent } from "../engine/knowledge/content.ts";
import type { Topic } from "../engine/knowledge/incident.ts";
import { capitalise } from "../lib/text.ts";
import { listContentFiles, SHIPPED_CONTENT } from "./content-files.ts";

let topics: Topic[] | undefined;

/** The subjects of awareness, in their order; the file is read once. */
export function listTopics(): readonly Topic[] {
  topics ??= parseContent(listContentFiles(SHIPPED_CONTENT).filter(({ name }) => name.startsWith("vocabulary/topics"))).topics;
  return topics;
}

/** A topic's name; one that is not in the vocabulary goes by its id: "supply-chain" reads "Supply chain". */
export function findTopicName(id: string): string {
  return listTopics().find((topic) => topic.id === id)?.name ?? capitalise(id.replaceAll("-", " "));
}
