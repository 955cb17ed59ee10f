import { pathToFileURL } from "node:url";
import type { Arrivals } from "../engine/questions/formats/arrived.ts";
import { ENDINGS, fileKindOf } from "../engine/questions/formats/arriving.ts";
import { apart, ApartError, type Apart, type ApartLimits } from "../lib/apart.ts";
import { programFile } from "../lib/program-folder.ts";
import { Refused } from "./errors.ts";

/** A file as somebody brought it. */
export interface BroughtFile { name: string; bytes: Uint8Array }

/** Enough for the largest files that are taken, also on a busy machine. */
const LIMITS: ApartLimits = { milliseconds: 60_000, megabytes: 1_000 };
/** In bytes. A text of this size is read at once in less time than a thread takes to begin, whatever it holds. Archives and XML may hold more than they seem to. */
export const SMALL = 4_000;
const PLAIN = new Set(["csv", "json", "gift", "aiken"]);

export const MODULE = pathToFileURL(programFile("dist/apart/arrivals-worker.js"));

/** So many files are read at a time, whoever brings them: the machine has other things to do. */
const THREADS = [apart(MODULE, LIMITS), apart(MODULE, LIMITS)];

/** Somebody is about to bring a file. */
export function readyToRead(): void {
  THREADS[0]!.ready();
}

/** What a file holds, and which format it has. It is read in a thread of its own, so that pages are answered meanwhile and a hostile file ends alone. @throws Refused */
export async function readApart({ name, bytes }: BroughtFile, threads: readonly Apart[] = THREADS): Promise<{ format: string; arrivals: Arrivals }> {
  const kind = fileKindOf(name, bytes);
  if (!kind) throw new Refused("imports.wrong-kind", "file", { endings: ENDINGS });
  if (bytes.length <= SMALL && PLAIN.has(kind.name)) return { format: kind.name, arrivals: await kind.read(bytes) };
  const [thread] = threads.toSorted((one, other) => one.waiting() - other.waiting());
  try {
    return { format: kind.name, arrivals: await thread!.work<Arrivals>({ name, bytes }) };
  } catch (error) {
    if (error instanceof ApartError) throw new Refused("imports.too-involved", "file");
    throw error;
  }
}
