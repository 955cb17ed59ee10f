import { pathToFileURL } from "node:url";
import { ArticleRefused, type Article } from "../engine/extraction/article.ts";
import { extract, type Extraction } from "../engine/extraction/extract.ts";
import { buildGazetteer, type Gazetteer } from "../engine/extraction/gazetteer.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import type { NameList } from "../engine/knowledge/name-lists.ts";
import { apart, ApartError, type Apart } from "../lib/apart.ts";
import { say, type Message } from "../lib/messages.ts";
import { programFile } from "../lib/program-folder.ts";
import { Refused } from "./errors.ts";

/** An article with the names that are known. */
export interface ReadingTask { article: Article; names: readonly NameList[]; entities: readonly Entity[] }
type Found = Pick<Extraction, "candidates" | "leftOut">;

/** In characters. A text of this length is read at once in less time than a thread takes to begin, whatever it says. */
const SHORT = 4_000;
const THREAD = apart(pathToFileURL(programFile("dist/apart/extraction-worker.js")), { milliseconds: 60_000, megabytes: 1_000 });

/** Somebody is about to paste an article. */
export function readyToExtract(): void {
  THREAD.ready();
}

/** What an article seems to say. A longer one is read in a thread of its own, so that pages are answered meanwhile. @throws Refused */
export async function extractApart(task: ReadingTask, thread: Apart = THREAD): Promise<Found> {
  const found = task.article.text.length <= SHORT ? candidatesIn(task.article, buildGazetteer(task.names, task.entities)) : await thread.work<ReturnType<typeof candidatesIn>>(task).catch(stopped);
  if ("refused" in found) throw new Refused(found.refused.key, "text", found.refused.values);
  return found;
}

/** The same within a thread, which hands on data alone. */
export function candidatesIn(article: Article, gazetteer: Gazetteer): Found | { refused: Message } {
  try {
    const { candidates, leftOut } = extract(article, gazetteer);
    return { candidates, leftOut };
  } catch (error) {
    if (error instanceof ArticleRefused) return { refused: error.words };
    throw error;
  }
}

function stopped(error: unknown): { refused: Message } {
  if (error instanceof ApartError) return { refused: say("pasting.too-involved") };
  throw error;
}
