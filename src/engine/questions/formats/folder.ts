import { ArchiveError } from "../../../lib/archive-error.ts";
import { readArchive } from "../../../lib/archive.ts";
import { say } from "../../../lib/messages.ts";
import type { Arrivals, Arrived } from "./arrived.ts";
import type { FileError } from "./item.ts";

type Read = (bytes: Uint8Array) => Arrivals | Promise<Arrivals>;

/** What is no file of somebody's own: what systems put into folders, and archives within archives. */
const ASIDE = /(?:^|\/)(?:\.|__MACOSX\/|Thumbs\.db$)|\.(?:zip|imscc|mbz)$/i;
const MOST_FILES = 200;

/**
 * The questions of all files of an archive that can be read, one after the other, as if somebody had brought them one by one. Errors name their file.
 * @returns undefined where none of its files is of a kind that is read
 */
export async function readFolder(bytes: Uint8Array, readerOf: (name: string, content: Uint8Array) => Read | undefined): Promise<Arrivals | undefined> {
  try {
    const files = [...(await readArchive(bytes))].filter(([path]) => !ASIDE.test(path)).flatMap(([path, content]) => ({ path, content, read: readerOf(path, content) }));
    if (files.length > MOST_FILES) return { questions: [], errors: [{ line: 0, reason: say("archives.too-many", { most: MOST_FILES }) }] };
    if (!files.some(({ read }) => read)) return undefined;
    const all: { questions: Arrived[]; errors: FileError[]; isFolder: true } = { questions: [], errors: [], isFolder: true };
    for (const { path, content, read } of files) {
      const { questions, errors } = read ? await read(content) : { questions: [], errors: [{ line: 0, reason: say("archives.not-read") }] };
      all.questions.push(...questions.map((one) => ({ ...one, dropped: [say("archives.from", { file: path.slice(0, 120) }), ...one.dropped] })));
      all.errors.push(...errors.map((error) => ({ ...error, name: error.name ?? path, reason: say("qti.in-file", { file: path.slice(0, 120), reason: error.reason }) })));
    }
    return all;
  } catch (error) {
    if (error instanceof ArchiveError) return { questions: [], errors: [{ line: 0, reason: error.words }] };
    throw error;
  }
}
