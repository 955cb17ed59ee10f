import { parseContent, type Content } from "../engine/knowledge/content.ts";
import type { Topic } from "../engine/knowledge/incident.ts";
import { say, type Words } from "../lib/messages.ts";
import { capitalise } from "../lib/text.ts";
import { listAllContentFiles, listContentFiles, SHIPPED_CONTENT } from "./content-files.ts";

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

/** The same in the reader's language, where the vocabulary has the topic. */
export function findTopicWords(id: string): Words {
  return listTopics().some((topic) => topic.id === id) ? say(`topics.${id}`) : findTopicName(id);
}

/** The relations that facts stand in, the names that extraction knows, and the first years that are ready-made. */
export type Lexicon = Pick<Content, "relations" | "names" | "paths">;

const lexicons = new Map<string, Lexicon>();

/** Keeps what was read at the start, so that the first article does not wait for it. */
export function updateLexicon(own: string | undefined, { relations, names, paths }: Lexicon): void {
  lexicons.set(own ?? "", { relations, names, paths });
}

/** That of the content that ships and of an installation's own folder; the files are read once. @throws ContentRefused */
export function findLexicon(own?: string): Lexicon {
  const known = lexicons.get(own ?? "");
  if (known) return known;
  updateLexicon(own, parseContent(listAllContentFiles(own)));
  return lexicons.get(own ?? "")!;
}
