import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { Arrivals } from "../engine/questions/formats/arrived.ts";
import { ENDINGS, fileKindOf } from "../engine/questions/formats/arriving.ts";
import { MOST_BYTES } from "../engine/questions/formats/reading.ts";

/** A file of questions and what it held. */
export interface ReadFile { name: string; bytes: Uint8Array; format: string; arrivals: Arrivals }

/** What a file of questions holds. @throws Error for a file that is not there, is too large or of no known format */
export async function readQuestionFile(path: string): Promise<ReadFile> {
  const [name, bytes] = [basename(path), bytesOf(path)];
  const kind = fileKindOf(name, bytes);
  if (!kind) throw new Error(`${path} is of no format that can be read. Files end in ${ENDINGS.join(", ")}.`);
  const { questions, errors } = await kind.read(bytes);
  return { name, bytes, format: kind.name, arrivals: { questions, errors: [...errors].sort((a, b) => a.line - b.line) } };
}

function bytesOf(path: string): Uint8Array {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Error(found ? `${path} is no file.` : `There is no such file: ${path}`);
  if (found.size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES / 1e6} MB.`);
  return readFileSync(path);
}
