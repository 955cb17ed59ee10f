import { parseContent } from "../engine/knowledge/content.ts";
import type { Topic } from "../engine/knowledge/incident.ts";
import { listContentFiles, SHIPPED_CONTENT } from "./content-files.ts";

let topics: Topic[] | undefined;

/** The subjects of awareness, in their order; the file is read once. */
export function listTopics(): readonly Topic[] {
  topics ??= parseContent(listContentFiles(SHIPPED_CONTENT).filter(({ name }) => name.startsWith("vocabulary/topics"))).topics;
  return topics;
}
