import { createReadStream } from "node:fs";
import { questionSchema, type Question } from "../engine/questions/question.ts";
import { linesOf, textsOfArray, type Piece } from "./json-pieces.ts";

/** A question of the file, or why there is none, with its line from 1. Content folders have several files. */
export type Entry = { file?: string; line: number; id?: string } & ({ question: Question } | { error: string });

/**
 * The questions of a file of JSON lines or of one JSON array, one after the other: the file is never in memory as a whole.
 * What begins as YAML does is for `readYaml`, where there is one.
 */
export async function* readQuestions(file: string, readYaml?: (text: string) => Entry[]): AsyncGenerator<Entry> {
  const source = file === "-" ? process.stdin.setEncoding("utf8") : createReadStream(file, "utf8");
  const { start, chunks } = await peeked(source as AsyncIterable<string>);
  if (readYaml && (start === "-" || start === "#")) return yield* readYaml(await whole(chunks));
  for await (const piece of start === "[" ? textsOfArray(chunks) : linesOf(chunks)) yield read(piece);
}

/** The first character that is no space, and everything from the beginning, without a byte order mark. */
async function peeked(source: AsyncIterable<string>): Promise<{ start: string; chunks: AsyncIterable<string> }> {
  const chunks = source[Symbol.asyncIterator]();
  const held: string[] = [];
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    held.push(held.length === 0 ? next.value.replace(/^\uFEFF/, "") : next.value);
    if (/\S/.test(held.at(-1)!)) break;
  }
  async function* all(): AsyncGenerator<string> {
    yield* held;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { start: /\S/.exec(held.at(-1) ?? "")?.[0] ?? "", chunks: all() };
}

async function whole(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

function read({ line, text, problem }: Piece): Entry {
  if (problem !== undefined) return { line, error: problem };
  const parsed = parse(text);
  if ("error" in parsed) return { line, error: parsed.error };
  const result = questionSchema.safeParse(parsed.value);
  if (result.success) return { line, id: result.data.id, question: result.data };
  return { line, error: result.error.issues.slice(0, 3).map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; ") };
}

function parse(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: `this is no JSON: ${(error as Error).message.replace(/\s+/g, " ")}` };
  }
}
